import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createPdfEngine } from '../../src/pdf/pdf-engine.ts';
import { sealDigest, toCms } from '../../src/pdf/seal/cms.ts';
import { checkSealed } from '../../src/pdf/verify/check-sealed.ts';
import { verifySeal } from '../../src/pdf/verify/verify-seal.ts';
import { writePdf } from './support/build-pdf.ts';
import { developmentKey, extract, sealByHand, sealing } from './support/seal.ts';
import { additions } from './support/signature-page.ts';
import { PDF, scratch } from './support/tools.ts';

vi.setConfig({ testTimeout: 60_000 });

const engine = createPdfEngine({ maxPages: 100 });
afterAll(() => engine.close());

const key = developmentKey('ecdsa');
const HOLE = 8_002;

/** Bytes with a seal of ours over all but the hole, which stands between them. */
async function sealed(before: string, after: string): Promise<Buffer> {
  const [head, tail] = [before, after].map((text) => Buffer.from(text, 'latin1'));
  const digest = createHash('sha256').update(head!).update(tail!).digest();
  const cms = toCms(await sealDigest(key, digest)).toString('hex');
  return Buffer.concat([head!, Buffer.from(`<${cms.padEnd(HOLE - 2, '0')}>`), tail!]);
}

/** `/ByteRange` for a hole at `start` in that many bytes besides it. */
const range = (start: number, covered: number) => {
  const numbers = [start, start + HOLE, covered - start].map((value) =>
    `${value}`.padStart(6, '0'),
  );
  return `/ByteRange [0 ${numbers.join(' ')}]`;
};

describe('the range of a seal', () => {
  const [head, tail, size] = ['%PDF-1.7 ', ' the rest'.repeat(20), 500];
  const front = (words: string) => `${head}${words}`.padEnd(200, ' ');
  const back = tail.padEnd(size - 200, '.');

  it('is the one the file speaks of', async () => {
    const file = await sealed(front(range(200, size)), back);
    // Nothing is wrong but that this is no PDF.
    expect((await verifySeal(file, [])).faults).toEqual(['structure']);
  });

  it('is not, when the file speaks of another that would cover the same bytes', async () => {
    // Where the hole is decides what all offsets point at; the digest does not.
    for (const words of [
      `${range(200, size)} ${range(150, size)}`,
      `${range(150, size)} ${range(200, size)}`,
      `${range(200, size)} /ByteRange [0 150 250 350]`,
    ]) {
      const file = await sealed(front(words), back);
      expect((await verifySeal(file, [])).faults).toContain('byte_range');
    }
  });

  it('is not, when the words for the other are split by the hole', async () => {
    const [one, two] = [range(200, size), range(150, size)];
    const start = 200;
    const whole = `${front(one).slice(0, start - 10)}${two}`.padEnd(size, '.');
    const file = await sealed(whole.slice(0, start), whole.slice(start));
    expect((await verifySeal(file, [])).faults).toContain('byte_range');
  });

  it('begins with the file, and the file with its header', async () => {
    const file = await sealed(` ${front(range(200, size)).slice(0, -1)}`, back);
    expect((await verifySeal(file, [])).faults).toContain('byte_range');
  });
});

it('a document that speaks of a seal that would fit is not sealed', async () => {
  const folder = scratch();
  const words = (text: string) =>
    writePdf(join(folder, 'trap.pdf'), [
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/PieceInfo<</X (${text})>>>>`,
    ]);
  const attempt = async (text: string) => {
    const presented = join(folder, 'presented.pdf');
    await engine.prepare({ path: words(text), mimeType: PDF, outputPath: presented });
    const job = { path: presented, outputPath: join(folder, 'sealed.pdf'), ...additions() };
    return engine.seal({ ...job, seal: sealing(key) });
  };
  const width = range(0, 0).length;
  await expect(attempt(' '.repeat(width))).resolves.toMatchObject({ level: 'B-B' });
  const { content, start, end } = extract(join(folder, 'sealed.pdf'));
  const moved = (at: number) => {
    const numbers = [at, at + end - start, content.length - at];
    return `/ByteRange [0 ${numbers.map((value) => `${value}`.padStart(6, '0')).join(' ')}]`;
  };
  expect(moved(100)).toHaveLength(width);
  await expect(attempt(moved(100))).rejects.toMatchObject({
    name: 'PdfRefused',
    reason: 'damaged',
  });
  // A range that fits nothing is but words.
  await expect(attempt(range(0, 0))).resolves.toMatchObject({ level: 'B-B' });
});

describe('before a sealed file gets its name', () => {
  async function check(change: (file: Buffer, hole: number) => Buffer): Promise<void> {
    const path = await sealByHand({}, { key, at: new Date(), tsa: null });
    const { start, end, file } = extract(path);
    const hole = { offset: start, length: end - start, fileSize: file.length };
    writeFileSync(path, change(file, start));
    await checkSealed(path, hole, key);
  }
  const at = (file: Buffer, place: number, digit: string) => {
    file.write(digit, place, 'latin1');
    return file;
  };
  const writtenAt = (file: Buffer) => file.indexOf('/ByteRange [0 ') + '/ByteRange [0 '.length;

  it('it is found as it was sealed', async () => {
    await expect(check((file) => file)).resolves.toBeUndefined();
  });

  it.each<[string, (file: Buffer, hole: number) => Buffer]>([
    ['byte_range', (file) => at(file, writtenAt(file), '9')],
    ['byte_range', (file) => Buffer.concat([file, Buffer.of(10)])],
    ['byte_range', (file) => file.subarray(0, -1)],
    ['digest', (file) => at(file, 50, '~')],
    ['digest', (file) => at(file, file.length - 2, '~')],
    ['contents', (file, hole) => at(file, hole + 20_000, '1')],
    ['contents', (file, hole) => at(file, hole + 200, 'A')],
  ])('a change is found: %s', async (fault, change) => {
    const gone = { name: 'SealDoesNotHold', message: expect.stringContaining(fault) };
    await expect(check(change)).rejects.toMatchObject(gone);
  });

  it('the seal of another key is found', async () => {
    const path = await sealByHand({}, { key: developmentKey('ecdsa'), at: new Date(), tsa: null });
    const { start, end } = extract(path);
    const hole = { offset: start, length: end - start, fileSize: readFileSync(path).length };
    await expect(checkSealed(path, hole, key)).rejects.toThrow('by CN=Development seal');
  });
});
