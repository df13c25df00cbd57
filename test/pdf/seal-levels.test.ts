import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPdfEngine } from '../../src/pdf/pdf-engine.ts';
import { createTimeStampAuthority } from '../../src/pdf/seal/time-stamp.ts';
import { type Authority, startAuthority } from './support/authority.ts';
import { CA, type Issued, issue, openSslSays, TSA } from './support/openssl.ts';
import { developmentKey, extractAll, extractTo, pdfsig, sealing, sealKey } from './support/seal.ts';
import { additions } from './support/signature-page.ts';
import { signedPdf } from './support/signed.ts';
import * as tools from './support/tools.ts';
import { fixture } from './support/tools.ts';
import { repliesOf, startTsa, type TestTsa } from './support/tsa.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const engine = createPdfEngine({ maxPages: 100 });
let ca: Authority;
let stamps: TestTsa;
let asked = 0;
/** Which requests for a time stamp are refused. */
let failing = (_count: number) => false;

/** One CA for the seal and the authority of time stamps. */
beforeAll(async () => {
  ca = await startAuthority('Root');
});
beforeEach(() => {
  ca.instead = { crl: null, ocsp: null };
  Object.assign(ca, { responder: null, days: 7 });
  ca.requests.length = 0;
  failing = () => false;
  asked = 0;
});
afterEach(() => stamps?.close());
afterAll(async () => {
  await ca.close();
  await engine.close();
});

async function tsaOf(authority: Issued) {
  const honest = repliesOf(authority);
  stamps = await startTsa((request, seen) => {
    asked += 1;
    if (failing(asked)) throw new Error('out of order');
    return honest(request, seen);
  });
  return createTimeStampAuthority({ url: stamps.url, now: () => new Date() });
}

type Sources = Parameters<Authority['issue']>[2];

async function seal(
  sources: Sources,
  stampSources: Sources = sources,
  path = fixture('b1_1p.pdf'),
) {
  const issued = ca.issue('Seal', 'p256', sources);
  const authority = ca.issue('Stamps', 'rsa', stampSources, TSA);
  const tsa = await tsaOf(authority);
  const outputPath = join(tools.scratch(), 'sealed.pdf');
  const added = path === fixture('b1_1p.pdf') ? additions() : { ...additions(), page: null };
  const make = async () => {
    const options = sealing(sealKey(issued), { tsa });
    const sealed = await engine.seal({ path, outputPath, ...added, seal: options });
    return { path: outputPath, sealed };
  };
  return { issued, authority, make };
}

/** What every file must be, whatever follows the seal. */
async function expectWhole(path: string, level: string) {
  const verdict = await engine.verify({ path });
  expect(verdict).toMatchObject({ faults: [], coversWholeFile: true, level });
  expect(tools.problems(path)).toBe('');
  expect(pdfsig(path)).toMatch(/Signature #1:[\s\S]*?Signature is Valid/);
  const { cms, content } = extractTo(path);
  const input = ['-inform', 'DER', '-in', cms, '-content', content, '-out', '/dev/null'];
  const args = ['cms', '-verify', '-cades', '-binary', '-CAfile', ca.root.certificate, ...input];
  expect(openSslSays(...args)).toMatch(/CAdES Verification successful$/);
  expect(readdirSync(join(path, '..'))).toEqual(['sealed.pdf']);
  return verdict;
}

/** That the last signature of the file is a time stamp over the whole of it. */
function expectStamped(path: string, root: Issued = ca.root) {
  const { cms: token, content } = extractTo(path, extractAll(path).length - 1);
  const files = ['-token_in', '-in', token, '-data', content, '-CAfile', root.certificate];
  expect(openSslSays('ts', '-verify', ...files)).toMatch(/^Verification: OK$/m);
  expect(pdfsig(path).split('Signature #').at(-1)).toContain('Total document signed');
}

describe('a seal whose certificates name where to ask', () => {
  it.each<[string, Sources]>([
    ['revocation lists', ['crl']],
    ['responders', ['ocsp']],
    ['both', ['crl', 'ocsp']],
  ])('is B-LTA with %s', async (_, sources) => {
    const { make } = await seal(sources);
    const { path, sealed } = await make();
    expect(sealed).toMatchObject({
      level: 'B-LTA',
      timeStampFailed: null,
      validationFailed: null,
    });
    await expectWhole(path, 'B-LTA');
    expectStamped(path);
    const asksFor = sources.includes('ocsp') ? '/ocsp' : '/crl';
    expect(new Set(ca.requests)).toEqual(new Set([asksFor]));
    const store = /\/Type \/DSS[\s\S]*?endobj/.exec(readFileSync(path, 'latin1'))?.[0];
    expect(store).toContain(sources.includes('ocsp') ? '/OCSPs' : '/CRLs');
    expect(store).toContain('/Certs');
  });

  it('is B-LTA with a responder that the authority made', async () => {
    const { make } = await seal(['ocsp']);
    ca.responder = ca.issue('Responder', 'p256', [], ['extendedKeyUsage=OCSPSigning']);
    const { path } = await make();
    await expectWhole(path, 'B-LTA');
  });

  it('is B-LTA with lists where the responder does not know', async () => {
    const { make } = await seal(['crl', 'ocsp']);
    // OCSPResponseStatus tryLater.
    ca.instead.ocsp = () => Buffer.from('30030a0103', 'hex');
    const { path } = await make();
    await expectWhole(path, 'B-LTA');
    expect(ca.requests).toContain('/crl');
  });

  it('is B-LTA behind signatures of others', async () => {
    const { make } = await seal(['crl'], ['crl'], signedPdf({ permission: 2 }));
    const { path, sealed } = await make();
    expect(sealed.level).toBe('B-LTA');
    const verdict = await engine.verify({ path });
    expect(verdict).toMatchObject({ faults: [], level: 'B-LTA', earlierSignatures: 1 });
    expect(pdfsig(path).match(/Signature is Valid/g)?.length).toBeGreaterThanOrEqual(2);
  });

  it('is B-LT, and says why, when the authority fails the second time', async () => {
    const { make } = await seal(['crl']);
    failing = (count) => count > 1;
    const { path, sealed } = await make();
    expect(sealed).toMatchObject({ level: 'B-LT', timeStampFailed: 'http_status' });
    await expectWhole(path, 'B-LT');
    expect(extractAll(path)).toHaveLength(1);
  });
});

describe('a seal stays B-T', () => {
  it('without a word where nothing is named', async () => {
    const { make } = await seal([]);
    const { path, sealed } = await make();
    expect(sealed).toMatchObject({ level: 'B-T', timeStampFailed: null, validationFailed: null });
    await expectWhole(path, 'B-T');
    expect(ca.requests).toEqual([]);
  });

  it('without a word where it is made for development', async () => {
    const tsa = await tsaOf(issue('Self-made stamps', 'rsa', { extensions: TSA }));
    const outputPath = join(tools.scratch(), 'sealed.pdf');
    const options = sealing(developmentKey(), { tsa });
    const job = { path: fixture('b1_1p.pdf'), outputPath, ...additions(), seal: options };
    expect(await engine.seal(job)).toMatchObject({ level: 'B-T', validationFailed: null });
  });

  const other = startAuthority('Root');
  afterAll(async () => (await other).close());

  it.each<[string, string, () => void | Promise<void>]>([
    ['http_status', 'errors', () => setBoth(replying((response) => response.writeHead(404).end()))],
    ['unreachable', 'hang-ups', () => setBoth(replying((response) => response.destroy()))],
    [
      'unreachable',
      'redirects',
      () => setBoth(replying((response) => response.writeHead(302, { Location: '/crl' }).end())),
    ],
    ['too_large', 'endless answers', () => setBoth(() => Buffer.alloc(5 * 1024 * 1024))],
    ['incomplete', 'garbage', () => setBoth(() => Buffer.from('<html>'))],
    [
      'incomplete',
      'lists of another authority',
      async () => {
        const list = (await other).crl();
        setBoth(() => list);
      },
    ],
    [
      'incomplete',
      'lists that are out of date',
      () => {
        ca.days = 0;
      },
    ],
  ])('and says why: %s (%s)', async (code, _, prepare) => {
    const { make } = await seal(['crl']);
    await prepare();
    const { path, sealed } = await make();
    expect(sealed).toMatchObject({ level: 'B-T', validationFailed: code });
    await expectWhole(path, 'B-T');
    expect(extractAll(path)).toHaveLength(1);
  });

  function replying(reply: (response: ServerResponse) => void) {
    return (_: Buffer, response: ServerResponse) => {
      reply(response);
      return null;
    };
  }

  function setBoth(answer: NonNullable<Authority['instead']['crl']>) {
    ca.instead = { crl: answer, ocsp: answer };
  }

  it('and says incomplete where only one of seal and time stamp can be asked about', async () => {
    const tsa = await tsaOf(
      issue('Stamps', 'rsa', { issuer: (await other).root, extensions: TSA }),
    );
    const outputPath = join(tools.scratch(), 'sealed.pdf');
    const options = sealing(sealKey(ca.issue('Seal', 'p256', ['crl'])), { tsa });
    const job = { path: fixture('b1_1p.pdf'), outputPath, ...additions(), seal: options };
    expect(await engine.seal(job)).toMatchObject({ level: 'B-T', validationFailed: 'incomplete' });
  });

  it.each<[string, Sources, 'issued' | 'authority']>([
    ['list', ['crl'], 'issued'],
    ['list', ['crl'], 'authority'],
    ['responder', ['ocsp'], 'issued'],
    ['responder', ['ocsp'], 'authority'],
  ])('and says revoked when a %s says so', async (_, sources, who) => {
    const { make, ...certificates } = await seal(sources);
    ca.revoke(certificates[who], new Date(Date.now() - 86_400_000));
    expect((await make()).sealed).toMatchObject({ level: 'B-T', validationFailed: 'revoked' });
  });

  it('not, when the revocation comes after the seal', async () => {
    const { make, issued } = await seal(['crl']);
    ca.revoke(issued, new Date(Date.now() + 86_400_000));
    expect((await make()).sealed.level).toBe('B-LTA');
  });

  it('when a responder answers who was not made one', async () => {
    const { make } = await seal(['ocsp']);
    for (const responder of [
      ca.issue('No responder', 'p256', []),
      issue('Own responder', 'p256', { extensions: ['extendedKeyUsage=OCSPSigning'] }),
      issue('Root', 'p256', { extensions: CA }),
    ]) {
      ca.responder = responder;
      expect((await make()).sealed).toMatchObject({ level: 'B-T', validationFailed: 'incomplete' });
    }
  });

  it('when the answers are about another certificate', async () => {
    const one = await seal(['ocsp']);
    const answers: Buffer[] = [];
    ca.instead.ocsp = (request) => {
      const answer = ca.ocsp(request);
      answers.push(answer);
      return answer;
    };
    expect((await one.make()).sealed).toMatchObject({ level: 'B-LTA', validationFailed: null });
    await stamps.close();
    const two = await seal(['ocsp']);
    ca.instead.ocsp = () => answers[0]!;
    expect((await two.make()).sealed).toMatchObject({
      level: 'B-T',
      validationFailed: 'incomplete',
    });
  });
});

describe('raising a seal that was made without its time stamp', () => {
  async function unstamped(path = fixture('b1_1p.pdf')) {
    const key = developmentKey('ecdsa');
    const outputPath = join(tools.scratch(), 'sealed.pdf');
    const added = path === fixture('b1_1p.pdf') ? additions() : { ...additions(), page: null };
    await engine.seal({ path, outputPath, ...added, seal: sealing(key) });
    return outputPath;
  }
  const raise = async (path: string, authority = issue('Stamps', 'rsa', { extensions: TSA })) => {
    const tsa = await tsaOf(authority);
    const outputPath = join(tools.scratch(), 'raised.pdf');
    const raised = engine.raise({ path, outputPath, tsa });
    return { outputPath, authority, raised };
  };

  it.each([
    ['a sealed file', () => unstamped()],
    ['a seal behind others’ signatures', () => unstamped(signedPdf({ indirect: true }))],
    ['a seal behind a certification', () => unstamped(signedPdf({ permission: 2 }))],
    ['cross-reference streams', () => unstamped(fixture('already_signed.pdf'))],
  ])('makes it B-T with a time stamp over the whole: %s', async (_, make) => {
    const path = await make();
    const { outputPath, authority, raised } = await raise(path);
    const { level, at } = await raised;
    expect(level).toBe('B-T');
    expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(60_000);
    const bytes = readFileSync(path);
    expect(readFileSync(outputPath).subarray(0, bytes.length).equals(bytes)).toBe(true);
    expectStamped(outputPath, authority);
    expect(tools.problems(outputPath)).toBe(tools.problems(path));
    const was = await engine.verify({ path });
    const { time, ...verdict } = await engine.verify({ path: outputPath });
    expect(verdict).toEqual({ ...was, time: undefined, level: 'B-T' });
    expect(time).toMatchObject({
      claimed: was.time.claimed,
      stamped: { at: at.toISOString(), subject: 'CN=Stamps, O=Test' },
    });
    expect(pdfsig(outputPath).match(/Signature is Valid/g)?.length).toBeGreaterThanOrEqual(1);
  });

  it('leaves nothing when the authority fails again', async () => {
    failing = () => true;
    const { outputPath, raised } = await raise(await unstamped());
    await expect(raised).rejects.toMatchObject({ name: 'TimeStampError', code: 'http_status' });
    expect(readdirSync(join(outputPath, '..'))).toEqual([]);
  });

  it('is refused where a time stamp is there', async () => {
    const once = await raise(await unstamped());
    await once.raised;
    const twice = await raise(once.outputPath);
    await expect(twice.raised).rejects.toMatchObject({ name: 'PdfFailed' });
  });

  it('is refused where the seal does not hold', async () => {
    const path = await unstamped();
    const bytes = readFileSync(path);
    bytes[100] = bytes[100]! ^ 1;
    writeFileSync(path, bytes);
    const { raised } = await raise(path);
    await expect(raised).rejects.toMatchObject({ name: 'PdfFailed' });
    expect(asked).toBe(0);
  });
});
