import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Placeholder } from '../types.ts';
import { sealDigest, toCms } from './cms.ts';
import type { SealKey } from './seal-key.ts';
import { type TimeStampAuthority, TimeStampError, type TimeStampFault } from './time-stamp.ts';

const CHUNK = 1024 * 1024;

export type Sealed = {
  level: 'B-B' | 'B-T';
  /** B-T: the authority's time; B-B: the claimed one. */
  sealedAt: Date;
  /** Why it is B-B although there is an authority. */
  timeStampFailed: TimeStampFault | null;
};

export type Sealing = { key: SealKey; at: Date; tsa: TimeStampAuthority | null };

/** The file is not what the child said it is. */
export class PlaceholderMismatch extends Error {
  constructor(detail: string) {
    super(`The placeholder for the seal is not as announced: ${detail}`);
    this.name = 'PlaceholderMismatch';
  }
}

/**
 * Writes the sealed form of a file with a placeholder in it. No part of the PDF is interpreted here:
 * outside the hole bytes are hashed and copied, the hole must be empty, and becomes the CMS. What is
 * at `to` then is on disk; when this throws, it is to be thrown away.
 *
 * Without an answer of the time-stamping authority that holds, the seal is B-B and says why.
 * @throws {PlaceholderMismatch}
 */
export async function applySeal(
  from: string,
  to: string,
  placeholder: Placeholder,
  sealing: Sealing,
): Promise<Sealed> {
  return withFile(from, 'r', (source) =>
    withFile(to, 'w', async (target) => {
      const digest = await copyAndHash(source, target, placeholder);
      const made = await seal(digest, sealing, placeholder);
      await fillIn(target, made.cms, placeholder);
      await target.sync();
      return made.sealed;
    }),
  );
}

async function withFile<T>(
  path: string,
  flags: 'r' | 'w',
  use: (file: FileHandle) => Promise<T>,
): Promise<T> {
  const file = await open(path, flags, 0o600);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

/** The digest of all but the hole (ISO 32000-2, 12.8.1), while the whole is copied. */
async function copyAndHash(
  source: FileHandle,
  target: FileHandle,
  { offset, length, fileSize }: Placeholder,
): Promise<Buffer> {
  const { size } = await source.stat();
  const after = offset + length;
  if (size !== fileSize) throw new PlaceholderMismatch(`${size} bytes instead of ${fileSize}`);
  const hash = createHash('sha256');
  const pass = async (from: number, to: number, see: (bytes: Buffer) => void) => {
    for (let at = from; at < to; ) {
      const chunk = Buffer.alloc(Math.min(CHUNK, to - at));
      const { bytesRead } = await source.read(chunk, 0, chunk.length, at);
      if (bytesRead === 0) throw new PlaceholderMismatch('the file became shorter');
      const bytes = chunk.subarray(0, bytesRead);
      see(bytes);
      await target.writeFile(bytes);
      at += bytesRead;
    }
  };
  const hole: Buffer[] = [];
  await pass(0, offset, (bytes) => hash.update(bytes));
  await pass(offset, after, (bytes) => hole.push(bytes));
  await pass(after, size, (bytes) => hash.update(bytes));
  if (!/^<(00)+>$/.test(Buffer.concat(hole).toString('latin1'))) {
    throw new PlaceholderMismatch('it is not empty');
  }
  return hash.digest();
}

async function fillIn(target: FileHandle, cms: Buffer, { offset }: Placeholder): Promise<void> {
  const digits = Buffer.from(cms.toString('hex'), 'latin1');
  const { bytesWritten } = await target.write(digits, 0, digits.length, offset + 1);
  if (bytesWritten !== digits.length) throw new Error('the seal was not written whole');
}

async function seal(
  digest: Buffer,
  { key, at, tsa }: Sealing,
  { length }: Placeholder,
): Promise<{ cms: Buffer; sealed: Sealed }> {
  const room = (length - 2) / 2;
  const parts = await sealDigest(key, digest);
  const plain = toCms(parts);
  if (plain.length > room) throw new PlaceholderMismatch(`${plain.length} bytes do not fit`);
  const untimed = (timeStampFailed: TimeStampFault | null) =>
    ({ cms: plain, sealed: { level: 'B-B', sealedAt: at, timeStampFailed } }) as const;
  if (tsa === null) return untimed(null);
  try {
    const { token, at: sealedAt } = await tsa.stamp(
      createHash('sha256').update(parts.signature).digest(),
    );
    const cms = toCms({ ...parts, timeStampToken: token });
    if (cms.length > room) return untimed('too_large');
    return { cms, sealed: { level: 'B-T', sealedAt, timeStampFailed: null } };
  } catch (error) {
    if (error instanceof TimeStampError) return untimed(error.code);
    throw error;
  }
}
