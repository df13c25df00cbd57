import { type Certificate, pathFrom } from '../seal/certificate.ts';
import { toCms } from '../seal/cms.ts';
import { readSignedData, type SignedData } from '../seal/cms-read.ts';
import { DerError } from '../seal/der-read.ts';
import { OID } from '../seal/oids.ts';
import { readToken, type TimeStampToken, TokenError } from '../seal/time-stamp-token.ts';

/** The CMS in a hole, brackets and padding left out. @throws {DerError} when there is none. */
export function cmsIn(hole: Buffer): Buffer {
  const contents = Buffer.from(hole.toString('latin1', 1, hole.length - 1), 'hex');
  // 0x82: the length is in the next two octets, as for all that is between 256 bytes and 64 KiB.
  if (contents.length < 4 || contents[1] !== 0x82) throw new DerError('not a CMS');
  return contents.subarray(0, 4 + contents.readUInt16BE(2));
}

/** Whether the hole is written as we write it: small digits, then zeros. */
export function holds(hole: Buffer, cms: Buffer): boolean {
  const text = `<${cms.toString('hex').padEnd(hole.length - 2, '0')}>`;
  return hole.equals(Buffer.from(text, 'latin1'));
}

/** Whether what stands in the hole is the token of an authority rather than a seal. */
export function isTimeStamp(hole: Buffer): boolean {
  try {
    return readSignedData(cmsIn(hole)).contentType === OID.tstInfo;
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
}

/**
 * Outside the signed attributes a CMS has parts that no signature covers. Made anew from what
 * counts, certificates on the signer's path alone, it must be the same to the last byte.
 */
export function isCanonical(cms: Buffer, signed: SignedData): boolean {
  const { signer, certificates } = signed;
  const path = signerPath(signed);
  const again = toCms({
    certificates: path,
    algorithm: signer.signatureAlgorithm === OID.sha256WithRsa ? 'rsa' : 'ecdsa',
    digest: signer.attributes.get(OID.messageDigest)?.content ?? Buffer.alloc(0),
    signature: signer.signature,
    timeStampToken: signer.unsignedAttributes.get(OID.timeStampToken)?.raw ?? null,
  });
  return path.length === certificates.length && again.equals(cms);
}

/** A token over this SHA-256 digest whose signature holds, else null. */
export function tokenOver(token: Uint8Array, digest: Buffer): TimeStampToken | null {
  try {
    const read = readToken(token);
    const { algorithm, digest: stamped } = read.imprint;
    return algorithm === OID.sha256 && stamped.equals(digest) ? read : null;
  } catch (error) {
    if (error instanceof DerError || error instanceof TokenError) return null;
    throw error;
  }
}

/** The signer's certificate, then its issuers as far as the CMS goes. */
export function signerPath({ signer, certificates }: SignedData): Certificate[] {
  return pathFrom(signer.certificate, certificates);
}

/** The token in a hole, canonical to the last digit, over this digest; null if it is anything else. */
export function tokenIn(hole: Buffer, digest: Buffer): TimeStampToken | null {
  try {
    const token = cmsIn(hole);
    return holds(hole, token) ? tokenOver(token, digest) : null;
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}
