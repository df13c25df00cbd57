import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createPdfEngine, type SealOptions, type SignaturePage } from '../../src/pdf/pdf-engine.ts';
import { applySeal } from '../../src/pdf/seal/apply-seal.ts';
import { CA, issue, type KeyKind, openSslSays } from './support/openssl.ts';
import { developmentKey, extract, extractTo, pdfsig, sealing, sealKey } from './support/seal.ts';
import { additions, signer } from './support/signature-page.ts';
import * as tools from './support/tools.ts';
import { fixture, PDF } from './support/tools.ts';

vi.setConfig({ testTimeout: 60_000 });

const engine = createPdfEngine({ maxPages: 100 });
const folder = tools.scratch();
afterAll(() => engine.close());

const development = developmentKey();
const root = issue('Root', 'rsa', { extensions: CA });
const middle = issue('Middle', 'p384', { issuer: root, extensions: CA });

async function seal(
  options: SealOptions,
  page: Partial<SignaturePage> = {},
  path = fixture('b1_1p.pdf'),
) {
  const outputPath = join(tools.scratch(), 'sealed.pdf');
  const sealed = await engine.seal({ path, outputPath, ...additions(page), seal: options });
  return { path: outputPath, sealed };
}

/** What every sealed file must be, whoever looks at it. */
function expectValid(path: string): void {
  const said = pdfsig(path);
  expect(said).toContain('Signature is Valid');
  expect(said).toContain('Total document signed');
  expect(said).toContain('ETSI.CAdES.detached');
  expect(tools.problems(path)).toBe('');
}

describe.each([
  'b1_1p',
  'b10_10p',
  'rot0',
  'rot90',
  'crop_offset',
  'acroform',
  'xfa_static',
  'js_attach',
  'linearized_form',
  'tree_nested_inherit',
  'leaky_q',
  'real_fhs',
  'badxref_offsets',
  'fakecount',
])('%s', (name) => {
  it('is sealed as a whole', async () => {
    const presented = join(folder, `${name}.pdf`);
    const file = { path: fixture(`${name}.pdf`), mimeType: PDF, outputPath: presented };
    const { pageCount } = await engine.prepare(file);
    const { path, sealed } = await seal(sealing(development), {}, presented);
    expect(sealed).toMatchObject({ pageCount: pageCount + 1, level: 'B-B', timeStampFailed: null });
    expectValid(path);
    expect(tools.pageCount(path)).toBe(pageCount + 1);
    const [was, is] = [tools.render(presented), tools.render(path)];
    was.forEach((page, index) => {
      expect(tools.difference(page, is[index]!), `page ${index + 1}`).toBe(0);
    });
  });
});

describe.each<[string, KeyKind]>([
  ['RSA', 'rsa'],
  ['P-256', 'p256'],
  ['P-384', 'p384'],
])('with %s', (_, kind) => {
  const issued = issue(`Seal ${kind}`, kind, { issuer: middle });
  const key = sealKey(issued);

  it('the CMS is what openssl takes for a CAdES signature over the file', async () => {
    const { path } = await seal(sealing(key));
    expectValid(path);
    const { cms, content } = extractTo(path);
    const args = [
      '-inform',
      'DER',
      '-in',
      cms,
      '-content',
      content,
      '-binary',
      '-out',
      '/dev/null',
    ];
    const verify = ['cms', '-verify', '-cades', '-CAfile', root.certificate, ...args];
    expect(openSslSays(...verify)).toMatch(/CAdES Verification successful$/);
    const bytes = readFileSync(content);
    bytes[100] = bytes[100]! ^ 1;
    writeFileSync(content, bytes);
    expect(openSslSays(...verify)).toContain('Verification failure');
  });

  it('the CMS has what PAdES asks for and nothing it forbids', async () => {
    const { cms } = extractTo((await seal(sealing(key))).path);
    const printed = openSslSays('cms', '-cmsout', '-print', '-noout', '-inform', 'DER', '-in', cms);
    const attributes = printed.slice(
      printed.indexOf('signedAttrs:'),
      printed.indexOf('signatureAlgorithm:', printed.indexOf('signedAttrs:')),
    );
    expect(attributes).toContain('contentType');
    expect(attributes).toContain('messageDigest');
    expect(attributes).toContain('signingCertificateV2');
    expect(attributes).not.toContain('signingTime');
    expect(printed).toMatch(/eContent: <ABSENT>/);
    for (const name of ['Root', 'Middle', `Seal ${kind}`]) {
      expect(printed).toContain(`subject: O=Test, CN=${name}`);
    }
    // openssl writes it back in DER: the same bytes.
    const again = `${cms}.again`;
    openSslSays('cms', '-cmsout', '-inform', 'DER', '-in', cms, '-outform', 'DER', '-out', again);
    expect(readFileSync(again)).toEqual(readFileSync(cms));
  });
});

describe('the signature dictionary', () => {
  it('certifies the file against all changes (DocMDP, P=1)', async () => {
    const at = new Date(Math.floor(Date.now() / 1000) * 1000 + 500);
    const { path } = await seal(sealing(development, { at, reason: 'Siegel – fertig' }));
    const { qpdf } = JSON.parse(
      execFileSync('qpdf', ['--json', path], { encoding: 'utf8', maxBuffer: 1e9 }),
    );
    const objects = qpdf[1];
    const object = (ref: string) => objects[`obj:${ref}`].value;
    const catalog = object(objects.trailer.value['/Root']);
    const ref = catalog['/Perms']['/DocMDP'];
    const signature = object(ref);
    expect(signature).toMatchObject({
      '/Type': '/Sig',
      '/Filter': '/Adobe.PPKLite',
      '/SubFilter': '/ETSI.CAdES.detached',
      '/M': `u:D:${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`,
      '/Reason': 'u:Siegel – fertig',
      '/Name': `u:${development.name}`,
      '/Reference': [
        { '/TransformMethod': '/DocMDP', '/TransformParams': { '/P': 1, '/V': '/1.2' } },
      ],
    });
    const form = object(catalog['/AcroForm']);
    expect(form['/SigFlags']).toBe(3);
    expect(form['/Fields']).toHaveLength(1);
    const field = object(form['/Fields'][0]);
    expect(field).toMatchObject({ '/FT': '/Sig', '/Subtype': '/Widget', '/V': ref });
    expect(object(field['/P'])['/Annots']).toEqual(form['/Fields']);
    expect(objects[`obj:${field['/AP']['/N']}`].stream.dict['/Subtype']).toBe('/Form');
  });

  it('has room left that is zero, and no marker', async () => {
    const { contents, padding } = extract((await seal(sealing(development))).path);
    expect(contents).toMatch(/^<[0-9a-f]+>$/);
    expect(padding.length).toBeGreaterThan(10_000);
    expect(padding.every((byte) => byte === 0)).toBe(true);
  });
});

describe('pdfsig', () => {
  /** What it says of the certificate when `anchor` alone is trusted. */
  function certificateVerdict(path: string, anchor: Buffer): string {
    const database = tools.scratch();
    const [folder, der] = [['-d', `sql:${database}`], join(database, 'anchor.der')];
    writeFileSync(der, anchor);
    execFileSync('certutil', ['-N', ...folder, '--empty-password']);
    execFileSync('certutil', ['-A', ...folder, '-n', 'anchor', '-t', 'CT,C,C', '-i', der]);
    const said = execFileSync('pdfsig', ['-nssdir', database, path], { encoding: 'utf8' });
    return /Certificate Validation: (.*)/.exec(said)?.[1] ?? said;
  }

  it('trusts a seal whose root is trusted, and no other', async () => {
    const issued = sealKey(issue('Trusted', 'rsa', { issuer: middle }));
    for (const key of [development, developmentKey('ecdsa'), issued]) {
      const { path } = await seal(sealing(key));
      const anchor = key.chain.at(-1)?.raw ?? Buffer.alloc(0);
      expect(certificateVerdict(path, anchor)).toBe('Certificate is Trusted.');
      const other = developmentKey().chain.at(-1)?.raw ?? Buffer.alloc(0);
      expect(certificateVerdict(path, other)).not.toBe('Certificate is Trusted.');
    }
  });
});

describe('the signature page', () => {
  const words = (path: string) => tools.text(path, 2).replace(/\s+/g, ' ');

  it('says in English what the seal is', async () => {
    const page = words((await seal(sealing(development))).path);
    expect(page).toContain('electronic seal of this service, not of the signers');
    expect(page).toContain(
      'Level at sealing: PAdES B-B. The time of the seal is that of the server’s clock.',
    );
    expect(page).toContain('issued to itself for development and tests');
    expect(page).toContain(development.fingerprint);
    expect(page).not.toMatch(/qualified|advanced|legally binding/i);
  });

  it('says it in German', async () => {
    const page = words((await seal(sealing(development), { locale: 'de' })).path);
    expect(page).toContain('elektronisches Siegel dieses Dienstes, nicht der Unterzeichnenden');
    expect(page).toContain(
      'Stufe beim Versiegeln: PAdES B-B. Die Zeit des Siegels ist die der Serveruhr.',
    );
    expect(page).not.toMatch(/qualifizierte|fortgeschrittene|rechtsverbindlich/i);
  });

  it('is sealed with its TEST mark in test mode', async () => {
    const { path } = await seal(sealing(development), { watermark: true });
    expectValid(path);
    expect(tools.text(path)).toContain('TEST – not valid');
  });

  it('does not call a certificate of an authority one for development', async () => {
    const key = sealKey(issue('Kanzlei Schön – Siegel', 'p256', { issuer: middle }));
    const page = words((await seal(sealing(key))).path);
    expect(page).toContain('CN=Kanzlei Schön – Siegel, O=Test');
    expect(page).not.toContain('development');
  });

  it('keeps the words and the widget together when they need a page of their own', async () => {
    for (const count of [3, 4, 5]) {
      const signers = Array.from({ length: count }, (_, index) => signer(`Signer ${index}`));
      const { path } = await seal(sealing(development), { signers });
      expectValid(path);
      const last = tools.pageCount(path);
      expect(tools.text(path, last)).toContain('Electronic seal');
    }
  });
});

describe('sealing', () => {
  it('leaves nothing but the sealed file', async () => {
    const { path } = await seal(sealing(development));
    expect(readdirSync(join(path, '..'))).toEqual(['sealed.pdf']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('leaves nothing at all when the key fails', async () => {
    const outputPath = join(tools.scratch(), 'sealed.pdf');
    const key = { ...development, sign: () => Promise.reject(new Error('the token is gone')) };
    const job = {
      path: fixture('b1_1p.pdf'),
      outputPath,
      ...additions(),
      seal: sealing(key),
    };
    await expect(engine.seal(job)).rejects.toThrow('the token is gone');
    expect(existsSync(outputPath)).toBe(false);
    expect(readdirSync(join(outputPath, '..'))).toEqual([]);
  });

  it('gives out nothing whose seal does not hold', async () => {
    const outputPath = join(tools.scratch(), 'sealed.pdf');
    const { sign } = developmentKey();
    const job = { path: fixture('b1_1p.pdf'), outputPath, ...additions() };
    const sealed = engine.seal({ ...job, seal: sealing({ ...development, sign }) });
    await expect(sealed).rejects.toThrow('the seal does not hold: signature');
    expect(readdirSync(join(outputPath, '..'))).toEqual([]);
  });

  it('is refused once the certificate has expired', async () => {
    const at = new Date(development.notAfter.getTime() + 1_000);
    const refused = { name: 'SealKeyError', code: 'expired' };
    await expect(seal(sealing(development, { at }))).rejects.toMatchObject(refused);
  });

  it('believes a child nothing of where the hole is', async () => {
    const path = join(tools.scratch(), 'file');
    const [head, tail] = ['head', 'tail'.repeat(100)];
    const hole = { offset: head.length, length: 20_002 };
    const attempt = async (contents: string, over: object = {}) => {
      writeFileSync(path, `${head}${contents}${tail}`);
      const fileSize = statSync(path).size;
      const to = `${path}.sealed`;
      const parts = { key: development, at: new Date(), tsa: null };
      return applySeal(path, to, { ...hole, fileSize, ...over }, parts).finally(() => {
        expect(readdirSync(join(path, '..')).length).toBeLessThanOrEqual(2);
      });
    };
    const zeros = `<${'0'.repeat(20_000)}>`;
    const mismatch = { name: 'PlaceholderMismatch' };
    await expect(attempt(zeros)).resolves.toMatchObject({ level: 'B-B' });
    await expect(attempt(zeros.replace('00', '01'))).rejects.toMatchObject(mismatch);
    await expect(attempt(zeros.replace('<', '('))).rejects.toMatchObject(mismatch);
    await expect(attempt(zeros, { offset: 5 })).rejects.toMatchObject(mismatch);
    await expect(attempt(zeros, { length: 20_000 })).rejects.toMatchObject(mismatch);
    await expect(attempt(zeros, { fileSize: 1e6 })).rejects.toMatchObject(mismatch);
    await expect(attempt(`<${'0'.repeat(200)}>`, { length: 202 })).rejects.toMatchObject(mismatch);
  });

  it('refuses certified_p1', async () => {
    const path = fixture('certified_p1.pdf');
    const refused = { name: 'PdfRefused', reason: 'certified' };
    await expect(seal(sealing(development), {}, path)).rejects.toMatchObject(refused);
  });
});
