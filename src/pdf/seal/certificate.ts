import { createHash, X509Certificate } from 'node:crypto';
import { type Der, sequence, TAG } from './der.ts';
import { child, DerError, items, readDer, readNumber, readOctets, readOid } from './der-read.ts';
import { OID } from './oids.ts';

/** Extensions that are looked at here, or say nothing about whether a path holds. */
const PROCESSED = new Set<string>([
  OID.basicConstraints,
  OID.keyUsage,
  OID.extendedKeyUsage,
  OID.subjectKeyIdentifier,
  OID.authorityKeyIdentifier,
  OID.subjectAlternativeName,
  OID.certificatePolicies,
  OID.crlDistributionPoints,
  OID.authorityInformationAccess,
]);
/** Purposes that a signature over a document is none of. */
const OTHER_PURPOSES = new Set<string>([
  OID.serverAuthentication,
  OID.clientAuthentication,
  OID.codeSigning,
  OID.timeStamping,
  OID.ocspSigning,
]);

/** An X.509 certificate (RFC 5280) with the parts that CMS names it by. */
export type Certificate = {
  /** DER. */
  raw: Buffer;
  x509: X509Certificate;
  /** DER of the Names. */
  issuer: Buffer;
  subject: Buffer;
  /** DER of the INTEGER. */
  serialNumber: Buffer;
  subjectKeyIdentifier: Buffer | null;
  /** First octet of its key usage bits (RFC 5280, 4.2.1.3); null when it is not limited. */
  keyUsage: number | null;
  /** Purposes it is limited to (RFC 5280, 4.2.1.12); null when it is not limited. */
  extendedKeyUsage: { critical: boolean; purposes: string[] } | null;
  /** How many authorities may stand below it (RFC 5280, 4.2.1.9); null when it is no authority. */
  pathLength: number | null;
  /** It is limited by something not understood here: not to be relied on (RFC 5280, 4.2). */
  limited: boolean;
  extensions: Map<string, Extension>;
};

export type Extension = { critical: boolean; value: Buffer };

/** @throws {DerError} when it is not a certificate. */
export function readCertificate(bytes: Uint8Array): Certificate {
  const root = readDer(bytes);
  const tbs = items(child(root, 0, TAG.sequence));
  const versioned = tbs[0]?.tag === 0xa0 ? 1 : 0;
  const [serialNumber, , issuer, , subject] = tbs.slice(versioned);
  if (!serialNumber || !issuer || !subject) throw new DerError('not a certificate');
  const extensions = readExtensions(tbs.find(({ tag }) => tag === 0xa3));
  const keyIdentifier = extensions.get(OID.subjectKeyIdentifier);
  const usage = extensions.get(OID.keyUsage);
  const purposes = extensions.get(OID.extendedKeyUsage);
  return {
    raw: root.raw,
    x509: parse(root.raw),
    issuer: issuer.raw,
    subject: subject.raw,
    serialNumber: serialNumber.raw,
    subjectKeyIdentifier: keyIdentifier ? readOctets(readDer(keyIdentifier.value)) : null,
    keyUsage: usage ? (readDer(usage.value).content[1] ?? 0) : null,
    extendedKeyUsage: purposes
      ? { critical: purposes.critical, purposes: items(readDer(purposes.value)).map(readOid) }
      : null,
    pathLength: pathLengthOf(extensions.get(OID.basicConstraints)),
    limited: [...extensions].some(([name, { critical }]) => critical && !PROCESSED.has(name)),
    extensions,
  };
}

function pathLengthOf(constraints: Extension | undefined): number | null {
  const [authority, length] = constraints ? items(readDer(constraints.value)) : [];
  if (authority?.tag !== TAG.boolean || authority.content[0] !== 0xff) return null;
  return length ? readNumber(length) : Number.POSITIVE_INFINITY;
}

function parse(raw: Buffer): X509Certificate {
  let x509: X509Certificate;
  try {
    x509 = new X509Certificate(raw);
    // Read when asked for only: a key of an unknown kind must not surprise whoever asks.
    void x509.publicKey;
  } catch (error) {
    throw new DerError(`not a certificate: ${error}`);
  }
  const days = [x509.validFromDate, x509.validToDate];
  if (days.some((day) => Number.isNaN(day.getTime()))) throw new DerError('not a date');
  return x509;
}

/** Of a certificate or a revocation list: in a SEQUENCE behind a tag. */
export function readExtensions(node: Der | undefined): Map<string, Extension> {
  const found = new Map<string, Extension>();
  for (const extension of node ? items(node.children[0]) : []) {
    const parts = items(extension);
    const critical = parts.length > 2 && parts[1]?.content[0] === 0xff;
    const name = readOid(parts[0]);
    // RFC 5280, 4.2: which of two would count?
    if (found.has(name)) throw new DerError('an extension twice');
    found.set(name, { critical, value: readOctets(parts.at(-1)) });
  }
  return found;
}

/** IssuerAndSerialNumber (RFC 5652, 10.2.4). */
export function issuerAndSerial({ issuer, serialNumber }: Certificate): Buffer {
  return sequence(issuer, serialNumber);
}

/** SHA-256 of the whole certificate, hexadecimal. */
export function fingerprint({ raw }: Certificate): string {
  return createHash('sha256').update(raw).digest('hex');
}

/** The certificate's subject on one line, the most specific part first: `CN=…, O=…`. */
export function subjectOf({ x509 }: Certificate): string {
  return x509.subject.split('\n').reverse().join(', ');
}

/** Names and key, whether or not it may issue others. */
export function isSelfSigned(certificate: Certificate): boolean {
  return certificate.subject.equals(certificate.issuer) && isSignedBy(certificate, certificate);
}

/** Name and signature; whether the issuer may issue is for `mayTop` to say. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  return certificate.x509.checkIssued(issuer.x509) && isSignedBy(certificate, issuer);
}

/**
 * Whether `issuer` may stand above `path`: it is an authority, for a certificate for signatures
 * issues nothing, whatever it signs, and not too many others are between it and the path's foot.
 */
export function mayTop(issuer: Certificate, path: Certificate[]): boolean {
  return issuer.pathLength !== null && path.length - 1 <= issuer.pathLength;
}

function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  try {
    return certificate.x509.verify(issuer.x509.publicKey);
  } catch {
    // An algorithm that does not go with that key.
    return false;
  }
}

/**
 * The way from `leaf` upwards through `others`, each signature checked, leaf first; it ends at a
 * self-signed certificate or where no issuer is known.
 */
export function pathFrom(leaf: Certificate, others: Certificate[]): Certificate[] {
  const path = [leaf];
  for (let last = leaf; !isSelfSigned(last); ) {
    const issuer = others.find(
      (other) => !path.includes(other) && mayTop(other, path) && isIssuedBy(last, other),
    );
    if (!issuer) break;
    path.push(issuer);
    last = issuer;
  }
  return path;
}

export function isValidAt({ x509 }: Certificate, at: Date): boolean {
  return x509.validFromDate <= at && at <= x509.validToDate;
}

/**
 * Its key usage, where there is one, has digitalSignature or nonRepudiation, and its purposes,
 * where they are limited, are not all of another kind.
 */
export function maySign({ keyUsage, extendedKeyUsage }: Certificate): boolean {
  const purposes = extendedKeyUsage?.purposes ?? [];
  if (purposes.length > 0 && purposes.every((each) => OTHER_PURPOSES.has(each))) return false;
  return keyUsage === null || (keyUsage & 0b1100_0000) !== 0;
}

/** Critical and the only purpose: what RFC 3161, 2.3 asks of an authority's certificate. */
export function mayOnlyStampTime({ extendedKeyUsage: usage }: Certificate): boolean {
  return usage?.critical === true && usage.purposes.join() === OID.timeStamping;
}
