import { Readable, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { LIMITS } from '../../src/evidence/manifest.ts';
import { openZip, ZipFault } from '../../src/evidence/open-zip.ts';
import type { Tools } from '../../src/evidence/tools.ts';
import { verifyFile } from '../../src/evidence/verify-file.ts';
import { patched, saved, zipped } from './support/archive.ts';

// Nothing of these archives may be looked at at all.
const tools: Tools = {
  verifyPdf: () => Promise.reject(new Error('looked at')),
  verifyDetached: () => ({ fault: 'looked at', signer: null }),
  verifyTimeStamp: () => ({ fault: 'looked at', at: null, stamped: null }),
};

const one = Buffer.from('one');

async function faultsOf(archive: Buffer): Promise<[string, string | null][]> {
  const { lines } = await verifyFile(saved(archive), tools, { trusted: [] });
  return lines.map(({ code, file }) => [code, file]);
}

/** An archive with a file whose name a decent program would not write. */
async function named(name: string): Promise<Buffer> {
  const decent = 'n'.repeat(Buffer.byteLength(name));
  return patched(saved(await zipped([[decent, one]])), decent, name);
}

/** Puts a number into the central directory's record of the file of that name. */
function putAt(archive: Buffer, name: string, field: number, value: number): Buffer {
  const at = archive.lastIndexOf(Buffer.from(name)) - 46;
  if (archive.readUInt32LE(at) !== 0x02014b50) throw new Error('no record');
  archive.writeUInt32LE(value, at + field);
  return archive;
}

const FIELD = { uncompressedSize: 24, attributes: 38, offset: 42 };

describe('an archive', () => {
  it('with nothing wrong is opened', async () => {
    const zip = await openZip(saved(await zipped([['a/b.txt', one]])));
    expect([...zip.sizes]).toEqual([['a/b.txt', 3]]);
    expect(await zip.read('a/b.txt', 3)).toEqual(one);
    await expect(zip.read('a/b.txt', 2)).rejects.toThrow(ZipFault);
    await expect(zip.read('a/c.txt', 2)).rejects.toThrow(ZipFault);
    zip.close();
  });

  it.each([
    '../evil',
    'a/../../evil',
    '/etc/passwd',
    'C:/evil',
    'a\\..\\evil',
    'nul.txt',
    'a\u0007b',
    'a\u202eb',
    'Mu\u0308ller',
    'a//b',
  ])('with the name %j is refused', async (name) => {
    expect(await faultsOf(await named(name))).toEqual([['name_unsafe', name]]);
  });

  it('with a name that is not text, or in another encoding, is refused', async () => {
    const archive = await zipped([['nnn', one]]);
    for (let at = archive.indexOf('nnn'); at >= 0; at = archive.indexOf('nnn', at + 1)) {
      archive[at] = 0xfc;
    }
    expect((await faultsOf(archive)).map(([code]) => code)).toEqual(['name_unsafe']);
    const cp437 = await zipped([['ü', one]]);
    // yazl marks all names as UTF-8: take that back in both headers.
    cp437[7] = 0;
    cp437[cp437.lastIndexOf(Buffer.from('ü')) - 46 + 9] = 0;
    expect(await faultsOf(cp437)).toEqual([['name_unsafe', 'ü']]);
  });

  it('with a name twice is refused, also where only capitals tell them apart', async () => {
    const twice = await zipped([
      ['a.txt', one],
      ['a.txt', Buffer.from('two')],
    ]);
    expect(await faultsOf(twice)).toEqual([['name_twice', 'a.txt']]);
    const capitals = await zipped([
      ['a.txt', one],
      ['A.TXT', one],
    ]);
    expect(await faultsOf(capitals)).toEqual([['name_twice', 'A.TXT']]);
  });

  it('with a link in it is refused', async () => {
    const archive = putAt(await zipped([['link', one]]), 'link', FIELD.attributes, 0xa1ff0000);
    expect(await faultsOf(archive)).toEqual([['name_unsafe', 'link']]);
  });

  it('that is cut off, or none at all, cannot be read', async () => {
    const archive = await zipped([['a.txt', one]]);
    for (const bytes of [archive.subarray(0, -10), archive.subarray(0, 30), Buffer.from('no')]) {
      expect((await faultsOf(bytes)).map(([code]) => code)).toEqual(['zip_unreadable']);
    }
  });
});

describe('what an archive hides', () => {
  const files: [string, Buffer][] = [
    ['a.txt', one],
    ['b.txt', Buffer.from('two')],
  ];
  const hidden = [['zip_hidden', null]];

  it('in front of its files is found', async () => {
    const archive = await zipped(files);
    const shifted = Buffer.concat([Buffer.from('PK\u0003\u0004 hidden'), archive]);
    const moved = Buffer.from(shifted);
    for (const [name] of files) {
      const at = moved.lastIndexOf(name) - 46;
      putAt(moved, name, FIELD.offset, moved.readUInt32LE(at + FIELD.offset) + 11);
    }
    const end = moved.length - 22;
    moved.writeUInt32LE(moved.readUInt32LE(end + 16) + 11, end + 16);
    expect(await faultsOf(moved)).toEqual(hidden);
  });

  it('in a file that its directory does not list is found', async () => {
    const archive = await zipped(files);
    const second = archive.lastIndexOf('PK\u0001\u0002');
    const end = archive.length - 22;
    const shorter = Buffer.concat([archive.subarray(0, second), archive.subarray(end)]);
    shorter.writeUInt16LE(1, second + 8);
    shorter.writeUInt16LE(1, second + 10);
    expect(await faultsOf(shorter)).toEqual(hidden);
  });

  it('in comments is found', async () => {
    const archive = new ZipFile();
    archive.addReadStream(Readable.from([one]), 'a.txt', { fileComment: 'hidden' });
    archive.end();
    expect(await faultsOf(await buffer(archive.outputStream))).toEqual([['name_unsafe', 'a.txt']]);
    const commented = new ZipFile();
    commented.addReadStream(Readable.from([one]), 'a.txt');
    commented.end({ forceZip64Format: false, comment: 'hid' });
    expect(await faultsOf(await buffer(commented.outputStream))).toEqual(hidden);
  });

  it('by two names for the same bytes is found', async () => {
    expect(await faultsOf(putAt(await zipped(files), 'b.txt', FIELD.offset, 0))).toEqual(hidden);
  });

  it('by a file within another file is found', async () => {
    const stored = async (...contents: [string, Buffer][]) => {
      const archive = new ZipFile();
      for (const [name, bytes] of contents) archive.addBuffer(bytes, name, { compress: false });
      archive.end();
      return buffer(archive.outputStream);
    };
    const single = await stored(['b.txt', one]);
    const inner = single.subarray(0, single.indexOf('PK\u0001\u0002'));
    const archive = await stored(['a.txt', inner], ['b.txt', one]);
    // The second file's own bytes go; its record leads to those at the end of the first.
    const second = archive.indexOf('PK\u0003\u0004', archive.indexOf(inner) + inner.length);
    const nested = Buffer.concat([
      archive.subarray(0, second),
      archive.subarray(second + inner.length),
    ]);
    putAt(nested, 'b.txt', FIELD.offset, second - inner.length);
    nested.writeUInt32LE(second, nested.length - 22 + 16);
    expect(await faultsOf(nested)).toEqual(hidden);
  });

  it('by another name in front of the bytes than in the directory is found', async () => {
    const archive = await zipped(files);
    archive.write('c', archive.indexOf('a.txt'));
    expect(await faultsOf(archive)).toEqual(hidden);
  });
});

describe('an archive that is small only as long as it is packed', () => {
  it('is refused when it says so', async () => {
    const large = putAt(
      await zipped([['a.txt', one]]),
      'a.txt',
      FIELD.uncompressedSize,
      LIMITS.fileBytes + 1,
    );
    expect(await faultsOf(large)).toEqual([['zip_limits', 'a.txt']]);
  });

  it('is refused when its files are too large together', async () => {
    const names = Array.from({ length: 17 }, (_, index) => `file-${index + 10}.txt`);
    const archive = await zipped(names.map((name) => [name, one]));
    for (const name of names) putAt(archive, name, FIELD.uncompressedSize, LIMITS.fileBytes);
    expect(await faultsOf(archive)).toEqual([['zip_limits', 'file-26.txt']]);
  });

  it('is refused when it has too many files', async () => {
    const many = Array.from({ length: LIMITS.entries + 1 }, (_, index): [string, Buffer] => [
      `${index}`,
      one,
    ]);
    expect(await faultsOf(await zipped(many))).toEqual([['zip_limits', null]]);
  });

  it('is unpacked no further than it says', async () => {
    const bomb = await zipped([['bomb', Buffer.alloc(50 * 1024 ** 2)]]);
    const packed = putAt(bomb, 'bomb', FIELD.uncompressedSize, 1000);
    expect(packed.length).toBeLessThan(100_000);
    const zip = await openZip(saved(packed));
    let bytes = 0;
    const counter = new Writable({
      write(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        done();
      },
    });
    await expect(zip.unpack('bomb', counter)).rejects.toThrow(ZipFault);
    expect(bytes).toBeLessThanOrEqual(1000);
    zip.close();
  });

  it('does not get its manifest read when that is too large', async () => {
    const manifest = Buffer.alloc(LIMITS.manifestBytes + 1, ' ');
    const archive = await zipped([['manifest.json', manifest]]);
    expect(await faultsOf(archive)).toEqual([['zip_limits', 'manifest.json']]);
  });
});
