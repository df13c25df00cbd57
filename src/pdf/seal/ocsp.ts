import { createHash } from 'node:crypto';
import { type Certificate, readCertificate } from './certificate.ts';
import { algorithmOf } from './cms-read.ts';
import { type Der, nothing, octets, oid, sequence } from './der.ts';
import {
  DerError,
  expectTag,
  items,
  readBits,
  readDer,
  readOctets,
  readOid,
  readTime,
} from './der-read.ts';
import { digestName, OID } from './oids.ts';
import { isSignature, signatureAlgorithm } from './signatures.ts';

const ENUMERATED = 0x0a;

/** What an OCSP responder says of one certificate. */
export type OcspStatus = {
  /** DER of the INTEGER. */
  serialNumber: Buffer;
  issuerKeyHash: Buffer;
  issuerNameHash: Buffer;
  /** Name of node:crypto. */
  hash: string;
  status: 'good' | 'revoked' | 'unknown';
  revokedAt: Date | null;
  thisUpdate: Date;
  nextUpdate: Date | null;
};

/** A basic OCSP response (RFC 6960, 4.2.1). */
export type OcspResponse = {
  raw: Buffer;
  statuses: OcspStatus[];
  certificates: Certificate[];
  isSignedBy(responder: Certificate): boolean;
};

/**
 * An OCSPRequest (RFC 6960, 4.1.1) for one certificate, named with SHA-1 as RFC 5019, 2.1.1 has it.
 * Without a nonce: answers may be made in advance, their days say how long they hold.
 */
export function ocspRequest(certificate: Certificate, issuer: Certificate): Buffer {
  const id = sequence(
    sequence(oid(OID.sha1), nothing()),
    octets(createHash('sha1').update(certificate.issuer).digest()),
    octets(createHash('sha1').update(publicKeyBits(issuer)).digest()),
    certificate.serialNumber,
  );
  return sequence(sequence(sequence(sequence(id))));
}

/** The subjectPublicKey alone, as hashes of keys are over it (RFC 6960, 4.1.1). */
function publicKeyBits({ x509 }: Certificate): Buffer {
  const spki = readDer(x509.publicKey.export({ format: 'der', type: 'spki' }));
  return readBits(items(spki)[1]);
}

/** @throws {DerError} when it is no answer that says something. */
export function readOcsp(bytes: Uint8Array): OcspResponse {
  const root = readDer(bytes);
  const [status, wrapped] = items(root);
  if (expectTag(status, ENUMERATED).content.toString('hex') !== '00') {
    throw new DerError('the responder does not answer');
  }
  const [type, response] = items(expectTag(wrapped, 0xa0).children[0]);
  if (readOid(type) !== OID.basicOcspResponse) throw new DerError('an unknown kind of response');
  const [data, algorithm, signature, certificates, ...more] = items(readDer(readOctets(response)));
  if (!data || more.length > 0) throw new DerError('a response with more to it');
  const signed = signatureAlgorithm(algorithmOf(algorithm));
  const sent = certificates ? items(expectTag(certificates, 0xa0).children[0]) : [];
  const bits = readBits(signature);
  return {
    raw: root.raw,
    statuses: readStatuses(data),
    certificates: sent.map(({ raw }) => readCertificate(raw)),
    isSignedBy: (responder) => signed !== null && isSignature(signed, data.raw, responder, bits),
  };
}

function readStatuses(data: Der): OcspStatus[] {
  // [0] version, the responder's name or key ([1] or [2]), the time, then the answers.
  const parts = items(data).filter(({ tag }) => tag !== 0xa0);
  return items(parts[2]).map((single) => {
    const [id, status, thisUpdate, ...rest] = items(single);
    const [algorithm, name, key, serialNumber] = items(id);
    const hash = digestName(algorithmOf(algorithm));
    if (!status || !serialNumber || hash === null) throw new DerError('not a single response');
    const next = rest.find(({ tag }) => tag === 0xa0)?.children[0];
    return {
      serialNumber: serialNumber.raw,
      issuerNameHash: readOctets(name),
      issuerKeyHash: readOctets(key),
      hash,
      status: status.tag === 0x80 ? 'good' : status.tag === 0xa1 ? 'revoked' : 'unknown',
      revokedAt: status.tag === 0xa1 ? readTime(status.children[0]) : null,
      thisUpdate: readTime(thisUpdate),
      nextUpdate: next ? readTime(next) : null,
    };
  });
}

/** Whether this is about that certificate of that issuer. */
export function isAbout(
  status: OcspStatus,
  certificate: Certificate,
  issuer: Certificate,
): boolean {
  const hashed = (bytes: Buffer) => createHash(status.hash).update(bytes).digest();
  return (
    status.serialNumber.equals(certificate.serialNumber) &&
    status.issuerNameHash.equals(hashed(certificate.issuer)) &&
    status.issuerKeyHash.equals(hashed(publicKeyBits(issuer)))
  );
}
