import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createPdfEngine } from '../../src/pdf/pdf-engine.ts';
import { savePdf } from '../../src/pdf/save-pdf.ts';
import { addPlaceholder } from '../../src/pdf/seal/placeholder.ts';
import { openToAppend } from '../../src/pdf/signed-pdf.ts';
import { developmentKey, pdfsig, sealing } from './support/seal.ts';
import { signaturePage } from './support/signature-page.ts';
import { signedPdf } from './support/signed.ts';
import * as tools from './support/tools.ts';
import { fixture, PDF } from './support/tools.ts';

vi.setConfig({ testTimeout: 60_000 });

const engine = createPdfEngine({ maxPages: 100 });
afterAll(() => engine.close());
const key = developmentKey('ecdsa');

async function seal(path: string, page: ReturnType<typeof signaturePage> | null = null) {
  const outputPath = join(tools.scratch(), 'sealed.pdf');
  const sealed = await engine.seal({
    path,
    outputPath,
    marks: [],
    page,
    watermark: false,
    seal: sealing(key),
  });
  return { path: outputPath, sealed };
}

const inspect = (path: string) => engine.inspect({ path, mimeType: PDF });
const prepare = (path: string, outputPath = join(tools.scratch(), 'presented.pdf')) =>
  engine.prepare({ path, mimeType: PDF, outputPath });

const SIGNED: [string, () => string, number][] = [
  ['an approval signature', () => signedPdf(), 1],
  ['form and annotations as objects of their own', () => signedPdf({ indirect: true }), 1],
  ['a certification that allows signing', () => signedPdf({ permission: 2 }), 1],
  ['a certification that allows comments', () => signedPdf({ permission: 3, indirect: true }), 1],
  ['a certification that does not say what it allows', () => signedPdf({ permission: 0 }), 1],
  ['a lock that allows signing', () => signedPdf({ field: '/Lock<</P 2>>' }), 1],
  ['cross-reference streams', () => fixture('already_signed.pdf'), 10],
];

describe.each(SIGNED)('a file with %s', (_, make, pages) => {
  const path = make();
  const bytes = readFileSync(path);

  it('is presented as it is, to the byte', async () => {
    expect(await inspect(path)).toEqual({ pageCount: pages, signable: true, reason: null });
    const outputPath = join(tools.scratch(), 'presented.pdf');
    expect(await prepare(path, outputPath)).toEqual({ pageCount: pages, carriesSignatures: true });
    expect(readFileSync(outputPath).equals(bytes)).toBe(true);
  });

  it('is sealed behind what is there, and both signatures hold', async () => {
    const { path: outputPath, sealed } = await seal(path);
    expect(sealed).toMatchObject({ pageCount: pages, level: 'B-B' });
    expect(readFileSync(outputPath).subarray(0, bytes.length).equals(bytes)).toBe(true);
    const said = pdfsig(outputPath);
    expect(said.match(/Signature is Valid/g)).toHaveLength(2);
    expect(said.match(/Total document signed/g)).toHaveLength(1);
    expect(said.lastIndexOf('Total document signed')).toBeGreaterThan(said.indexOf('Signature #2'));
    expect(tools.problems(outputPath)).toBe('');
    expect(tools.pageCount(outputPath)).toBe(pages);
    const [was, is] = [tools.render(path), tools.render(outputPath)];
    was.forEach((page, index) => {
      expect(tools.difference(page, is[index]!)).toBe(0);
    });
    expect(await engine.verify({ path: outputPath })).toMatchObject({
      faults: [],
      coversWholeFile: true,
      reason: 'Seal of completion',
      earlierSignatures: 1,
      signer: { fingerprint: key.fingerprint },
    });
  });
});

/** Catalog, form, fields and page of a file, as qpdf reads them. */
function read(path: string) {
  const json = execFileSync('qpdf', ['--json', path], { encoding: 'utf8', maxBuffer: 1e9 });
  const { qpdf, pages } = JSON.parse(json);
  const value = (ref: unknown) =>
    typeof ref === 'string' && ref.endsWith(' R') ? qpdf[1][`obj:${ref}`].value : ref;
  const catalog = value(qpdf[1].trailer.value['/Root']);
  const form = value(catalog['/AcroForm']);
  const fields = value(form['/Fields']).map(value);
  return { catalog, form, fields, value, page: value(pages[0].object) };
}

describe('the seal behind other signatures', () => {
  it.each([false, true])(
    'adds one field and changes nothing else (indirect: %s)',
    async (indirect) => {
      const path = signedPdf({ permission: 2, indirect });
      const [was, is] = [read(path), read((await seal(path)).path)];
      expect(is.catalog['/Perms']).toEqual(was.catalog['/Perms']);
      expect(is.fields.slice(0, 2)).toEqual(was.fields);
      expect(is.form).toMatchObject({ '/SigFlags': 3, '/DA': was.form['/DA'] });
      const [field, ...more] = is.fields.slice(2);
      expect(more).toEqual([]);
      expect(field).toMatchObject({ '/FT': '/Sig', '/T': 'u:Seal 2', '/Rect': [0, 0, 0, 0] });
      expect(field).not.toHaveProperty('/AP');
      const signature = is.value(field['/V']);
      expect(signature).toMatchObject({ '/Type': '/Sig', '/SubFilter': '/ETSI.CAdES.detached' });
      expect(signature).not.toHaveProperty('/Reference');
      const { '/Annots': before, ...page } = was.page;
      const { '/Annots': after, ...now } = is.page;
      expect(now).toEqual(page);
      expect(is.value(after)).toEqual([...was.value(before), is.value(is.form['/Fields'])[2]]);
    },
  );

  it('can be followed by another seal', async () => {
    const twice = await seal((await seal(signedPdf())).path);
    expect(pdfsig(twice.path).match(/Signature is Valid/g)).toHaveLength(3);
    const { faults, earlierSignatures } = await engine.verify({ path: twice.path });
    expect({ faults, earlierSignatures }).toEqual({ faults: [], earlierSignatures: 2 });
  });

  it('is made also where another signature does not hold', async () => {
    const path = signedPdf();
    const bytes = readFileSync(path);
    bytes.write('Forged by', bytes.indexOf('Signed by'), 'latin1');
    writeFileSync(path, bytes);
    expect((await inspect(path)).signable).toBe(true);
    const sealed = await seal(path);
    expect(pdfsig(sealed.path).match(/Signature is Valid/g)).toHaveLength(1);
    expect((await engine.verify({ path: sealed.path })).faults).toEqual([]);
  });

  it('is appended to a linearized file where the library can do so', async () => {
    const path = join(tools.scratch(), 'linearized.pdf');
    execFileSync('qpdf', ['--linearize', signedPdf(), path]);
    const sealed = await seal(path);
    const bytes = readFileSync(path);
    expect(readFileSync(sealed.path).subarray(0, bytes.length).equals(bytes)).toBe(true);
    expect(pdfsig(sealed.path)).toMatch(/Total document signed\n.*Signature is Valid/);
    expect(tools.pageCount(sealed.path)).toBe(1);
  });

  it('comes with no page', async () => {
    const path = signedPdf();
    await expect(seal(path, signaturePage())).rejects.toMatchObject({ name: 'PdfFailed' });
  });

  it('does not certify: that is for the first signature of a file', async () => {
    const bytes = readFileSync(signedPdf());
    const pdf = await openToAppend(bytes);
    const mark = { name: '', reason: '', at: '2026-11-22T00:00:00Z', subject: '', fingerprint: '' };
    const place = { page: pdf.getPage(0)!, area: null };
    const whole = { ...mark, development: true, timeStamp: false };
    const marks = addPlaceholder(pdf, whole, 'certification', place);
    await expect(savePdf(pdf, marks, bytes)).rejects.toThrow('not in its place');
  });

  it('is found changed like any other', async () => {
    const bytes = readFileSync((await seal(signedPdf())).path);
    const path = join(tools.scratch(), 'changed.pdf');
    for (const change of ['Forged by', 'Signed BY']) {
      bytes.write(change, bytes.indexOf('igned by') - 1, 'latin1');
      writeFileSync(path, bytes);
      expect((await engine.verify({ path })).faults).toEqual(['digest']);
      bytes.write('Signed by', bytes.indexOf(change), 'latin1');
    }
  });
});

describe('is refused', () => {
  const misplaced = (find: RegExp, digits: string) => {
    const path = signedPdf();
    writeFileSync(path, readFileSync(path, 'latin1').replace(find, digits), 'latin1');
    return path;
  };

  it.each<[string, string, () => string]>([
    ['certified', 'a certification against all changes', () => signedPdf({ permission: 1 })],
    ['certified', 'a permission that is none', () => signedPdf({ permission: 4 })],
    ['certified', 'a signature that locks all', () => signedPdf({ field: '/Lock<</P 1>>' })],
    ['already_signed', 'a repaired file', () => misplaced(/startxref\n\d+/, 'startxref\n99')],
    [
      'already_signed',
      'a file with something in front',
      () => misplaced(/^%PDF-1.7\n/, ' %PDF-1.7'),
    ],
  ])('%s: %s', async (reason, _, make) => {
    const path = make();
    expect(await inspect(path)).toEqual({ pageCount: 1, signable: false, reason });
    const outputPath = join(tools.scratch(), 'presented.pdf');
    await expect(prepare(path, outputPath)).rejects.toMatchObject({ name: 'PdfRefused', reason });
    expect(existsSync(outputPath)).toBe(false);
    await expect(seal(path)).rejects.toMatchObject({ name: 'PdfRefused', reason });
  });

  it('too_many_pages: as any other', async () => {
    const few = createPdfEngine({ maxPages: 9 });
    const inspection = await few.inspect({ path: fixture('already_signed.pdf'), mimeType: PDF });
    await few.close();
    expect(inspection).toEqual({ pageCount: 10, signable: false, reason: 'too_many_pages' });
  });
});

it('a file without signatures is sealed without a page too, against all changes', async () => {
  const { path, sealed } = await seal(fixture('b10_10p.pdf'));
  expect(sealed.pageCount).toBe(10);
  expect(pdfsig(path)).toContain('Signature is Valid');
  expect(pdfsig(path)).toContain('Total document signed');
  const { faults, earlierSignatures } = await engine.verify({ path });
  expect({ faults, earlierSignatures }).toEqual({ faults: [], earlierSignatures: 0 });
});
