import { createHash } from 'node:crypto';
import { type Certificate, issuerAndSerial } from './certificate.ts';
import { integer, nothing, octets, oid, sequence, setOf, tagged } from './der.ts';
import { OID } from './oids.ts';
import type { SealKey } from './seal-key.ts';

/** Everything in a seal's CMS that is not the same in each one. */
export type SealParts = {
  /** The sealing certificate first. */
  certificates: Certificate[];
  algorithm: 'rsa' | 'ecdsa';
  /** SHA-256 of the bytes that the ByteRange covers. */
  digest: Buffer;
  signature: Buffer;
  /** RFC 3161 token over `signature`: level B-T. */
  timeStampToken: Buffer | null;
};

/** Signs a digest (PAdES B-B, EN 319 142-1, 6.3); a time stamp can be put into the result. */
export async function sealDigest(key: SealKey, digest: Buffer): Promise<SealParts> {
  const signature = await key.sign(signedAttributes(key.certificate, digest));
  const certificates = [key.certificate, ...key.chain];
  return { certificates, algorithm: key.algorithm, digest, signature, timeStampToken: null };
}

/**
 * What is signed: content type, digest and the certificate's hash (RFC 5652, 11; RFC 5035), as the
 * SET OF that RFC 5652, 5.4 has hashed. No signing-time: EN 319 142-1, 6.3 forbids it, the claimed
 * time is /M of the signature dictionary.
 */
export function signedAttributes(certificate: Certificate, digest: Buffer): Buffer {
  return setOf(attributes(certificate, digest));
}

function attributes(certificate: Certificate, digest: Buffer): Buffer[] {
  const hash = createHash('sha256').update(certificate.raw).digest();
  const directoryName = tagged(4, certificate.issuer);
  const issuerSerial = sequence(sequence(directoryName), certificate.serialNumber);
  // SHA-256 is the default of ESSCertIDv2 and therefore not written (RFC 5035, 4).
  const essCertId = sequence(octets(hash), issuerSerial);
  return [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octets(digest)),
    attribute(OID.signingCertificateV2, sequence(sequence(essCertId))),
  ];
}

function attribute(type: string, value: Buffer): Buffer {
  return sequence(oid(type), setOf([value]));
}

/** The detached SignedData (RFC 5652, 5) of these parts. The same parts give the same bytes. */
export function toCms(parts: SealParts): Buffer {
  const sha256 = sequence(oid(OID.sha256), nothing());
  const [certificate] = parts.certificates;
  if (!certificate) throw new Error('a seal without a certificate');
  const token = parts.timeStampToken;
  const unsigned = token === null ? [] : [attribute(OID.timeStampToken, token)];
  const signerInfo = sequence(
    integer(1),
    issuerAndSerial(certificate),
    sha256,
    setOf(attributes(certificate, parts.digest), 0xa0),
    signatureAlgorithm(parts.algorithm),
    octets(parts.signature),
    ...unsigned.map((value) => setOf([value], 0xa1)),
  );
  const raw = parts.certificates.map((each) => each.raw);
  const signedData = sequence(
    integer(1),
    setOf([sha256]),
    sequence(oid(OID.data)),
    setOf(raw, 0xa0),
    setOf([signerInfo]),
  );
  return sequence(oid(OID.signedData), tagged(0, signedData));
}

/** RFC 5754, 3.2 and 3.3: the parameters are NULL for RSA, absent for ECDSA. */
function signatureAlgorithm(algorithm: 'rsa' | 'ecdsa'): Buffer {
  return algorithm === 'rsa'
    ? sequence(oid(OID.sha256WithRsa), nothing())
    : sequence(oid(OID.ecdsaWithSha256));
}
