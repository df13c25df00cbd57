import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { createPdfEngine } from '../../src/pdf/pdf-engine.ts';
import { createTimeStampAuthority } from '../../src/pdf/seal/time-stamp.ts';
import { CA, file, issue, openSslSays, openssl, TSA } from './support/openssl.ts';
import { developmentKey, extractTo, pdfsig, sealing, sealKey } from './support/seal.ts';
import { additions } from './support/signature-page.ts';
import * as tools from './support/tools.ts';
import { fixture } from './support/tools.ts';
import { type Answer, repliesOf, startTsa, type TestTsa } from './support/tsa.ts';

vi.setConfig({ testTimeout: 60_000 });

const engine = createPdfEngine({ maxPages: 100 });
const started: TestTsa[] = [];
afterEach(() => Promise.all(started.splice(0).map((tsa) => tsa.close())));
afterAll(() => engine.close());

const root = issue('TSA root', 'rsa', { extensions: CA });
const authority = issue('TSA', 'rsa', { issuer: root, extensions: TSA });
const digest = createHash('sha256').update('what is stamped').digest();
const honest = repliesOf(authority);

async function client(
  answer: Answer,
  over: Partial<Parameters<typeof createTimeStampAuthority>[0]> = {},
) {
  const tsa = await startTsa(answer);
  started.push(tsa);
  return { tsa, ...createTimeStampAuthority({ url: tsa.url, now: () => new Date(), ...over }) };
}

describe('a time stamp', () => {
  it.each([
    ['RSA', 'rsa', {}],
    ['RSA and SHA-512', 'rsa', { digest: 'sha512', essHash: 'sha512' as const }],
    ['RFC 3161’s own SHA-1 name of the certificate', 'rsa', { essHash: 'sha1' as const }],
    ['P-256', 'p256', {}],
    ['P-384 and SHA-384', 'p384', { digest: 'sha384' }],
    ['no chain', 'p256', { chain: false }],
  ] as const)('is accepted from an authority with %s', async (name, kind, options) => {
    const issued = issue(`TSA of ${name}`, kind, { issuer: root, extensions: TSA });
    const { stamp } = await client(repliesOf(issued, options));
    const { token, at, authority: by } = await stamp(digest);
    expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(10_000);
    expect(by).toContain(`TSA of ${name}`);
    writeFileSync(file('token.der'), token);
    const input = ['-token_in', '-in', file('token.der'), '-digest', digest.toString('hex')];
    const trust = ['-CAfile', root.certificate, '-untrusted', issued.certificate];
    expect(openSslSays('ts', '-verify', ...input, ...trust)).toMatch(/^Verification: OK$/m);
  });

  it('is asked for with another nonce each time, and with credentials if there are any', async () => {
    const queries: string[] = [];
    const { tsa, stamp } = await client((request) => {
      writeFileSync(file('seen.tsq'), request);
      queries.push(openssl('ts', '-query', '-in', file('seen.tsq'), '-text'));
      return honest(request, tsa.requests[0]!);
    });
    await stamp(digest);
    await stamp(digest);
    const nonces = queries.map((query) => /Nonce: (0x\w+)/.exec(query)?.[1]);
    expect(nonces[0]).toMatch(/^0x\w{20,}$/);
    expect(nonces[0]).not.toBe(nonces[1]);
    expect(queries[0]).toContain('Certificate required: yes');
    expect(queries[0]).toContain('Hash Algorithm: sha256');
    expect(tsa.requests[0]?.headers).toMatchObject({
      'content-type': 'application/timestamp-query',
    });
    expect(tsa.requests[0]?.headers.authorization).toBeUndefined();
    const url = tsa.url.replace('//', '//anna:s%C3%A9cret@');
    await createTimeStampAuthority({ url, now: () => new Date() }).stamp(digest);
    const sent = tsa.requests.at(-1)?.headers.authorization?.replace('Basic ', '') ?? '';
    expect(Buffer.from(sent, 'base64').toString()).toBe('anna:sécret');
  });
});

/** The request with other bytes in place of some: what a lying authority answers to instead. */
function instead(find: (request: Buffer) => [at: number, length: number]): Answer {
  return (request, seen) => {
    const [at, length] = find(request);
    const other = Buffer.from(request);
    randomBytes(length).copy(other, at);
    // Positive, and no shorter for it.
    other[at] = 0x41;
    return honest(other, seen);
  };
}

const nonceAt = (request: Buffer): [number, number] => {
  const at = request.indexOf(digest) + digest.length;
  return [at + 2, request[at + 1]!];
};

const plain = issue('No TSA', 'rsa', { issuer: root });
const uncritical = issue('TSA, maybe', 'rsa', {
  issuer: root,
  extensions: ['keyUsage=digitalSignature', 'extendedKeyUsage=timeStamping'],
});
const both = issue('TSA and more', 'rsa', {
  issuer: root,
  extensions: ['extendedKeyUsage=critical,timeStamping,emailProtection'],
});

/** A token signed by a certificate with which openssl itself refuses to stamp. */
function stampedBy(other: typeof plain, naming = ['-cades']): Answer {
  return async (request, seen) => {
    const reply = await honest(request, seen);
    writeFileSync(file('reply.tsr'), reply);
    openssl('ts', '-reply', '-in', file('reply.tsr'), '-token_out', '-out', file('honest.der'));
    const content = ['-inform', 'DER', '-in', file('honest.der'), '-noverify', '-binary'];
    openssl('cms', '-verify', ...content, '-out', file('tstinfo.der'));
    const signer = ['-signer', other.certificate, '-inkey', other.key];
    const type = ['-econtent_type', '1.2.840.113549.1.9.16.1.4', '-nodetach', ...naming, '-binary'];
    const files = ['-in', file('tstinfo.der'), '-outform', 'DER', '-out', file('lying.der')];
    openssl('cms', '-sign', '-nosmimecap', ...signer, ...type, ...files);
    const token = readFileSync(file('lying.der'));
    // PKIStatusInfo granted, then the token.
    const body = Buffer.concat([Buffer.from('3003020100', 'hex'), token]);
    return Buffer.concat([Buffer.of(0x30, 0x82, body.length >> 8, body.length & 255), body]);
  };
}

describe('an authority that lies or fails is not believed', () => {
  it.each<[string, string, Answer]>([
    [
      'wrong_imprint',
      'a stamp over something else',
      instead((request) => [request.indexOf(digest), 32]),
    ],
    ['wrong_nonce', 'an answer to another request', instead(nonceAt)],
    ['wrong_certificate', 'a certificate for e-mail', stampedBy(plain)],
    [
      'wrong_certificate',
      'a certificate that is for time stamping but not critically so',
      stampedBy(uncritical),
    ],
    ['wrong_certificate', 'a certificate for more than time stamping', stampedBy(both)],
    [
      'wrong_certificate',
      'a certificate that the token does not name by its hash',
      stampedBy(authority, []),
    ],
    ['rejected', 'an error status', repliesOf(authority, { accepted: 'sha512' })],
    ['malformed', 'garbage', () => randomBytes(500)],
    ['malformed', 'nothing', () => Buffer.alloc(0)],
    ['malformed', 'a web page', () => Buffer.from('<html>Please pay</html>')],
    ['malformed', 'more than any token is', () => Buffer.alloc(1_000_000)],
  ])('%s: %s', async (code, _, answer) => {
    const { stamp } = await client(answer);
    await expect(stamp(digest)).rejects.toMatchObject({ name: 'TimeStampError', code });
  });

  it('though a token put together by the same means is, with the right certificate', async () => {
    const { stamp } = await client(stampedBy(authority));
    await expect(stamp(digest)).resolves.toMatchObject({ authority: 'CN=TSA, O=Test' });
  });

  it('when one bit of its signed attributes or its signature is another', async () => {
    for (let back = 1; back <= 400; back += 21) {
      const { stamp } = await client(async (request, seen) => {
        const reply = Buffer.from(await honest(request, seen));
        const at = reply.length - back;
        reply[at] = reply[at]! ^ (1 << (back % 8));
        return reply;
      });
      await expect(stamp(digest), `${back}`).rejects.toMatchObject({ name: 'TimeStampError' });
    }
  });

  it('wrong_time: a clock that is an hour off', async () => {
    for (const off of [-3_600_000, 3_600_000]) {
      const { stamp } = await client(honest, { now: () => new Date(Date.now() + off) });
      await expect(stamp(digest)).rejects.toMatchObject({ code: 'wrong_time' });
    }
  });

  it('timeout: no answer in time', async () => {
    const { stamp } = await client(() => new Promise<Buffer>(() => undefined), { timeoutMs: 200 });
    const before = Date.now();
    await expect(stamp(digest)).rejects.toMatchObject({ code: 'timeout' });
    expect(Date.now() - before).toBeLessThan(5_000);
  });

  it('http_status: an answer that is an error', async () => {
    const { stamp } = await client(() => Promise.reject(new Error('out of order')));
    await expect(stamp(digest)).rejects.toMatchObject({ code: 'http_status' });
  });

  it('unreachable: sent elsewhere', async () => {
    const other = await startTsa(honest);
    started.push(other);
    const { tsa, stamp } = await client(honest);
    tsa.moveTo(other.url);
    await expect(stamp(digest)).rejects.toMatchObject({ code: 'unreachable' });
    expect(other.requests).toEqual([]);
  });

  it('is not even asked where its address is none of HTTP', () => {
    const now = () => new Date();
    for (const url of ['data:,x', 'file:///etc/passwd', 'ftp://127.0.0.1/']) {
      expect(() => createTimeStampAuthority({ url, now })).toThrow('not an http(s) URL');
    }
  });

  it('unreachable: nobody there', async () => {
    const { tsa, stamp } = await client(honest);
    await tsa.close();
    await expect(stamp(digest)).rejects.toMatchObject({ code: 'unreachable' });
  });
});

describe('a seal with a time stamp', () => {
  const seal = async (answer: Answer, key = developmentKey()) => {
    const { tsa: _, ...tsa } = await client(answer);
    const path = join(tools.scratch(), 'sealed.pdf');
    const job = { path: fixture('b1_1p.pdf'), outputPath: path, ...additions() };
    return { path, sealed: await engine.seal({ ...job, seal: sealing(key, { tsa }) }) };
  };

  it.each(['rsa', 'p256'] as const)(
    'is B-T, and openssl finds the token over the signature (%s)',
    async (kind) => {
      const sealRoot = issue('Seal root', 'rsa', { extensions: CA });
      const key = sealKey(issue('Seal', kind, { issuer: sealRoot }));
      const { path, sealed } = await seal(honest, key);
      expect(sealed).toMatchObject({ level: 'B-T', timeStampFailed: null });
      expect(Math.abs(sealed.sealedAt.getTime() - Date.now())).toBeLessThan(10_000);
      expect(pdfsig(path)).toContain('Signature is Valid');
      expect(pdfsig(path)).toContain('Total document signed');
      expect(tools.problems(path)).toBe('');
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
      const verdict = openSslSays(
        'cms',
        '-verify',
        '-cades',
        '-CAfile',
        sealRoot.certificate,
        ...args,
      );
      expect(verdict).toMatch(/CAdES Verification successful$/);
      const { token, signature } = tokenOf(cms);
      const files = ['-token_in', '-in', token, '-data', signature];
      expect(openSslSays('ts', '-verify', ...files, '-CAfile', root.certificate)).toMatch(
        /^Verification: OK$/m,
      );
    },
  );

  it('is B-B when the token has no room in it', async () => {
    const crowd = Array.from({ length: 24 }, () => issue('Crowd', 'rsa').certificate);
    const issuers = [...authority.issuers, ...crowd];
    const { path, sealed } = await seal(repliesOf({ ...authority, issuers }));
    expect(sealed).toMatchObject({ level: 'B-B', timeStampFailed: 'too_large' });
    expect(pdfsig(path)).toContain('Signature is Valid');
  });

  it('is B-B, and says why, when the authority fails', async () => {
    const { path, sealed } = await seal(repliesOf(authority, { accepted: 'sha512' }));
    expect(sealed).toMatchObject({ level: 'B-B', timeStampFailed: 'rejected' });
    expect(pdfsig(path)).toContain('Signature is Valid');
    expect(tools.text(path, 2).replace(/\s+/g, ' ')).toContain(
      'PAdES B-T if the seal contains the time stamp',
    );
  });
});

/** The token and the signature it is over, as openssl's parser finds them. */
function tokenOf(cms: string): { token: string; signature: string } {
  const lines = openssl('asn1parse', '-inform', 'DER', '-in', cms).split('\n');
  const bytes = readFileSync(cms);
  const span = (line: string) => {
    const [, at, header, length] = /^\s*(\d+):d=\d+\s+hl=(\d+)\s+l=\s*(\d+)/.exec(line) ?? [];
    return [Number(at), Number(header), Number(length)] as const;
  };
  const named = lines.findIndex((line) => line.includes('id-smime-aa-timeStampToken'));
  const [at, header, length] = span(lines[named + 2]!);
  writeFileSync(file('embedded.der'), bytes.subarray(at, at + header + length));
  // Before the unsigned attributes ([1], the line two above the name) stands the signature.
  const own = lines
    .slice(0, named)
    .filter((line) => line.includes('OCTET STRING'))
    .at(-1)!;
  const [start, skip, size] = span(own);
  writeFileSync(file('signature'), bytes.subarray(start + skip, start + skip + size));
  return { token: file('embedded.der'), signature: file('signature') };
}
