import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { Certificate } from './certificate.ts';
import { bits, element, integer, octets, oid, sequence, setOf, TAG, tagged } from './der.ts';
import { OID } from './oids.ts';
import { writeP12 } from './p12-write.ts';

const NAME = 'Development seal (not trusted)';
const ROOT_NAME = 'Development seal root (not trusted)';
const VALID_YEARS = 10;
const DAY = 24 * 60 * 60 * 1000;

/**
 * Makes a key whose certificate says what it is, with a root of its own, as a P12 file. The caller
 * makes it once and keeps it, so that files sealed yesterday name the same certificate today. The
 * root is there because poppler's pdfsig trusts nothing self-signed; its key is forgotten.
 */
export function makeDevelopmentP12(
  passphrase: string,
  now: Date,
  algorithm: 'rsa' | 'ecdsa' = 'rsa',
): Buffer {
  const [root, seal] = [ecKeys(), algorithm === 'rsa' ? rsaKeys() : ecKeys()];
  const issued = { issuer: ROOT_NAME, issuerKey: root.privateKey, now };
  const certificates = [
    certificate({ ...issued, subject: NAME, publicKey: seal.publicKey, extensions: sealUsage() }),
    certificate({
      ...issued,
      subject: ROOT_NAME,
      publicKey: root.publicKey,
      extensions: rootUsage(),
    }),
  ];
  return writeP12([seal.privateKey], certificates, passphrase);
}

export function isDevelopmentCertificate({ x509 }: Certificate): boolean {
  return x509.subject === `CN=${NAME}` && x509.issuer === `CN=${ROOT_NAME}`;
}

const rsaKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const ecKeys = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

function extension(name: string, critical: boolean, value: Buffer): Buffer {
  const flag = critical ? [element(TAG.boolean, Buffer.of(0xff))] : [];
  return sequence(oid(name), ...flag, octets(value));
}

/** The purposes are those without which pdfsig trusts nothing. */
function sealUsage(): Buffer[] {
  return [
    extension(OID.basicConstraints, true, sequence()),
    // digitalSignature and nonRepudiation
    extension(OID.keyUsage, true, element(TAG.bitString, Buffer.of(6, 0b1100_0000))),
    extension(
      OID.extendedKeyUsage,
      false,
      sequence(oid(OID.emailProtection), oid(OID.documentSigning)),
    ),
  ];
}

function rootUsage(): Buffer[] {
  const mayIssue = sequence(element(TAG.boolean, Buffer.of(0xff)), integer(0));
  return [
    extension(OID.basicConstraints, true, mayIssue),
    // keyCertSign
    extension(OID.keyUsage, true, element(TAG.bitString, Buffer.of(2, 0b0000_0100))),
  ];
}

type Request = {
  subject: string;
  publicKey: KeyObject;
  issuer: string;
  issuerKey: KeyObject;
  now: Date;
  extensions: Buffer[];
};

/** An X.509 certificate, version 3 (RFC 5280), under an EC key. */
function certificate(request: Request): Buffer {
  const { now } = request;
  // A clock that is put back a little must not stop the next start.
  const from = new Date(now.getTime() - DAY);
  const until = new Date(now);
  until.setUTCFullYear(now.getUTCFullYear() + VALID_YEARS);
  const spki = request.publicKey.export({ format: 'der', type: 'spki' });
  const keyIdentifier = octets(createHash('sha1').update(spki).digest());
  const extensions = [
    ...request.extensions,
    extension(OID.subjectKeyIdentifier, false, keyIdentifier),
  ];
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  const tbs = sequence(
    tagged(0, integer(2)),
    // 120 random bits, positive and not zero.
    integer(Buffer.concat([Buffer.of(0x40), randomBytes(15)])),
    algorithm,
    nameOf(request.issuer),
    sequence(time(from), time(until)),
    nameOf(request.subject),
    spki,
    tagged(3, sequence(...extensions)),
  );
  return sequence(tbs, algorithm, bits(sign('sha256', tbs, request.issuerKey)));
}

function nameOf(commonName: string): Buffer {
  const value = element(TAG.utf8String, Buffer.from(commonName));
  return sequence(setOf([sequence(oid(OID.commonName), value)]));
}

/** UTCTime until 2049, GeneralizedTime from then on (RFC 5280, 4.1.2.5). */
function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]|\..*/g, '');
  return date.getUTCFullYear() < 2050
    ? element(TAG.utcTime, Buffer.from(`${digits.slice(2)}Z`))
    : element(TAG.generalizedTime, Buffer.from(`${digits}Z`));
}
