import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { openPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { scratch } from '../../pdf/support/tools.ts';

export type Contents = Map<string, Buffer>;

/** Every file of an archive, by its name. */
export async function unzip(path: string): Promise<Contents> {
  const archive = await openPromise(path);
  const contents: Contents = new Map();
  for await (const entry of archive.eachEntry()) {
    contents.set(entry.fileName, await buffer(await archive.openReadStreamPromise(entry)));
  }
  return contents;
}

/** An archive of these files, as a program for ZIP files would make it. */
export async function zipped(files: Iterable<[string, Buffer]>): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, bytes] of files) archive.addBuffer(bytes, name);
  archive.end();
  return buffer(archive.outputStream);
}

/** A file with these bytes in a folder of its own. */
export function saved(bytes: Buffer, name = 'bundle.zip'): string {
  const path = join(scratch(), name);
  writeFileSync(path, bytes);
  return path;
}

/** The bytes of an archive with one text in it, wherever it is, replaced by one as long. */
export function patched(path: string, from: string, to: string): Buffer {
  const [bytes, search, put] = [readFileSync(path), Buffer.from(from), Buffer.from(to)];
  if (search.length !== put.length) throw new Error('not as long');
  let found = 0;
  for (let at = bytes.indexOf(search); at >= 0; at = bytes.indexOf(search, at + 1)) {
    put.copy(bytes, at);
    found += 1;
  }
  if (found === 0) throw new Error(`no ${from}`);
  return bytes;
}
