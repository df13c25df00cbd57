import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { type Certificate, pathFrom, readCertificate } from '../../src/pdf/seal/certificate.ts';
import { oid, sequence } from '../../src/pdf/seal/der.ts';
import { readDer, readOid } from '../../src/pdf/seal/der-read.ts';
import { partyOf } from '../../src/pdf/verify/party.ts';
import { verifySeal } from '../../src/pdf/verify/verify-seal.ts';
import { CA, type Issued, issue, SEAL } from './support/openssl.ts';
import { developmentKey, sealByHand, sealKey } from './support/seal.ts';

vi.setConfig({ testTimeout: 60_000 });

const read = ({ certificate }: Issued) =>
  readCertificate(new X509Certificate(readFileSync(certificate)).raw);
const anyone = (name: string, issuer: Issued, extensions = SEAL) =>
  issue(name, 'p256', { issuer, extensions });

const root = issue('Root', 'p256', { extensions: CA });
const leaf = anyone('Honest leaf', root);

/** Whether a seal whose CMS carries these certificates, its own first, is trusted through `anchor`. */
function isTrusted([own, ...others]: Issued[], anchor: Issued, at: Date | null = null) {
  const sent = [own!, ...others].map(read);
  return partyOf(pathFrom(sent[0]!, sent), sent, [read(anchor)], at).trusted;
}

describe('a path of certificates', () => {
  it('leads to the root through authorities', () => {
    const middle = issue('Middle', 'p256', { issuer: root, extensions: CA });
    expect(isTrusted([anyone('Seal', middle), middle], root)).toBe(true);
  });

  it('does not lead through a certificate that is no authority', () => {
    expect(isTrusted([leaf], root)).toBe(true);
    // Whoever has a certificate of a trusted authority could else make the next one himself.
    expect(isTrusted([anyone('Mallory', leaf), leaf], root)).toBe(false);
    const mute = anyone('No constraints at all', root, []);
    expect(isTrusted([anyone('Mallory', mute), mute], root)).toBe(false);
    const modest = anyone('CA:FALSE', root, ['basicConstraints=CA:FALSE', 'keyUsage=keyCertSign']);
    expect(isTrusted([anyone('Mallory', modest), modest], root)).toBe(false);
  });

  it('ends where an authority may have no other below it', () => {
    const limits = ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=keyCertSign'];
    const last = issue('Last', 'p256', { issuer: root, extensions: limits });
    expect(isTrusted([anyone('Seal', last), last], root)).toBe(true);
    const below = issue('Below', 'p256', { issuer: last, extensions: CA });
    expect(isTrusted([anyone('Seal', below), below, last], root)).toBe(false);
    expect(isTrusted([anyone('Seal', below), below], last)).toBe(false);
  });

  it('is not relied on where it is limited by something unknown', () => {
    const constrained = [...CA, 'nameConstraints=critical,permitted;email:example.org'];
    const middle = issue('Narrow', 'p256', { issuer: root, extensions: constrained });
    expect(isTrusted([anyone('Seal', middle), middle], root)).toBe(false);
  });

  it('holds on the days of all its certificates', () => {
    const later = new Date(Date.now() + 20 * 86_400_000);
    expect(isTrusted([leaf], root, later)).toBe(true);
    expect(isTrusted([leaf], root, new Date(Date.now() + 40 * 86_400_000))).toBe(false);
  });
});

describe('a certificate for something else', () => {
  it.each(['serverAuth', 'clientAuth,codeSigning', 'OCSPSigning'])(
    'does not seal: %s',
    (purposes) => {
      const other = issue(purposes, 'p256', { extensions: [`extendedKeyUsage=${purposes}`] });
      const refused = { name: 'SealKeyError', code: 'purpose' };
      expect(() => sealKey(other)).toThrow(expect.objectContaining(refused));
    },
  );

  it('is a fault of a seal that somebody made with it', async () => {
    const key = sealKey(leaf);
    for (const extensions of [['keyUsage=keyEncipherment'], ['extendedKeyUsage=serverAuth']]) {
      const other = read(issue('Other', 'p256', { extensions }));
      const parts = { certificate: other, chain: [], fingerprint: 'f'.repeat(64) };
      const path = await sealByHand({}, { key: { ...key, ...parts }, at: new Date(), tsa: null });
      const { faults } = await verifySeal(readFileSync(path), []);
      expect(faults).toContain('signing_certificate');
    }
  });
});

describe('the claimed time', () => {
  it.each([-1, 11])(
    '%i years from now is not within the days of the certificate',
    async (years) => {
      const key = developmentKey('ecdsa');
      const at = new Date();
      at.setFullYear(at.getFullYear() + years);
      const path = await sealByHand({ at: at.toISOString() }, { key, at: new Date(), tsa: null });
      expect((await verifySeal(readFileSync(path), [])).faults).toEqual(['certificate_expired']);
    },
  );
});

describe('an object identifier', () => {
  it('has one spelling', () => {
    const der = (...octets: number[]) => readDer(Buffer.from([6, octets.length, ...octets]));
    expect(readOid(der(0x2a, 0x86, 0x48))).toBe('1.2.840');
    expect(() => readOid(der(0x2a, 0x80, 0x86, 0x48))).toThrow('not an OID');
    expect(() => readOid(der(0x2a, 0x86))).toThrow('not an OID');
    expect(() => readOid(der())).toThrow('not an OID');
  });

  it('may be as long as a UUID is', () => {
    const arcs = [0x69, ...Buffer.alloc(17, 0xff), 0x01, 0x01];
    const long = readOid(readDer(Buffer.from([6, arcs.length, ...arcs])));
    expect(long).toBe(`2.25.${2n ** 126n - 127n}.1`);
  });
});

it('a certificate with an extension twice is none', () => {
  const { raw }: Certificate = read(leaf);
  const usage = Buffer.concat([oid('2.5.29.15')]);
  const purposes = oid('2.5.29.37');
  const twice = Buffer.from(raw);
  purposes.copy(twice, twice.indexOf(usage));
  expect(() => readCertificate(twice)).toThrow('an extension twice');
  expect(() => readCertificate(sequence())).toThrow();
});
