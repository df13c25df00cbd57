import { createPrivateKey, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { makeDevelopmentP12 } from '../../src/pdf/seal/development-key.ts';
import { writeP12 } from '../../src/pdf/seal/p12-write.ts';
import { loadSealKey } from '../../src/pdf/seal/seal-key.ts';
import { CA, file, issue, openssl, p12, TSA } from './support/openssl.ts';

vi.setConfig({ testTimeout: 60_000 });

// openssl’s certificates begin when they are made, which is after this line.
const NOW = new Date(Date.now() + 3_600_000);
const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000);

const root = issue('root', 'rsa', { extensions: CA });
const intermediate = issue('intermediate', 'p256', { issuer: root, extensions: CA });
const leaf = issue('leaf', 'rsa', { issuer: intermediate });
const self = issue('self', 'p384');

const load = (bytes: Buffer, now = NOW) => loadSealKey(bytes, 'secret', now);

/** The code with which the file is refused; the message never gives the passphrase away. */
function refusal(bytes: Buffer, passphrase = 'secret', now = NOW): unknown {
  try {
    loadSealKey(bytes, passphrase, now);
  } catch (error) {
    expect(error).toMatchObject({ name: 'SealKeyError' });
    expect(String(error)).not.toContain(passphrase);
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return 'accepted';
}

const pem = ({ raw }: { raw: Buffer }) => raw.toString('base64');
const asPem = (path: string) => readFileSync(path, 'utf8').replace(/-----.*?-----|\s/g, '');

describe('a P12 file', () => {
  it('gives the certificate, its chain in order, and what is to be known of them', () => {
    const key = load(p12(leaf, { others: [root.certificate, intermediate.certificate] }));
    expect(pem(key.certificate)).toBe(asPem(leaf.certificate));
    expect(key.chain.map(pem)).toEqual([intermediate, root].map((each) => asPem(each.certificate)));
    const print = openssl('x509', '-in', leaf.certificate, '-noout', '-fingerprint', '-sha256');
    expect(key.fingerprint).toBe(print.split('=')[1]?.trim().replaceAll(':', '').toLowerCase());
    expect(key).toMatchObject({ name: 'leaf', subject: 'CN=leaf, O=Test', development: false });
    const end = openssl('x509', '-in', leaf.certificate, '-noout', '-enddate').split('=')[1];
    expect(key.notAfter).toEqual(new Date(end ?? ''));
  });

  it.each([
    ['openssl 3’s own choice', []],
    [
      'triple DES, as Windows and older tools write',
      ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'],
    ],
    ['an AES key and plain certificates', ['-certpbe', 'NONE']],
    [
      'AES-128 and a MAC with SHA-512',
      ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-192-CBC', '-macalg', 'sha512'],
    ],
    ['many iterations', ['-iter', '100000']],
    ['a single iteration', ['-noiter', '-nomaciter']],
  ])('opens with %s', (_, options) => {
    expect(load(p12(leaf, { options })).chain).toHaveLength(2);
  });

  it.each(['', 'pässwörd – ключ', 'a long one, '.repeat(12)])(
    'opens with the passphrase "%s"',
    (text) => {
      const bytes = p12(self, { passphrase: text });
      expect(loadSealKey(bytes, text, NOW).name).toBe('self');
      expect(refusal(bytes, `${text}?`)).toBe('wrong_passphrase');
    },
  );

  it.each(['rsa', 'p256', 'p384'] as const)('signs with %s, off this thread', async (kind) => {
    const { key: path, ...rest } = issue(`signs-${kind}`, kind);
    const key = load(p12({ key: path, ...rest }));
    const signature = await key.sign(Buffer.from('text'));
    const publicKey = createPublicKey(readFileSync(rest.certificate));
    expect(verify('sha256', Buffer.from('text'), publicKey, signature)).toBe(true);
    expect(JSON.stringify(key)).not.toContain('PRIVATE');
  });
});

describe('a P12 file is refused', () => {
  const certificateOnly = (...args: string[]) => {
    const output = ['-passout', 'pass:secret', '-out', file('only.p12')];
    openssl('pkcs12', '-export', '-nokeys', '-in', self.certificate, ...args, ...output);
    return readFileSync(file('only.p12'));
  };

  it.each<[string, () => Buffer]>([
    ['wrong_passphrase', () => p12(leaf, { passphrase: 'other' })],
    ['unsupported_encryption', () => p12(leaf, { options: ['-legacy'] })],
    ['unsupported_encryption', () => p12(leaf, { options: ['-macalg', 'sha3-256'] })],
    ['no_key', () => certificateOnly()],
    ['chain_missing', () => p12(leaf, { others: [] })],
    ['chain_missing', () => p12(leaf, { others: [root.certificate] })],
    ['purpose', () => p12(issue('stamps', 'p256', { extensions: TSA }))],
    ['purpose', () => p12(root)],
    ['unsupported_key', () => p12(issue('short', 'rsa1024'))],
    ['unsupported_key', () => p12(issue('p521', 'p521'))],
    ['unsupported_key', () => p12(issue('edwards', 'ed25519'))],
    ['not_a_p12', () => Buffer.from('no P12 at all')],
    ['not_a_p12', () => Buffer.alloc(0)],
    ['not_a_p12', () => p12(leaf).subarray(0, -1)],
    ['not_a_p12', () => readFileSync(leaf.certificate)],
    ['not_a_p12', () => p12(leaf, { options: ['-nomac'] })],
  ])('as %s', (code, make) => {
    expect(refusal(make())).toBe(code);
  });

  it('whose issuer’s name is right and whose signature is another’s', () => {
    const twin = issue('intermediate', 'p256', { issuer: root, extensions: CA });
    expect(refusal(p12({ ...leaf, issuers: [twin.certificate] }))).toBe('chain_missing');
  });

  it('of which the parts do not belong together', () => {
    const key = createPrivateKey(readFileSync(self.key));
    const raw = (path: string) => Buffer.from(asPem(path), 'base64');
    const made = (keys: KeyObject[], paths: string[]) => writeP12(keys, paths.map(raw), 'secret');
    expect(refusal(made([key], [self.certificate]))).toBe('accepted');
    expect(refusal(made([key], [leaf.certificate]))).toBe('key_mismatch');
    expect(refusal(made([key], []))).toBe('no_certificate');
    expect(refusal(made([], [self.certificate]))).toBe('no_key');
    const another = createPrivateKey(readFileSync(leaf.key));
    expect(refusal(made([key, another], [self.certificate]))).toBe('several_keys');
  });

  it('before and after the days of its certificate', () => {
    const bytes = p12(self);
    expect(refusal(bytes, 'secret', days(-2))).toBe('not_yet_valid');
    expect(refusal(bytes, 'secret', days(31))).toBe('expired');
    expect(refusal(bytes, 'secret', days(29))).toBe('accepted');
  });

  it('when any byte of it is another', () => {
    const bytes = p12(self);
    const { fingerprint } = load(bytes);
    for (let at = 0; at < bytes.length; at += 7) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const answer = refusal(changed);
      // What the MAC does not cover may change and mean the same.
      if (answer === 'accepted') expect(load(changed).fingerprint).toBe(fingerprint);
      else expect(typeof answer).toBe('string');
    }
  });
});

describe('the development key', () => {
  it.each(['rsa', 'ecdsa'] as const)('is a P12 that openssl reads too (%s)', (algorithm) => {
    const bytes = makeDevelopmentP12('geheim', NOW, algorithm);
    const key = loadSealKey(bytes, 'geheim', NOW);
    expect(key).toMatchObject({ development: true, algorithm });
    expect(key.chain).toHaveLength(1);
    expect(key.subject).toContain('Development');
    expect(loadSealKey(bytes, 'geheim', days(9 * 365)).fingerprint).toBe(key.fingerprint);
    writeFileSync(file('development.p12'), bytes);
    const args = ['-in', file('development.p12'), '-passin', 'pass:geheim', '-nodes'];
    writeFileSync(file('development.pem'), openssl('pkcs12', ...args));
    const text = openssl('x509', '-in', file('development.pem'), '-noout', '-text');
    expect(text).toContain('Digital Signature, Non Repudiation');
    expect(text).toContain('E-mail Protection, 1.3.6.1.5.5.7.3.36');
    const pem = file('development.pem');
    expect(openssl('verify', '-CAfile', pem, pem)).toContain('OK');
    openssl('pkey', '-in', pem, '-check', '-noout');
  });

  it('is another each time', () => {
    const [one, two] = [1, 2].map(() => loadSealKey(makeDevelopmentP12('', NOW), '', NOW));
    expect(one?.fingerprint).not.toBe(two?.fingerprint);
  });

  it('is not taken for one when somebody else’s certificate bears its name', () => {
    expect(
      load(p12(issue('Development seal (not trusted)', 'p256', { issuer: root }))).development,
    ).toBe(false);
  });
});
