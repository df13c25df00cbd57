import { createHash, type X509Certificate } from 'node:crypto';
import type { Party } from '../types.ts';
import { partyOf } from '../verify/party.ts';
import { isCanonical, signerPath } from '../verify/sealed-cms.ts';
import { isValidAt, maySign, readCertificate } from './certificate.ts';
import { sealDigest, toCms } from './cms.ts';
import { readSignedData } from './cms-read.ts';
import { faultOf, type SignatureFault } from './cms-verify.ts';
import { DerError } from './der-read.ts';
import { isDevelopmentCertificate } from './development-key.ts';
import { OID } from './oids.ts';
import type { SealKey } from './seal-key.ts';
import { readToken, TokenError, type TokenFault } from './time-stamp-token.ts';

const PDF_HEADER = Buffer.from('%PDF-');

/**
 * A detached CMS (RFC 5652) with signing-certificate-v2 over any bytes but a PDF's: a seal over a PDF
 * is over bytes that begin as a PDF does, so that neither can be taken for the other.
 */
export async function sealDetached(key: SealKey, content: Buffer): Promise<Buffer> {
  if (isPdf(content)) throw new Error('a PDF is sealed in itself');
  return toCms(await sealDigest(key, createHash('sha256').update(content).digest()));
}

function isPdf(content: Buffer): boolean {
  return content.subarray(0, PDF_HEADER.length).equals(PDF_HEADER);
}

export type DetachedFault = SignatureFault | 'malformed' | 'not_detached' | 'certificate_expired';

export type DetachedVerdict = {
  /** Null: it holds, and is written as `sealDetached` writes it, to the last byte. */
  fault: DetachedFault | null;
  /** Anybody can sign: `trusted`, or a known fingerprint, says whether it counts. */
  signer: (Party & { development: boolean }) | null;
};

/**
 * Whether `cms` is what `sealDetached` made over `content`. `at`, where it is known from elsewhere,
 * is when it was made: certificates have to be valid then.
 */
export function verifyDetached(
  content: Buffer,
  cms: Buffer,
  trusted: X509Certificate[],
  at: Date | null = null,
): DetachedVerdict {
  try {
    const signed = readSignedData(cms);
    const { signer, certificates } = signed;
    const { certificate } = signer;
    const anchors = trusted.map(({ raw }) => readCertificate(raw));
    const party = partyOf(signerPath(signed), certificates, anchors, at);
    const development = isDevelopmentCertificate(certificate);
    const fault = (): DetachedFault | null => {
      if (signed.content !== null || isPdf(content)) return 'not_detached';
      if (!isCanonical(cms, signed)) return 'malformed';
      const wrong = faultOf(signer, OID.data, (name) => createHash(name).update(content).digest());
      if (wrong !== null) return wrong;
      if (!maySign(certificate)) return 'signing_certificate';
      return at !== null && !isValidAt(certificate, at) ? 'certificate_expired' : null;
    };
    return { fault: fault(), signer: { ...party, development } };
  } catch (error) {
    if (error instanceof DerError) return { fault: 'malformed', signer: null };
    throw error;
  }
}

export type TimeStampVerdict = {
  fault: TokenFault | 'wrong_imprint' | null;
  /** What the token says, ISO UTC, and who says so; null when there is a fault. */
  at: string | null;
  stamped: Party | null;
};

/** Whether `token` is a time stamp (RFC 3161) over this SHA-256 digest, whole and signed. */
export function verifyTimeStamp(
  token: Buffer,
  digest: Buffer,
  trusted: X509Certificate[],
): TimeStampVerdict {
  const failed = (fault: TokenFault | 'wrong_imprint') => ({ fault, at: null, stamped: null });
  try {
    const { at, imprint, path, certificates } = readToken(token);
    if (imprint.algorithm !== OID.sha256 || !imprint.digest.equals(digest)) {
      return failed('wrong_imprint');
    }
    const anchors = trusted.map(({ raw }) => readCertificate(raw));
    const stamped = partyOf(path, certificates, anchors, at);
    return { fault: null, at: at.toISOString(), stamped };
  } catch (error) {
    if (error instanceof TokenError) return failed(error.code);
    if (error instanceof DerError) return failed('malformed');
    throw error;
  }
}
