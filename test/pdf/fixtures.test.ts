import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createPdfEngine } from '../../src/pdf/pdf-engine.ts';
import { additions } from './support/signature-page.ts';
import * as tools from './support/tools.ts';
import { fixture, PDF, problems } from './support/tools.ts';

// Real tools on real files, next to other tests on few cores.
vi.setConfig({ testTimeout: 60_000 });

const engine = createPdfEngine({ maxPages: 100 });
const folder = tools.scratch();
afterAll(() => engine.close());

const SIGNABLE: Record<string, number> = {
  b1_1p: 1,
  b10_10p: 10,
  rot0: 1,
  rot90: 1,
  crop_offset: 1,
  acroform: 2,
  xfa_static: 2,
  js_attach: 2,
  linearized_form: 2,
  tree_nested_inherit: 2,
  leaky_q: 1,
  real_fhs: 50,
};
const REPAIRED: Record<string, number> = { badxref_offsets: 1, fakecount: 1 };
const REFUSED: Record<string, [string, number | null]> = {
  truncated: ['damaged', null],
  certified_p1: ['certified', 10],
  enc_user_aes256: ['encrypted', null],
  enc_owner_rc4: ['encrypted', null],
  pageloop: ['damaged', null],
  not_pdf: ['damaged', null],
  empty: ['damaged', null],
};

describe.each(Object.entries(SIGNABLE))('%s', (name, pages) => {
  const path = fixture(`${name}.pdf`);
  const outputPath = join(folder, `${name}.pdf`);

  it('can be signed, and its presented form looks and reads the same', async () => {
    expect(await engine.inspect({ path, mimeType: PDF })).toEqual({
      pageCount: pages,
      signable: true,
      reason: null,
    });
    const presented = { pageCount: pages, carriesSignatures: false };
    expect(await engine.prepare({ path, mimeType: PDF, outputPath })).toEqual(presented);
    expect(tools.pageCount(outputPath)).toBe(pages);
    expect(problems(outputPath)).toBe('');
    expect(tools.text(outputPath)).toBe(tools.text(path));
    expectSameLook(path, outputPath);
  });

  it('gets a page at its end and keeps its own as they are', async () => {
    const signed = join(folder, `${name}.signed.pdf`);
    const job = { path: outputPath, outputPath: signed, ...additions() };
    expect(await engine.appendSignaturePage(job)).toEqual({ pageCount: pages + 1 });
    expect(problems(signed)).toBe('');
    expectSameLook(path, signed);
    expect(tools.pageSize(signed, pages + 1)).toEqual([595.28, 841.89]);
    expect(tools.text(signed, pages + 1)).toContain('Anna Müller');
  });
});

describe.each(Object.entries(REPAIRED))('%s', (name, pages) => {
  it('is repaired without a change of its page count', async () => {
    const outputPath = join(folder, `${name}.pdf`);
    const file = { path: fixture(`${name}.pdf`), mimeType: PDF };
    expect(await engine.inspect(file)).toEqual({ pageCount: pages, signable: true, reason: null });
    const presented = { pageCount: pages, carriesSignatures: false };
    expect(await engine.prepare({ ...file, outputPath })).toEqual(presented);
    expect(tools.pageCount(outputPath)).toBe(pages);
    expect(problems(outputPath)).toBe('');
  });
});

it('repairs all of what badxref_offsets shows', () => {
  expectSameLook(fixture('badxref_offsets.pdf'), join(folder, 'badxref_offsets.pdf'));
});

describe.each(Object.entries(REFUSED))('%s', (name, [reason, pages]) => {
  it(`is refused as ${reason}, and nothing is written`, async () => {
    const outputPath = join(folder, `${name}.pdf`);
    const file = { path: fixture(`${name}.pdf`), mimeType: PDF };
    expect(await engine.inspect(file)).toEqual({ pageCount: pages, signable: false, reason });
    await expect(engine.prepare({ ...file, outputPath })).rejects.toMatchObject({
      name: 'PdfRefused',
      reason,
    });
    expect(existsSync(outputPath)).toBe(false);
  });
});

it.each(['already_signed', 'certified_p1'])('never adds a page to %s', async (name) => {
  const [path, outputPath] = [fixture(`${name}.pdf`), join(folder, 'never.pdf')];
  const before = createHash('sha256').update(readFileSync(path)).digest('hex');
  const job = engine.appendSignaturePage({ path, outputPath, ...additions() });
  await expect(job).rejects.toMatchObject({ name: 'PdfRefused' });
  expect(existsSync(outputPath)).toBe(false);
  expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(before);
  expect(execFileSync('pdfsig', ['-nocert', path], { encoding: 'utf8' })).toContain(
    'Signature is Valid',
  );
});

it('refuses a document of more pages than allowed, and says how many it has', async () => {
  const strict = createPdfEngine({ maxPages: 49 });
  expect(await strict.inspect({ path: fixture('real_fhs.pdf'), mimeType: PDF })).toEqual({
    pageCount: 50,
    signable: false,
    reason: 'too_many_pages',
  });
  await strict.close();
});

/** Page by page; pages that `after` has more are not looked at. */
function expectSameLook(before: string, after: string): void {
  const [was, is] = [tools.render(before), tools.render(after)];
  was.forEach((page, index) => {
    expect(tools.difference(page, is[index]!), `page ${index + 1}`).toBe(0);
  });
}
