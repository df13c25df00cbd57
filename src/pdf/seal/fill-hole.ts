import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { Placeholder } from '../types.ts';

const CHUNK = 1024 * 1024;

/** The file is not what the child said it is. */
export class PlaceholderMismatch extends Error {
  constructor(detail: string) {
    super(`The placeholder for the seal is not as announced: ${detail}`);
    this.name = 'PlaceholderMismatch';
  }
}

/**
 * Copies a file with a placeholder in it, and fills the hole with what `make` makes of the SHA-256
 * digest of all the rest. No part of the PDF is interpreted here: outside the hole bytes are hashed
 * and copied, the hole must be empty. What is at `to` then is on disk; when this throws, it is to be
 * thrown away.
 * @throws {PlaceholderMismatch}, and what `make` throws
 */
export async function fillHole(
  from: string,
  to: string,
  placeholder: Placeholder,
  make: (digest: Buffer) => Promise<Buffer>,
): Promise<void> {
  await withFile(from, 'r', (source) =>
    withFile(to, 'w', async (target) => {
      const content = await make(await copyAndHash(source, target, placeholder));
      await write(target, content, placeholder);
      await target.sync();
    }),
  );
}

/** How many bytes fit into the hole. */
export function roomIn({ length }: Placeholder): number {
  return (length - 2) / 2;
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

async function write(target: FileHandle, content: Buffer, hole: Placeholder): Promise<void> {
  if (content.length > roomIn(hole)) {
    throw new PlaceholderMismatch(`${content.length} bytes do not fit`);
  }
  const digits = Buffer.from(content.toString('hex'), 'latin1');
  const { bytesWritten } = await target.write(digits, 0, digits.length, hole.offset + 1);
  if (bytesWritten !== digits.length) throw new Error('the seal was not written whole');
}
