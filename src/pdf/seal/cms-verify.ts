import { createHash, verify } from 'node:crypto';
import { algorithmOf, type SignerInfo } from './cms-read.ts';
import { type Der, TAG } from './der.ts';
import { DerError, items, readOctets, readOid } from './der-read.ts';
import { digestName, OID } from './oids.ts';

/** What does not hold of a signer's signature. */
export type SignatureFault =
  | 'content_type'
  | 'digest'
  | 'signing_certificate'
  | 'unsupported_algorithm'
  | 'signature';

const SIGNATURES: Record<string, [key: string, digest: string]> = {
  [OID.sha256WithRsa]: ['rsa', 'sha256'],
  [OID.sha384WithRsa]: ['rsa', 'sha384'],
  [OID.sha512WithRsa]: ['rsa', 'sha512'],
  [OID.ecdsaWithSha256]: ['ec', 'sha256'],
  [OID.ecdsaWithSha384]: ['ec', 'sha384'],
  [OID.ecdsaWithSha512]: ['ec', 'sha512'],
};

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
  const [keyType, hash] =
    signer.signatureAlgorithm === OID.rsaEncryption
      ? ['rsa', digest]
      : (SIGNATURES[signer.signatureAlgorithm] ?? []);
  const { publicKey } = certificate.x509;
  if (hash !== digest || keyType !== publicKey.asymmetricKeyType) return 'unsupported_algorithm';
  return isSignature(hash, signer) ? null : 'signature';
}

function isSignature(hash: string, { certificate, signedAttributes, signature }: SignerInfo) {
  try {
    return verify(hash, signedAttributes, certificate.x509.publicKey, signature);
  } catch {
    // Not even the shape of one.
    return false;
  }
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
