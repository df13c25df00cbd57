import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const ABANDONED_MS = 24 * 60 * 60 * 1000;

/** A file that was written but belongs to nobody yet. */
export type StagedFile = { path: string; sha256: string; sizeBytes: number };

export class FileTooLarge extends Error {
  constructor(limit: number) {
    super(`The file has more than ${limit} bytes`);
    this.name = 'FileTooLarge';
  }
}

/** The bytes on disk are not those that were stored. */
export class FileDamaged extends Error {
  constructor(sha256: string) {
    super(`The stored file ${sha256} is missing or was changed`);
    this.name = 'FileDamaged';
  }
}

/** Files on disk, addressed by owner and SHA-256; written beside and moved into place. */
export type FileStorage = {
  /** Streams to disk while hashing; never more than a chunk in memory. @throws FileTooLarge */
  stage(source: Readable, limitBytes: number): Promise<StagedFile>;
  /** A path beside the staged files, for another process to write to. */
  stagingPath(): Promise<string>;
  /** Hashes what another process wrote to a staging path. */
  adopt(path: string): Promise<StagedFile>;
  /** Moves a staged file into place. Harmless when it was moved before. */
  keep(file: StagedFile, owner: string): Promise<void>;
  /** Removes a staged file that was not kept. */
  discard(file: Pick<StagedFile, 'path'>): Promise<void>;
  path(owner: string, sha256: string): string;
  /** The path of a file whose bytes were read and found unchanged. @throws FileDamaged */
  verified(owner: string, sha256: string): Promise<string>;
  remove(owner: string, sha256: string): Promise<void>;
  /** Writes a file and removes it. @throws what keeps files from being written */
  probe(): Promise<void>;
  /** Removes what processes that died left in the staging area, if it is older than a day. */
  sweep(now: Date): Promise<void>;
};

/**
 * @param directory where the files are; made when missing
 */
export function openFileStorage(directory: string): FileStorage {
  const staging = join(directory, 'staging');
  const path = (owner: string, sha256: string) =>
    join(directory, owner, sha256.slice(0, 2), sha256);

  async function stagingPath(): Promise<string> {
    await mkdir(staging, { recursive: true });
    return join(staging, randomUUID());
  }

  async function discard(file: { path: string }): Promise<void> {
    await rm(file.path, { force: true });
  }

  return {
    stagingPath,
    discard,
    path,
    async stage(source, limitBytes) {
      const target = await stagingPath();
      const meter = createMeter(limitBytes);
      try {
        await pipeline(source, meter.stream, createWriteStream(target, { flush: true }));
      } catch (error) {
        await discard({ path: target });
        throw error;
      }
      return { path: target, ...meter.result() };
    },
    async adopt(target) {
      const meter = createMeter(Number.POSITIVE_INFINITY);
      await pipeline(createReadStream(target), meter.stream.resume());
      await flush(target);
      return { path: target, ...meter.result() };
    },
    async keep(file, owner) {
      const target = path(owner, file.sha256);
      const made = await mkdir(dirname(target), { recursive: true });
      try {
        await rename(file.path, target);
      } catch (error) {
        // A transaction that runs again has moved it before.
        await access(target).catch(() => Promise.reject(error));
      }
      await flushUp(dirname(target), made === undefined ? dirname(target) : dirname(made));
    },
    async verified(owner, sha256) {
      const target = path(owner, sha256);
      const meter = createMeter(Number.POSITIVE_INFINITY);
      try {
        await pipeline(createReadStream(target), meter.stream.resume());
      } catch (error) {
        if (isMissing(error)) throw new FileDamaged(sha256);
        throw error;
      }
      if (meter.result().sha256 !== sha256) throw new FileDamaged(sha256);
      return target;
    },
    async remove(owner, sha256) {
      await rm(path(owner, sha256), { force: true });
    },
    async probe() {
      const probe = await stagingPath();
      await writeFile(probe, 'probe');
      await rm(probe);
    },
    async sweep(now) {
      await mkdir(staging, { recursive: true });
      for (const name of await readdir(staging)) {
        // Another process may just have moved it away.
        const found = statSync(join(staging, name), { throwIfNoEntry: false });
        if (found && now.getTime() - found.mtimeMs > ABANDONED_MS) {
          await discard({ path: join(staging, name) });
        }
      }
    },
  };
}

function createMeter(limitBytes: number) {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      if (sizeBytes > limitBytes) return done(new FileTooLarge(limitBytes));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ sha256: hash.digest('hex'), sizeBytes }) };
}

// A rename survives a power cut only when the directory was flushed too.
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Flushes a directory and those above it, up to the first that was there before. */
async function flushUp(from: string, to: string): Promise<void> {
  for (let directory = from; ; directory = dirname(directory)) {
    await flush(directory);
    if (directory === to || directory === dirname(directory)) return;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
