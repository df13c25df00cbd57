import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDF } from '@libpdf/core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPdfEngine, type SealVerdict } from '../../src/pdf/pdf-engine.ts';
import { pathFrom, readCertificate } from '../../src/pdf/seal/certificate.ts';
import { type SealParts, toCms } from '../../src/pdf/seal/cms.ts';
import { readSignedData } from '../../src/pdf/seal/cms-read.ts';
import { OID } from '../../src/pdf/seal/oids.ts';
import { createTimeStampAuthority } from '../../src/pdf/seal/time-stamp.ts';
import { verifySeal } from '../../src/pdf/verify/verify-seal.ts';
import { CA, issue, TSA } from './support/openssl.ts';
import { developmentKey, extract, pdfsig, sealing, sealKey } from './support/seal.ts';
import { additions } from './support/signature-page.ts';
import { fixture, scratch } from './support/tools.ts';
import { repliesOf, startTsa } from './support/tsa.ts';

vi.setConfig({ testTimeout: 300_000 });

const engine = createPdfEngine({ maxPages: 100 });
afterAll(() => engine.close());

const folder = scratch();
const root = issue('Seal root', 'rsa', { extensions: CA });
const middle = issue('Seal CA', 'p256', { issuer: root, extensions: CA });
const key = sealKey(issue('Seal', 'p256', { issuer: middle }));
const tsaRoot = issue('TSA root', 'p256', { extensions: CA });
const authority = issue('TSA', 'rsa', { issuer: tsaRoot, extensions: TSA });
const x509 = ({ certificate }: typeof root) => new X509Certificate(readFileSync(certificate));

const sealed = { plain: join(folder, 'plain.pdf'), timed: join(folder, 'timed.pdf') };
const claimed = new Date(Math.ceil(Date.now() / 1000) * 1000);

beforeAll(async () => {
  const tsa = await startTsa(repliesOf(authority));
  const seal = (outputPath: string, client: ReturnType<typeof createTimeStampAuthority> | null) =>
    engine.seal({
      path: fixture('b1_1p.pdf'),
      outputPath,
      ...additions(),
      seal: sealing(key, { tsa: client, at: claimed }),
    });
  await seal(sealed.plain, null);
  await seal(sealed.timed, createTimeStampAuthority({ url: tsa.url, now: () => new Date() }));
  await tsa.close();
});

describe('the verdict', () => {
  it('says whose seal it is, and when the server’s clock says it was made', async () => {
    expect(await engine.verify({ path: sealed.plain })).toEqual({
      faults: [],
      coversWholeFile: true,
      level: 'B-B',
      signer: {
        subject: 'CN=Seal, O=Test',
        fingerprint: key.fingerprint,
        notAfter: key.notAfter.toISOString(),
        chain: 'complete',
        trusted: null,
        development: false,
      },
      time: { claimed: claimed.toISOString(), stamped: null, archived: null },
      reason: 'Seal of completion',
      earlierSignatures: 0,
    });
  });

  it('says when an authority saw it', async () => {
    const { faults, level, time } = await engine.verify({ path: sealed.timed });
    expect({ faults, level }).toEqual({ faults: [], level: 'B-T' });
    expect(time.claimed).toBe(claimed.toISOString());
    expect(time.stamped).toMatchObject({
      subject: 'CN=TSA, O=Test',
      chain: 'complete',
      trusted: null,
    });
    expect(Math.abs(Date.parse(time.stamped?.at ?? '') - Date.now())).toBeLessThan(300_000);
  });

  it('trusts whom it is told to, and a file’s own chain never', async () => {
    const trust = async (...trusted: X509Certificate[]) => {
      const { signer, time } = await engine.verify({ path: sealed.timed, trusted });
      return [signer?.trusted, time.stamped?.trusted];
    };
    expect(await trust()).toEqual([null, null]);
    expect(await trust(x509(root))).toEqual([true, false]);
    expect(await trust(x509(middle), x509(tsaRoot))).toEqual([true, true]);
    expect(await trust(x509(issue('Seal root', 'rsa', { extensions: CA })))).toEqual([
      false,
      false,
    ]);
  });

  it('follows a chain without its root to the root that is trusted', async () => {
    const issued = issue('Short', 'p256', { issuer: middle });
    const path = join(folder, 'short.pdf');
    const short = sealKey({ ...issued, issuers: [middle.certificate] });
    const job = { path: fixture('b1_1p.pdf'), outputPath: path, ...additions() };
    await engine.seal({ ...job, seal: sealing(short) });
    const alone = await engine.verify({ path });
    expect(alone).toMatchObject({ faults: [], signer: { chain: 'partial', trusted: null } });
    const anchored = await engine.verify({ path, trusted: [x509(root)] });
    expect(anchored.signer).toMatchObject({ chain: 'complete', trusted: true });
  });

  it('knows a development seal', async () => {
    const path = join(folder, 'development.pdf');
    const job = { path: fixture('b1_1p.pdf'), outputPath: path, ...additions() };
    await engine.seal({ ...job, seal: sealing(developmentKey('ecdsa')) });
    expect((await engine.verify({ path })).signer).toMatchObject({ development: true });
  });

  it.each([
    ['b1_1p', ['no_seal']],
    ['not_pdf', ['no_seal']],
    ['empty', ['no_seal']],
    ['already_signed', ['contents']],
    ['certified_p1', ['contents']],
  ])('of %s, which is not sealed by us', async (name, faults) => {
    expect((await engine.verify({ path: fixture(`${name}.pdf`) })).faults).toEqual(faults);
  });
});

describe('a byte that is another', () => {
  /** Every digit of the CMS, or each third, with what is around it, and samples of the rest. */
  function places(path: string, step: number): number[] {
    const { file, start, end, cms } = extract(path);
    const inCms = Array.from(
      { length: Math.ceil((cms.length * 2 + 40) / step) },
      (_, index) => start - 20 + index * step,
    );
    const rest = Array.from({ length: 600 }, (_, index) => Math.floor((index * file.length) / 600));
    return [...inCms, ...rest, end - 2, end - 1, end, file.length - 1, 0];
  }

  it.each([
    ['plain', 1],
    ['timed', 3],
  ] as const)('is found wherever it is (%s)', async (name, step) => {
    const file = readFileSync(sealed[name]);
    const good = JSON.stringify(await verifySeal(file, []));
    const missed: string[] = [];
    for (const at of places(sealed[name], step)) {
      // 0x20 makes capitals of letters: the same number in another spelling.
      for (const flip of at % 16 === 0 ? [0x01, 0x20] : [0x01]) {
        const changed = Buffer.from(file);
        changed[at] = changed[at]! ^ flip;
        const verdict = await verifySeal(changed, []);
        // A certificate above all signatures can only be missed as a link of the chain.
        if (verdict.faults.length === 0 && JSON.stringify(verdict) === good)
          missed.push(`${at}^${flip}`);
      }
    }
    expect(missed).toEqual([]);
  });

  it('is a fault everywhere but in the root certificate, where the chain becomes partial', async () => {
    const { file, start, cms } = extract(sealed.plain);
    const rootAt = start + 1 + cms.indexOf(x509(root).raw) * 2;
    const rootTo = rootAt + x509(root).raw.length * 2;
    const harmless: number[] = [];
    for (let at = start; at < start + cms.length * 2; at += 3) {
      const changed = Buffer.from(file);
      changed[at] = changed[at] === 0x30 ? 0x31 : 0x30;
      const { faults, signer } = await verifySeal(changed, []);
      const inRoot = at >= rootAt && at < rootTo;
      if (faults.length === 0 && !(inRoot && signer?.chain === 'partial')) harmless.push(at);
    }
    expect(harmless).toEqual([]);
  });
});

describe('a change after sealing', () => {
  async function verdictOf(bytes: Uint8Array): Promise<SealVerdict> {
    const path = join(scratch(), 'changed.pdf');
    writeFileSync(path, bytes);
    return engine.verify({ path });
  }

  it('is found though readers call the signature valid', async () => {
    const pdf = await PDF.load(readFileSync(sealed.plain));
    pdf.getPage(0)?.drawText('And a million more', { x: 50, y: 50 });
    const bytes = await pdf.save({ incremental: true });
    expect(Buffer.from(bytes).subarray(0, 1000)).toEqual(
      readFileSync(sealed.plain).subarray(0, 1000),
    );
    const path = join(scratch(), 'edited.pdf');
    writeFileSync(path, bytes);
    expect(pdfsig(path)).toContain('Signature is Valid');
    const verdict = await engine.verify({ path });
    expect(verdict).toMatchObject({ faults: ['changed_after'], coversWholeFile: false });
  });

  it.each(['\n', ' ', '%%EOF\n', '\0'])('is found when it is only %j at the end', async (text) => {
    const bytes = Buffer.concat([readFileSync(sealed.plain), Buffer.from(text)]);
    expect((await verdictOf(bytes)).faults).toContain('changed_after');
  });

  it('is found when something is in front', async () => {
    const bytes = Buffer.concat([Buffer.from(' '), readFileSync(sealed.plain)]);
    expect((await verdictOf(bytes)).faults).not.toEqual([]);
  });

  it('is found when the file is written anew', async () => {
    const path = join(scratch(), 'again.pdf');
    execFileSync('qpdf', [sealed.plain, path]);
    expect((await engine.verify({ path })).faults).not.toEqual([]);
  });

  it('is found when the seal of another file stands in its place', async () => {
    const [one, two] = [extract(sealed.plain), extract(sealed.timed)];
    const bytes = Buffer.concat([
      one.file.subarray(0, one.start),
      Buffer.from(two.contents),
      one.file.subarray(one.end),
    ]);
    expect((await verdictOf(bytes)).faults).toContain('digest');
  });

  it.each([
    [
      'in the padding',
      (hex: string, used: number) => `${hex.slice(0, used + 100)}1${hex.slice(used + 101)}`,
    ],
    ['as capital letters', (hex: string) => hex.toUpperCase()],
    ['as a space', (hex: string, used: number) => `${hex.slice(0, used)} ${hex.slice(used + 1)}`],
  ])('is found %s of the hole', async (_, change) => {
    const { file, start, end, contents, cms } = extract(sealed.plain);
    const hex = change(contents.slice(1, -1), cms.length * 2);
    const bytes = Buffer.concat([
      file.subarray(0, start),
      Buffer.from(`<${hex}>`),
      file.subarray(end),
    ]);
    expect((await verdictOf(bytes)).faults).not.toEqual([]);
  });

  /** The file with this CMS in its hole. */
  function filled(path: string, change: (parts: SealParts) => SealParts): Buffer {
    const { file, start, end, cms } = extract(path);
    const { signer, certificates } = readSignedData(cms);
    const parts = {
      certificates: pathFrom(signer.certificate, certificates),
      algorithm: 'ecdsa' as const,
      digest: signer.attributes.get(OID.messageDigest)!.content,
      signature: signer.signature,
      timeStampToken: signer.unsignedAttributes.get(OID.timeStampToken)?.raw ?? null,
    };
    expect(toCms(parts)).toEqual(cms);
    const hex = toCms(change(parts))
      .toString('hex')
      .padEnd(end - start - 2, '0');
    return Buffer.concat([file.subarray(0, start), Buffer.from(`<${hex}>`), file.subarray(end)]);
  }

  it('is seen when the time stamp was taken away: the level is another', async () => {
    // All that can be known without it; who expects B-T has to say so.
    const bytes = filled(sealed.timed, (parts) => ({ ...parts, timeStampToken: null }));
    expect(await verdictOf(bytes)).toMatchObject({
      faults: [],
      level: 'B-B',
      time: { stamped: null },
    });
  });

  it('is found when the time stamp is another seal’s', async () => {
    const { signer } = readSignedData(extract(sealed.timed).cms);
    const timeStampToken = signer.unsignedAttributes.get(OID.timeStampToken)!.raw;
    const bytes = filled(sealed.plain, (parts) => ({ ...parts, timeStampToken }));
    expect(await verdictOf(bytes)).toMatchObject({
      faults: ['time_stamp'],
      time: { stamped: null },
    });
  });

  it('is found when another certificate stands for the sealing one', async () => {
    const other = readCertificate(x509(issue('Seal', 'p256', { issuer: middle })).raw);
    const bytes = filled(sealed.plain, (parts) => ({
      ...parts,
      certificates: [other, ...parts.certificates.slice(1)],
    }));
    expect((await verdictOf(bytes)).faults).not.toEqual([]);
  });

  it('is found when certificates are missing or too many', async () => {
    const extra = readCertificate(x509(tsaRoot).raw);
    const more = filled(sealed.plain, (parts) => ({
      ...parts,
      certificates: [...parts.certificates, extra],
    }));
    expect((await verdictOf(more)).faults).toContain('contents');
    const less = filled(sealed.plain, (parts) => ({
      ...parts,
      certificates: parts.certificates.slice(0, 1),
    }));
    expect((await verdictOf(less)).signer).toMatchObject({ chain: 'partial' });
  });
});
