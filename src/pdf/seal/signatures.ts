import { verify } from 'node:crypto';
import type { Certificate } from './certificate.ts';
import { OID } from './oids.ts';

export type SignatureAlgorithm = { key: 'rsa' | 'ec'; digest: string };

const SIGNATURES: Record<string, SignatureAlgorithm> = {
  [OID.sha256WithRsa]: { key: 'rsa', digest: 'sha256' },
  [OID.sha384WithRsa]: { key: 'rsa', digest: 'sha384' },
  [OID.sha512WithRsa]: { key: 'rsa', digest: 'sha512' },
  [OID.ecdsaWithSha256]: { key: 'ec', digest: 'sha256' },
  [OID.ecdsaWithSha384]: { key: 'ec', digest: 'sha384' },
  [OID.ecdsaWithSha512]: { key: 'ec', digest: 'sha512' },
};

/** Null for one that is not ours. CMS may name plain RSA, with the digest that is named elsewhere. */
export function signatureAlgorithm(oid: string, digest?: string): SignatureAlgorithm | null {
  if (oid === OID.rsaEncryption && digest !== undefined) return { key: 'rsa', digest };
  return SIGNATURES[oid] ?? null;
}

export function isSignature(
  { key, digest }: SignatureAlgorithm,
  data: Buffer,
  { x509: { publicKey } }: Certificate,
  signature: Buffer,
): boolean {
  if (publicKey.asymmetricKeyType !== key) return false;
  try {
    return verify(digest, data, publicKey, signature);
  } catch {
    // Not even the shape of one.
    return false;
  }
}
