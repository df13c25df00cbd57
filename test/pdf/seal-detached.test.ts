import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { readCertificate } from '../../src/pdf/seal/certificate.ts';
import { sealDetached, verifyDetached, verifyTimeStamp } from '../../src/pdf/seal/detached.ts';
import { createTimeStampAuthority } from '../../src/pdf/seal/time-stamp.ts';
import {
  CA,
  file,
  issue,
  type KeyKind,
  openSslSays,
  openssl,
  SEAL,
  TSA,
} from './support/openssl.ts';
import { developmentKey, extract, sealByHand, sealKey } from './support/seal.ts';
import { repliesOf, startTsa } from './support/tsa.ts';

vi.setConfig({ testTimeout: 60_000 });

const root = issue('Root', 'rsa', { extensions: CA });
const trusted = (issued: typeof root) => new X509Certificate(readFileSync(issued.certificate));
const content = Buffer.from('{"head":"0f1e2d3c"}\n');

describe.each<KeyKind>(['rsa', 'p256', 'p384'])('a detached seal with %s', (kind) => {
  const issued = issue(`Seal ${kind}`, kind, { issuer: root });
  const key = sealKey(issued);

  it('is what openssl takes for a CAdES signature', async () => {
    writeFileSync(file('detached.cms'), await sealDetached(key, content));
    writeFileSync(file('content'), content);
    const input = ['-inform', 'DER', '-in', file('detached.cms'), '-content', file('content')];
    const trust = ['-CAfile', root.certificate, '-binary', '-out', '/dev/null'];
    expect(openSslSays('cms', '-verify', ...input, ...trust)).toMatch(/Verification successful$/);
    expect(openSslSays('cms', '-verify', '-cades', ...input, ...trust)).toMatch(/successful$/);
    writeFileSync(file('content'), `${content} `);
    expect(openSslSays('cms', '-verify', ...input, ...trust)).toContain('Verification failure');
  });

  it('tells whose it is, and whom that leads to', async () => {
    const cms = await sealDetached(key, content);
    expect(verifyDetached(content, cms, [])).toEqual({
      fault: null,
      signer: {
        subject: `CN=Seal ${kind}, O=Test`,
        fingerprint: key.fingerprint,
        notAfter: key.notAfter.toISOString(),
        chain: 'complete',
        trusted: null,
        development: false,
      },
    });
    expect(verifyDetached(content, cms, [trusted(root)]).signer?.trusted).toBe(true);
    const other = issue('Root', 'rsa', { extensions: CA });
    expect(verifyDetached(content, cms, [trusted(other)]).signer?.trusted).toBe(false);
  });
});

describe('a detached seal', () => {
  const key = developmentKey('ecdsa');

  it('says that it is for development', async () => {
    const cms = await sealDetached(key, content);
    expect(verifyDetached(content, cms, []).signer?.development).toBe(true);
  });

  it('has a fault wherever a bit of it or of the content is another', async () => {
    const issued = sealKey(issue('Alone', 'p256'));
    const cms = await sealDetached(issued, content);
    for (let at = 0; at < cms.length; at += 1) {
      const changed = Buffer.from(cms);
      changed[at] = changed[at]! ^ (1 << (at % 8));
      const { fault } = verifyDetached(content, changed, []);
      expect(fault, `${at}`).not.toBeNull();
    }
    for (let at = 0; at < content.length; at += 1) {
      const changed = Buffer.from(content);
      changed[at] = changed[at]! ^ 1;
      expect(verifyDetached(changed, cms, []).fault).toBe('digest');
    }
    const more = Buffer.concat([cms, Buffer.of(0)]);
    expect(verifyDetached(content, more, []).fault).toBe('malformed');
  });

  it('is neither made nor taken for one over a PDF', async () => {
    await expect(sealDetached(key, Buffer.from('%PDF-1.7'))).rejects.toThrow('in itself');
    const sealed = extract(await sealByHand({}, { key, at: new Date(), tsa: null }));
    expect(verifyDetached(sealed.content, sealed.cms, []).fault).toBe('not_detached');
  });

  it('is not taken from openssl, which says when it was made', () => {
    const issued = issue('By openssl', 'rsa', { extensions: SEAL });
    writeFileSync(file('signed'), content);
    const signer = ['-signer', issued.certificate, '-inkey', issued.key, '-cades', '-binary'];
    const files = ['-in', file('signed'), '-outform', 'DER', '-out', file('foreign.cms')];
    openssl('cms', '-sign', '-md', 'sha256', ...signer, ...files);
    const foreign = readFileSync(file('foreign.cms'));
    expect(verifyDetached(content, foreign, []).fault).toBe('malformed');
  });

  it('is by somebody who may sign, on a day on which the certificate holds', async () => {
    const issued = issue('Right', 'p256');
    const usage = ['-addext', 'keyUsage=keyEncipherment', '-out', file('wrong.crt')];
    openssl('req', '-x509', '-key', issued.key, '-subj', '/CN=Wrong', ...usage);
    const certificate = readCertificate(trusted({ ...issued, certificate: file('wrong.crt') }).raw);
    const cms = await sealDetached({ ...sealKey(issued), certificate }, content);
    expect(verifyDetached(content, cms, []).fault).toBe('signing_certificate');
    const own = await sealDetached(key, content);
    const late = new Date(key.notAfter.getTime() + 1_000);
    expect(verifyDetached(content, own, [], new Date()).fault).toBeNull();
    expect(verifyDetached(content, own, [], late).fault).toBe('certificate_expired');
  });
});

describe('a time stamp over a digest', async () => {
  const authority = issue('Stamps', 'p256', { issuer: root, extensions: TSA });
  const tsa = await startTsa(repliesOf(authority));
  afterAll(() => tsa.close());
  const digest = createHash('sha256').update(content).digest();
  const stamp = () =>
    createTimeStampAuthority({ url: tsa.url, now: () => new Date() }).stamp(digest);

  it('says when, and who says so', async () => {
    const { token, at } = await stamp();
    expect(verifyTimeStamp(token, digest, [trusted(root)])).toMatchObject({
      fault: null,
      at: at.toISOString(),
      stamped: { subject: 'CN=Stamps, O=Test', chain: 'complete', trusted: true },
    });
    expect(verifyTimeStamp(token, digest, []).stamped?.trusted).toBeNull();
    expect(verifyTimeStamp(token, digest, [trusted(issue('Root', 'rsa'))])).toMatchObject({
      fault: null,
      stamped: { trusted: false },
    });
  });

  it('says nothing of a digest of another kind', async () => {
    const kind = ['-digest', digest.toString('hex'), '-sha3-256', '-cert'];
    openssl('ts', '-query', ...kind, '-out', file('other.tsq'));
    const reply = repliesOf(authority, { accepted: 'sha3-256' });
    const asked = { method: 'POST', body: new Uint8Array(readFileSync(file('other.tsq'))) };
    const other = await startTsa(reply);
    const answer = await (await fetch(other.url, asked)).arrayBuffer();
    await other.close();
    writeFileSync(file('other.tsr'), Buffer.from(answer));
    openssl('ts', '-reply', '-in', file('other.tsr'), '-token_out', '-out', file('other.tst'));
    const { fault } = verifyTimeStamp(readFileSync(file('other.tst')), digest, []);
    expect(fault).toBe('wrong_imprint');
  });

  it('says nothing of another digest, and nothing when a bit of it is another', async () => {
    const { token } = await stamp();
    const failed = { at: null, stamped: null };
    const other = Buffer.alloc(32);
    expect(verifyTimeStamp(token, other, [])).toEqual({ fault: 'wrong_imprint', ...failed });
    expect(verifyTimeStamp(other, digest, [])).toEqual({ fault: 'malformed', ...failed });
    const good = JSON.stringify(verifyTimeStamp(token, digest, []));
    for (let at = 0; at < token.length; at += 3) {
      const changed = Buffer.from(token);
      changed[at] = changed[at]! ^ 1;
      // A certificate above the authority's can only be missed as a link of the chain.
      expect(JSON.stringify(verifyTimeStamp(changed, digest, [])), `${at}`).not.toBe(good);
    }
  });
});
