import { createHash } from 'node:crypto';
import { algorithmOf, type SignerInfo } from './cms-read.ts';
import { type Der, TAG } from './der.ts';
import { DerError, items, readOctets, readOid } from './der-read.ts';
import { digestName, OID } from './oids.ts';
import { isSignature, signatureAlgorithm } from './signatures.ts';

/** What does not hold of a signer's signature. */
export type SignatureFault =
  | 'content_type'
  | 'digest'
  | 'signing_certificate'
  | 'unsupported_algorithm'
  | 'signature';

/**
 * Whether `signer` signed `content` of that type (RFC 5652, 5.6), naming its certificate by hash
 * (RFC 5035); null if it did. Says nothing of whom to trust.
 */
export function faultOf(
  signer: SignerInfo,
  contentType: string,
  digestOf: (algorithm: string) => Buffer,
): SignatureFault | null {
  const { attributes, certificate } = signer;
  const named = attributes.get(OID.contentType);
  if (!named || readOid(named) !== contentType) return 'content_type';
  const digest = digestName(signer.digestAlgorithm);
  if (digest === null || digest === 'sha1') return 'unsupported_algorithm';
  const stated = attributes.get(OID.messageDigest);
  if (stated?.tag !== TAG.octetString || !stated.content.equals(digestOf(digest))) return 'digest';
  if (!namesCertificate(signer)) return 'signing_certificate';
  const { signedAttributes, signature } = signer;
  const algorithm = signatureAlgorithm(signer.signatureAlgorithm, digest);
  const keyType = certificate.x509.publicKey.asymmetricKeyType;
  if (algorithm?.digest !== digest || algorithm.key !== keyType) return 'unsupported_algorithm';
  return isSignature(algorithm, signedAttributes, certificate, signature) ? null : 'signature';
}

/**
 * The first hash of signing-certificate-v2 is the signer's certificate's. Version 1, with SHA-1, is
 * what RFC 3161 asks of time-stamping authorities; theirs alone are read here with it.
 */
function namesCertificate({ attributes, certificate }: SignerInfo): boolean {
  const v2 = attributes.get(OID.signingCertificateV2);
  const v1 = attributes.get(OID.signingCertificate);
  const id = (value: Der) => items(items(items(value)[0])[0]);
  if (!v2 && !v1) return false;
  const hashed = (name: string) => createHash(name).update(certificate.raw).digest();
  if (v1 && !readOctets(id(v1)[0]).equals(hashed('sha1'))) return false;
  if (!v2) return true;
  const [first, second] = id(v2);
  const explicit = first?.tag === TAG.sequence;
  const name = explicit ? digestName(algorithmOf(first)) : 'sha256';
  if (name === null) throw new DerError('a certificate hash of an unknown kind');
  return readOctets(explicit ? second : first).equals(hashed(name));
}
