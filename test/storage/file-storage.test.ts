import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  FileDamaged,
  type FileStorage,
  FileTooLarge,
  openFileStorage,
} from '../../src/storage/file-storage.ts';

const OWNER = 'ws_01JZ/live';
// More than one chunk of a stream.
const BYTES = randomBytes(200_000);
const SHA = createHash('sha256').update(BYTES).digest('hex');

let directory: string;
let storage: FileStorage;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signing-storage-'));
  storage = openFileStorage(directory);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const source = (bytes: Buffer) => Readable.from(chunks(bytes));
function* chunks(bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
const stage = (bytes = BYTES, limit = 1_000_000) => storage.stage(source(bytes), limit);
const staged = () => readdir(join(directory, 'staging')).catch(() => []);

async function kept(bytes = BYTES): Promise<string> {
  const file = await stage(bytes);
  await storage.keep(file, OWNER);
  return storage.path(OWNER, file.sha256);
}

describe('a staged file', () => {
  it('has the bytes, their SHA-256 and their number', async () => {
    const file = await stage();
    expect(file).toMatchObject({ sha256: SHA, sizeBytes: BYTES.length });
    expect(BYTES.equals(await readFile(file.path))).toBe(true);
  });

  it('may be empty', async () => {
    const file = await stage(Buffer.alloc(0));
    expect(file.sizeBytes).toBe(0);
    expect(file.sha256).toBe(createHash('sha256').digest('hex'));
  });

  it('may have as many bytes as the limit', async () => {
    expect(await stage(BYTES, BYTES.length)).toMatchObject({ sizeBytes: BYTES.length });
  });

  it('is refused with one byte more, and leaves no file', async () => {
    await expect(stage(BYTES, BYTES.length - 1)).rejects.toBeInstanceOf(FileTooLarge);
    expect(await staged()).toEqual([]);
  });

  it('is read no further than the limit', async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        read += 65_536;
        yield Buffer.alloc(65_536);
      }
    }
    await expect(storage.stage(Readable.from(endless()), 1_000_000)).rejects.toBeInstanceOf(
      FileTooLarge,
    );
    expect(read).toBeLessThan(10_000_000);
  });

  it('leaves no file when its source breaks off', async () => {
    async function* broken() {
      yield BYTES;
      throw new Error('connection lost');
    }
    await expect(storage.stage(Readable.from(broken()), 1_000_000)).rejects.toThrow(
      'connection lost',
    );
    expect(await staged()).toEqual([]);
  });

  it('is gone once it is discarded, which may happen twice', async () => {
    const file = await stage();
    await storage.discard(file);
    await storage.discard(file);
    expect(await staged()).toEqual([]);
  });

  it('may be written by another process and adopted', async () => {
    const path = await storage.stagingPath();
    expect(path).not.toBe(await storage.stagingPath());
    await writeFile(path, BYTES);
    const file = await storage.adopt(path);
    expect(file).toEqual({ path, sha256: SHA, sizeBytes: BYTES.length });
    await storage.keep(file, OWNER);
    expect(await storage.verified(OWNER, SHA)).toBe(storage.path(OWNER, SHA));
  });
});

describe('keeping', () => {
  it('moves a staged file to the address of its owner and bytes', async () => {
    const path = await kept();
    expect(path.startsWith(join(directory, OWNER))).toBe(true);
    expect(path.endsWith(SHA)).toBe(true);
    expect(BYTES.equals(await readFile(path))).toBe(true);
    expect(await staged()).toEqual([]);
  });

  it('is harmless the second time, as when a transaction runs again', async () => {
    const file = await stage();
    await storage.keep(file, OWNER);
    await storage.keep(file, OWNER);
    expect(await storage.verified(OWNER, SHA)).toBe(storage.path(OWNER, SHA));
  });

  it('is harmless for other bytes of the same hash that are there already', async () => {
    await kept();
    await kept();
    expect(await readdir(join(directory, OWNER, SHA.slice(0, 2)))).toEqual([SHA]);
  });

  it('fails when there is neither the staged file nor the kept one', async () => {
    const file = await stage();
    await storage.discard(file);
    await expect(storage.keep(file, OWNER)).rejects.toThrow('ENOENT');
  });

  it('keeps the same bytes of two owners apart', async () => {
    await kept();
    await storage.keep(await stage(), 'ws_01JZ/test');
    await storage.remove('ws_01JZ/test', SHA);
    expect(await storage.verified(OWNER, SHA)).toBe(storage.path(OWNER, SHA));
    await expect(storage.verified('ws_01JZ/test', SHA)).rejects.toBeInstanceOf(FileDamaged);
  });
});

describe('a verified file', () => {
  it('is found unchanged', async () => {
    const path = await kept();
    expect(await storage.verified(OWNER, SHA)).toBe(path);
  });

  it.each([0, 100_000, BYTES.length - 1])('is damaged when its byte %i was changed', async (at) => {
    const path = await kept();
    const bytes = await readFile(path);
    bytes[at] = bytes[at]! ^ 1;
    await writeFile(path, bytes);
    await expect(storage.verified(OWNER, SHA)).rejects.toThrow(FileDamaged);
    await expect(storage.verified(OWNER, SHA)).rejects.toThrow(SHA);
  });

  it('is damaged when it was cut short, or made longer', async () => {
    const path = await kept();
    await truncate(path, BYTES.length - 1);
    await expect(storage.verified(OWNER, SHA)).rejects.toBeInstanceOf(FileDamaged);
    await writeFile(path, Buffer.concat([BYTES, Buffer.from([0])]));
    await expect(storage.verified(OWNER, SHA)).rejects.toBeInstanceOf(FileDamaged);
  });

  it('is damaged when it is missing', async () => {
    await expect(storage.verified(OWNER, SHA)).rejects.toBeInstanceOf(FileDamaged);
    await kept();
    await storage.remove(OWNER, SHA);
    await expect(storage.verified(OWNER, SHA)).rejects.toBeInstanceOf(FileDamaged);
  });

  it('may be removed twice', async () => {
    const path = await kept();
    await storage.remove(OWNER, SHA);
    await storage.remove(OWNER, SHA);
    await expect(stat(path)).rejects.toThrow('ENOENT');
  });
});
