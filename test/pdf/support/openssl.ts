import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch } from './tools.ts';

/** Keys, certificates and P12 files made by openssl: another mind than ours. */
const folder = scratch();
export const file = (name: string) => join(folder, name);

export function openssl(...args: string[]): string {
  return execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe', cwd: folder });
}

/** Everything openssl says, agreeing or not. */
export function openSslSays(...args: string[]): string {
  const { stdout, stderr } = spawnSync('openssl', args, { encoding: 'utf8', cwd: folder });
  return `${stdout}${stderr}`.trim();
}

const KEYS = {
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  rsa1024: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
  p256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  p521: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  ed25519: ['-algorithm', 'ED25519'],
};
export type KeyKind = keyof typeof KEYS;

/** PEM files; the issuer's certificate first among the `issuers`. */
export type Issued = { key: string; certificate: string; issuers: string[] };

export const CA = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];
export const SEAL = ['keyUsage=critical,digitalSignature', 'extendedKeyUsage=emailProtection'];
export const TSA = ['keyUsage=critical,digitalSignature', 'extendedKeyUsage=critical,timeStamping'];

let made = 0;

/** A key with its certificate for 30 days, self-signed or issued by another of these. */
export function issue(
  name: string,
  kind: KeyKind,
  { issuer, extensions = SEAL }: { issuer?: Issued; extensions?: string[] } = {},
): Issued {
  made += 1;
  const at = (end: string) => file(`${made}.${end}`);
  const [key, certificate] = [at('key'), at('crt')];
  openssl('genpkey', ...KEYS[kind], '-out', key);
  const subject = ['-utf8', '-subj', `/O=Test/CN=${name}`];
  openssl('req', '-new', '-key', key, ...subject, '-out', at('csr'));
  writeFileSync(at('ext'), ['subjectKeyIdentifier=hash', ...extensions].join('\n'));
  const signer = issuer
    ? ['-CA', issuer.certificate, '-CAkey', issuer.key, '-CAcreateserial']
    : ['-signkey', key];
  const files = ['-in', at('csr'), '-extfile', at('ext'), '-out', certificate];
  openssl('x509', '-req', '-sha256', '-days', '30', ...signer, ...files);
  return { key, certificate, issuers: issuer ? [issuer.certificate, ...issuer.issuers] : [] };
}

/** A P12 of a key, its certificate and `others`; `options` go to `openssl pkcs12 -export`. */
export function p12(
  { key, certificate, issuers }: Issued,
  { others = issuers, options = [] as string[], passphrase = 'secret' } = {},
): Buffer {
  writeFileSync(file('others.pem'), others.map((path) => readFileSync(path, 'utf8')).join(''));
  const more = others.length > 0 ? ['-certfile', file('others.pem')] : [];
  const input = ['-inkey', key, '-in', certificate, ...more];
  const output = ['-passout', `pass:${passphrase}`, '-out', file('made.p12')];
  openssl('pkcs12', '-export', ...options, ...input, ...output);
  return readFileSync(file('made.p12'));
}
