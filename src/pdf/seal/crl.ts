import type { Certificate, Extension } from './certificate.ts';
import { readExtensions } from './certificate.ts';
import { algorithmOf } from './cms-read.ts';
import { type Der, TAG } from './der.ts';
import { DerError, items, readAnyTime, readBits, readDer } from './der-read.ts';
import { urlsIn } from './distribution-points.ts';
import { OID } from './oids.ts';
import { isSignature, signatureAlgorithm } from './signatures.ts';

/** A certificate revocation list (RFC 5280, 5.1). */
export type Crl = {
  raw: Buffer;
  /** DER of the Name. */
  issuer: Buffer;
  thisUpdate: Date;
  nextUpdate: Date | null;
  /** When a certificate was revoked, by its serial number; null when it is not listed. */
  revokedAt(certificate: Certificate): Date | null;
  /** Whether certificates like this one would be listed. */
  coversKind(certificate: Certificate): boolean;
  isSignedBy(issuer: Certificate): boolean;
};

/** @throws {DerError} when it is no list, or one with rules that are not known here. */
export function readCrl(bytes: Uint8Array): Crl {
  const root = readDer(bytes);
  const [tbs, algorithm, signature] = items(root);
  const parts = items(tbs);
  const versioned = parts[0]?.tag === TAG.integer ? 1 : 0;
  const [named, issuer, thisUpdate, ...rest] = parts.slice(versioned);
  if (!tbs || !issuer || algorithmOf(named) !== algorithmOf(algorithm)) {
    throw new DerError('not a revocation list');
  }
  const next = rest[0] && isTime(rest[0]) ? rest.shift() : undefined;
  const revoked = rest[0]?.tag === TAG.sequence ? items(rest.shift()) : [];
  const extensions = readExtensions(rest.find(({ tag }) => tag === 0xa0));
  const signed = signatureAlgorithm(algorithmOf(algorithm));
  const bits = readBits(signature);
  const coversKind = scopeOf(extensions);
  return {
    raw: root.raw,
    issuer: issuer.raw,
    thisUpdate: readAnyTime(thisUpdate),
    nextUpdate: next ? readAnyTime(next) : null,
    revokedAt({ serialNumber }) {
      const entry = revoked.find((each) => each.children[0]?.raw.equals(serialNumber));
      return entry ? readAnyTime(entry.children[1]) : null;
    },
    coversKind,
    isSignedBy: (by) => signed !== null && isSignature(signed, tbs.raw, by, bits),
  };
}

function isTime({ tag }: Der): boolean {
  return tag === TAG.utcTime || tag === TAG.generalizedTime;
}

/**
 * The issuing distribution point (RFC 5280, 5.2.5) may limit a list to a part of what was issued;
 * anything else that is critical changes what the list means.
 */
function scopeOf(extensions: Map<string, Extension>): (certificate: Certificate) => boolean {
  for (const [name, { critical }] of extensions) {
    if (critical && name !== OID.issuingDistributionPoint) throw new DerError('unknown rules');
  }
  const scope = extensions.get(OID.issuingDistributionPoint);
  if (!scope) return () => true;
  const parts = items(readDer(scope.value));
  const says = (tag: number) => parts.some((part) => part.tag === tag && part.content[0] === 0xff);
  // Some reasons only, other people's certificates, attributes.
  if (parts.some(({ tag }) => ![0xa0, 0x81, 0x82].includes(tag))) return () => false;
  const point = parts.find(({ tag }) => tag === 0xa0);
  const urls = point ? urlsIn(point) : null;
  return (certificate) => {
    const authority = certificate.pathLength !== null;
    if ((says(0x81) && authority) || (says(0x82) && !authority)) return false;
    const named = certificate.extensions.get(OID.crlDistributionPoints);
    const own = named ? urlsIn(readDer(named.value)) : [];
    return urls === null || urls.some((url) => own.includes(url));
  };
}
