import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import UTIF from 'utif2';
import { encodePng } from '../pdf/support/png.ts';
import { type Answer, request } from '../support/client.ts';
import type { TestApp } from '../support/start-app.ts';

export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const png = () =>
  encodePng({ width: 4, height: 4, depth: 8, color: 2, at: () => [200, 30, 30] });

export const tiff = () => Buffer.from(UTIF.encodeImage(new Uint8Array(4 * 4 * 4).fill(255), 4, 4));

/** A grey square of 8 × 8: one block, one code in each Huffman table. */
export function jpeg(): Buffer {
  const segment = (marker: number, ...bytes: number[]) =>
    Buffer.from([0xff, marker, 0, bytes.length + 2, ...bytes]);
  const oneCode = [1, ...Array<number>(15).fill(0), 0];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, 0, ...Array<number>(64).fill(1)),
    segment(0xc0, 8, 0, 8, 0, 8, 1, 1, 0x11, 0),
    segment(0xc4, 0x00, ...oneCode),
    segment(0xc4, 0x10, ...oneCode),
    segment(0xda, 1, 1, 0, 0, 63, 0),
    Buffer.from([0x3f, 0xff, 0xd9]),
  ]);
}

/** A ZIP of stored entries, as far as readers of local headers go. */
export function docx(): Buffer {
  const types = `<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="${DOCX_TYPE}.main+xml"/></Types>`;
  return Buffer.concat([entry('[Content_Types].xml', types), entry('word/document.xml', '<w/>')]);
}

function entry(name: string, text: string): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt32LE(crc32(text), 14);
  head.writeUInt32LE(text.length, 18);
  head.writeUInt32LE(text.length, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, Buffer.from(name), Buffer.from(text)]);
}

/** A compound file whose directory names this stream: `WordDocument` makes it a DOC. */
export function compoundFile(stream = 'WordDocument'): Buffer {
  const file = Buffer.alloc(2048);
  file.set(Buffer.from('d0cf11e0a1b11ae1', 'hex'));
  file.set(Buffer.from(stream, 'utf16le'), 1024);
  return file;
}

export type Part = { name: string; filename?: string; type?: string; value: string | Uint8Array };

const BOUNDARY = 'a-boundary-of-tests';
export const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;

/** A multipart body, its parts in the order given, file names written raw. */
export function multipart(parts: readonly Part[]): Buffer {
  const chunks = parts.flatMap(({ name, filename, type, value }) => {
    const file = filename === undefined ? '' : `; filename="${filename}"`;
    const contentType = type === undefined ? '' : `Content-Type: ${type}\r\n`;
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n${contentType}\r\n`;
    return [Buffer.from(head), Buffer.from(value), Buffer.from('\r\n')];
  });
  return Buffer.concat([...chunks, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

/** Uploads these parts, or a body as it is. */
export function uploadParts(
  app: TestApp,
  key: string,
  parts: readonly Part[] | Uint8Array,
  type = MULTIPART,
): Promise<Answer> {
  const body = parts instanceof Uint8Array ? parts : multipart(parts);
  return request(`${app.url}/api/v1/documents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': type },
    body: new Uint8Array(body),
  });
}

/** The names of all files on disk, those of the staging area apart. */
export async function filesOnDisk({ context }: TestApp) {
  const { storageDir } = context.config;
  const entries = await readdir(storageDir, { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  const files = entries.filter((each) => each.isFile());
  const staging = join(storageDir, 'staging');
  return {
    staged: files.filter(({ parentPath }) => parentPath === staging).map(({ name }) => name),
    kept: files
      .filter(({ parentPath }) => parentPath !== staging)
      .map(({ name }) => name)
      .sort(),
  };
}
