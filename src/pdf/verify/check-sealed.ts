import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { fingerprint, subjectOf } from '../seal/certificate.ts';
import type { SealKey } from '../seal/seal-key.ts';
import type { Placeholder } from '../types.ts';
import { tokenIn } from './sealed-cms.ts';
import { verifyCms } from './verify-cms.ts';

const CHUNK = 1024 * 1024;
/** The dictionary's ByteRange stands right before its Contents: so it is written by us. */
const RANGE_BYTES = 256;

/** The sealed file does not hold what it should. */
export class SealDoesNotHold extends Error {
  constructor(detail: string) {
    super(`the seal does not hold: ${detail}`);
    this.name = 'SealDoesNotHold';
  }
}

/**
 * Looks once more at a file that was just sealed, as it is on disk, before it gets its name: that
 * its ByteRange is all but the hole, that the hole holds a seal of this key over it, canonical to
 * the last digit. By bytes alone, nothing is parsed but the CMS: the structure around the hole was
 * looked at before it was filled.
 * @throws {SealDoesNotHold}
 */
export async function checkSealed(path: string, hole: Placeholder, key: SealKey): Promise<void> {
  const { digest, contents } = await readAround(path, hole);
  const { faults, seal } = verifyCms(contents, digest);
  const [own] = seal?.path ?? [];
  if (faults.length > 0 || !own) throw new SealDoesNotHold(faults.join(', '));
  if (fingerprint(own) !== key.fingerprint) throw new SealDoesNotHold(`by ${subjectOf(own)}`);
}

/** The same for a document time-stamp that was just put in. @throws {SealDoesNotHold} */
export async function checkStamped(path: string, hole: Placeholder): Promise<void> {
  const { digest, contents } = await readAround(path, hole);
  if (!tokenIn(contents, digest)) throw new SealDoesNotHold('time_stamp');
}

/** What is in the hole, and the digest of all the rest, which is what the ByteRange says. */
async function readAround(path: string, hole: Placeholder) {
  const { head, size, ...read } = await readParts(path, hole);
  const { offset, length } = hole;
  const [written] = /\/ByteRange\s*\[[^\]]*\](?=\s*\/Contents\s*$)/.exec(head) ?? [''];
  const range = /\[(.*)\]/.exec(written)?.[1]?.trim();
  const after = offset + length;
  if (range !== `0 ${offset} ${after} ${size - after}`) throw new SealDoesNotHold('byte_range');
  return read;
}

async function readParts(path: string, { offset, length }: Placeholder) {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const hash = createHash('sha256');
    const contents = Buffer.alloc(length);
    let head = '';
    for (let at = 0; at < size; ) {
      // Chunks end where the hole does, so that each is in it or not.
      const end = [offset, offset + length, size].find((edge) => edge > at) ?? size;
      const chunk = Buffer.alloc(Math.min(CHUNK, end - at));
      const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
      if (bytesRead === 0) throw new SealDoesNotHold('the file became shorter');
      const bytes = chunk.subarray(0, bytesRead);
      const inHole = at >= offset && at < offset + length;
      if (inHole) bytes.copy(contents, at - offset);
      else hash.update(bytes);
      at += bytesRead;
      if (at <= offset) head = (head + bytes.toString('latin1')).slice(-RANGE_BYTES);
    }
    return { digest: hash.digest(), head, contents, size };
  } finally {
    await file.close();
  }
}
