import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { type Certificate, isSelfSigned } from './certificate.ts';
import {
  bits,
  element,
  integer,
  nothing,
  octets,
  oid,
  sequence,
  setOf,
  TAG,
  tagged,
} from './der.ts';
import { OID } from './oids.ts';
import { writeP12 } from './p12-write.ts';

const NAME = 'Development seal (not trusted)';
const VALID_YEARS = 10;
const DAY = 24 * 60 * 60 * 1000;

/**
 * Makes a key and a self-signed certificate whose name says what it is, as a P12 file. The caller
 * makes it once and keeps it, so that files sealed yesterday name the same certificate today.
 */
export function makeDevelopmentP12(
  passphrase: string,
  now: Date,
  algorithm: 'rsa' | 'ecdsa' = 'rsa',
): Buffer {
  const { publicKey, privateKey } =
    algorithm === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return writeP12([privateKey], [selfSigned(publicKey, privateKey, now)], passphrase);
}

export function isDevelopmentCertificate(certificate: Certificate): boolean {
  return certificate.x509.subject.includes(NAME) && isSelfSigned(certificate);
}

/** RFC 5280; the purposes are those without which poppler's pdfsig trusts nothing. */
function selfSigned(publicKey: KeyObject, privateKey: KeyObject, now: Date): Buffer {
  // A clock that is put back a little must not stop the next start.
  const from = new Date(now.getTime() - DAY);
  const until = new Date(now);
  until.setUTCFullYear(now.getUTCFullYear() + VALID_YEARS);
  const name = sequence(
    setOf([sequence(oid(OID.commonName), element(TAG.utf8String, Buffer.from(NAME)))]),
  );
  const algorithm =
    privateKey.asymmetricKeyType === 'rsa'
      ? sequence(oid(OID.sha256WithRsa), nothing())
      : sequence(oid(OID.ecdsaWithSha256));
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const yes = element(TAG.boolean, Buffer.of(0xff));
  const extension = (name: string, critical: boolean, value: Buffer) =>
    sequence(oid(name), ...(critical ? [yes] : []), octets(value));
  const purposes = sequence(oid(OID.emailProtection), oid(OID.documentSigning));
  const tbs = sequence(
    tagged(0, integer(2)),
    // 127 bits, positive and not zero.
    integer(Buffer.concat([Buffer.of(0x40), randomBytes(15)])),
    algorithm,
    name,
    sequence(time(from), time(until)),
    name,
    spki,
    tagged(
      3,
      sequence(
        extension(OID.basicConstraints, true, sequence()),
        // digitalSignature and nonRepudiation
        extension(OID.keyUsage, true, element(TAG.bitString, Buffer.of(6, 0b1100_0000))),
        extension(OID.extendedKeyUsage, false, purposes),
        extension(
          OID.subjectKeyIdentifier,
          false,
          octets(createHash('sha1').update(spki).digest()),
        ),
      ),
    ),
  );
  return sequence(tbs, algorithm, bits(sign('sha256', tbs, privateKey)));
}

/** UTCTime until 2049, GeneralizedTime from then on (RFC 5280, 4.1.2.5). */
function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]|\..*/g, '');
  return date.getUTCFullYear() < 2050
    ? element(TAG.utcTime, Buffer.from(`${digits.slice(2)}Z`))
    : element(TAG.generalizedTime, Buffer.from(`${digits}Z`));
}
