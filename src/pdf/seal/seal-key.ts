import { type KeyObject, sign } from 'node:crypto';
import {
  type Certificate,
  fingerprint,
  isSelfSigned,
  maySign,
  pathFrom,
  subjectOf,
} from './certificate.ts';
import { DerError } from './der-read.ts';
import { isDevelopmentCertificate } from './development-key.ts';
import { openP12, type P12, WrongPassphrase } from './p12.ts';
import { UnknownCipher } from './p12-crypto.ts';
import { SealKeyError } from './seal-key-error.ts';

/** A key that seals, with what is public about it. The private part stays behind `sign`. */
export type SealKey = {
  certificate: Certificate;
  /** The issuer of the certificate, then the issuer's, upwards; empty for a self-signed one. */
  chain: Certificate[];
  algorithm: 'rsa' | 'ecdsa';
  /** SHA-256 of the certificate, hexadecimal. */
  fingerprint: string;
  /** Common name of the subject, or all of it. */
  name: string;
  subject: string;
  notAfter: Date;
  /** Made by this service for itself: proves nothing to anybody else. */
  development: boolean;
  /** SHA-256 with RSA (PKCS#1 v1.5) or ECDSA over `data`, computed off this thread. */
  sign(data: Uint8Array): Promise<Buffer>;
};

/**
 * Opens the P12 that seals and makes sure that it can: one key, its certificate, valid at `now`,
 * and the certificates that link it upwards, at least to its issuer.
 * @throws {SealKeyError}
 */
export function loadSealKey(file: Buffer, passphrase: string, now: Date): SealKey {
  const { key, certificate, certificates } = choose(open(file, passphrase));
  const algorithm = algorithmOf(key);
  requireValid(certificate, now);
  const [, ...chain] = pathFrom(certificate, certificates);
  if (chain.length === 0 && !isSelfSigned(certificate)) throw new SealKeyError('chain_missing');
  return {
    certificate,
    chain,
    algorithm,
    fingerprint: fingerprint(certificate),
    name: /^CN=(.*)$/m.exec(certificate.x509.subject)?.[1] ?? subjectOf(certificate),
    subject: subjectOf(certificate),
    notAfter: certificate.x509.validToDate,
    development: isDevelopmentCertificate(certificate),
    sign: (data) => signWith(key, data),
  };
}

/** Again before each seal: a server may run longer than its certificate. @throws {SealKeyError} */
export function requireValid({ x509 }: Certificate, at: Date): void {
  if (at < x509.validFromDate) throw new SealKeyError('not_yet_valid', x509.validFrom);
  if (at > x509.validToDate) throw new SealKeyError('expired', x509.validTo);
}

function open(file: Buffer, passphrase: string): P12 {
  try {
    return openP12(file, passphrase);
  } catch (error) {
    if (error instanceof WrongPassphrase) throw new SealKeyError('wrong_passphrase');
    if (error instanceof UnknownCipher) throw new SealKeyError('unsupported_encryption');
    if (error instanceof DerError) throw new SealKeyError('not_a_p12', error.message);
    throw error;
  }
}

function choose({ keys: [key, ...more], certificates }: P12) {
  if (!key) throw new SealKeyError('no_key');
  if (more.length > 0) throw new SealKeyError('several_keys');
  if (certificates.length === 0) throw new SealKeyError('no_certificate');
  const certificate = certificates.find(({ x509 }) => x509.checkPrivateKey(key));
  if (!certificate) throw new SealKeyError('key_mismatch');
  if (!maySign(certificate)) throw new SealKeyError('purpose');
  return { key, certificate, certificates };
}

function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): 'rsa' | 'ecdsa' {
  const { modulusLength = 0, namedCurve = '' } = asymmetricKeyDetails ?? {};
  if (asymmetricKeyType === 'rsa' && modulusLength >= 2048) return 'rsa';
  if (asymmetricKeyType === 'ec' && ['prime256v1', 'secp384r1'].includes(namedCurve)) {
    return 'ecdsa';
  }
  throw new SealKeyError('unsupported_key', asymmetricKeyType);
}

function signWith(key: KeyObject, data: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    sign('sha256', data, key, (error, signature) => {
      if (error) reject(error);
      else resolve(signature);
    });
  });
}
