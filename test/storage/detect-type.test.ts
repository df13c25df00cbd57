import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DOC, DOCX, detectType, PDF } from '../../src/storage/detect-type.ts';
import { readFixture } from '../support/client.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signing-types-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** The type of bytes in a file whose name says something else. */
async function typeOf(bytes: Buffer): Promise<string | null> {
  const path = join(directory, 'upload.gif');
  await writeFile(path, bytes);
  return detectType(path);
}

const fixture = (name: string) =>
  detectType(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)));

/** A ZIP of uncompressed members (APPNOTE 4.3). */
function zip(members: Record<string, string>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(members)) {
    const [path, data] = [Buffer.from(name), Buffer.from(text)];
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt32LE(crc32(data), 10);
    about.writeUInt32LE(data.length, 14);
    about.writeUInt32LE(data.length, 18);
    about.writeUInt16LE(path.length, 22);
    const file = Buffer.concat([Buffer.from('PK\x03\x04'), about, path, data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const version = Buffer.from([20, 0]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), version, about, place, path]));
    files.push(file);
    offset += file.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, listed, end]);
}

/** An Office Open XML file whose main part is of that content type. */
function office(mainPart: string, contentType: string): Buffer {
  return zip({
    '[Content_Types].xml': `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${mainPart}" ContentType="${contentType}.main+xml"/></Types>`,
    '_rels/.rels': '<Relationships/>',
    [mainPart]: '<document/>',
  });
}

/** A compound file (MS-CFB) with one stream of that name, its directory at that offset. */
function compoundFile(stream: string, directoryAt = 1024): Buffer {
  const bytes = Buffer.alloc(directoryAt + 512);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  bytes.writeUInt16LE(0x3e, 24);
  bytes.writeUInt16LE(3, 26);
  bytes.writeUInt16LE(0xfffe, 28);
  bytes.write(stream, directoryAt + 128, 'utf16le');
  return bytes;
}

const PNG_BYTES = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);
const JPEG_BYTES = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
  Buffer.from('JFIF\0'),
]);

describe('an accepted type', () => {
  it.each([
    'b1_1p.pdf',
    'real_fhs.pdf',
    'already_signed.pdf',
    'enc_user_aes256.pdf',
    'linearized_form.pdf',
  ])('is PDF for %s', async (name) => {
    expect(await fixture(name)).toBe(PDF);
  });

  it('is PDF with junk before the header, if that begins in the first kilobyte', async () => {
    const pdf = await readFixture('b1_1p.pdf');
    const typeAfter = (junk: number) => typeOf(Buffer.concat([Buffer.alloc(junk, '\n'), pdf]));
    expect(await typeAfter(7)).toBe(PDF);
    expect(await typeAfter(1019)).toBe(PDF);
    expect(await typeAfter(1024)).toBeNull();
  });

  it('is PDF behind the bytes of another type too, as readers take it', async () => {
    const pdf = await readFixture('b1_1p.pdf');
    expect(await typeOf(Buffer.concat([PNG_BYTES, pdf]))).toBe(PDF);
  });

  it('is PNG, JPEG or TIFF for images', async () => {
    expect(await fixture('signature.png')).toBe('image/png');
    expect(await typeOf(PNG_BYTES)).toBe('image/png');
    expect(await typeOf(JPEG_BYTES)).toBe('image/jpeg');
    const tiff = Buffer.alloc(64);
    tiff.set([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0, 0, 0]);
    expect(await typeOf(tiff)).toBe('image/tiff');
    tiff.set([0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 0]);
    expect(await typeOf(tiff)).toBe('image/tiff');
  });

  it('is DOCX for a ZIP that says so', async () => {
    expect(await typeOf(office('word/document.xml', DOCX))).toBe(DOCX);
  });

  it('is DOC for a compound file with a WordDocument stream', async () => {
    expect(await typeOf(compoundFile('WordDocument'))).toBe(DOC);
  });

  it('is DOC wherever its directory is, also between two reads', async () => {
    for (let at = 65_536 - 128 - 24; at <= 65_536 - 128; at += 3) {
      expect(await typeOf(compoundFile('WordDocument', at)), `at ${at}`).toBe(DOC);
    }
    expect(await typeOf(compoundFile('WordDocument', 500_000))).toBe(DOC);
  });
});

describe('no accepted type', () => {
  it.each([
    ['another compound file', compoundFile('Workbook')],
    ['a compound file that names Word in bytes only', compoundFile('x', 1024 + 0), 'WordDocument'],
    [
      'a spreadsheet',
      office(
        'xl/workbook.xml',
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      ),
    ],
    ['a ZIP', zip({ 'notes.txt': 'word/document.xml' })],
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.from('%')],
    ['text', Buffer.from('Dear Mr Smith,\nplease sign.\n')],
    ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['GIF', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1')],
    ['WebP', Buffer.from('RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0/\0\0\0', 'latin1')],
    ['a program', Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0', 'latin1')],
    ['random bytes', Buffer.from('8f3a1cd2e45b', 'hex')],
  ])('is found for %s', async (_name, bytes, added = '') => {
    expect(await typeOf(Buffer.concat([bytes, Buffer.from(added)]))).toBeNull();
  });

  it.each(['empty.pdf', 'not_pdf.pdf'])('is found for %s, whatever its name says', async (name) => {
    expect(await fixture(name)).toBeNull();
  });
});
