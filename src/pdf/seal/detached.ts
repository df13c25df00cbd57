import { createHash, type X509Certificate } from 'node:crypto';
import type { Party } from '../types.ts';
import { partyOf } from '../verify/party.ts';
import { verifyCms } from '../verify/verify-cms.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { sealDigest, toCms } from './cms.ts';
import { DerError } from './der-read.ts';
import { OID } from './oids.ts';
import type { SealKey } from './seal-key.ts';
import { readToken, TokenError } from './time-stamp-token.ts';

type DetachedVerdict = { fault: string | null; signer: (Party & { development: boolean }) | null };
type StampVerdict = { fault: string | null; at: string | null; stamped: Party | null };

/** A detached CMS over any content, made as the seal of a PDF is (EN 319 122-1). */
export async function sealDetached(key: SealKey, content: Buffer): Promise<Buffer> {
  return toCms(await sealDigest(key, createHash('sha256').update(content).digest()));
}

export function verifyDetached(
  content: Buffer,
  cms: Buffer,
  trusted: X509Certificate[],
): DetachedVerdict {
  const digest = createHash('sha256').update(content).digest();
  const hole = Buffer.from(`<${cms.toString('hex')}>`);
  const { faults, signer } = verifyCms(hole, digest, anchorsOf(trusted));
  return { fault: faults[0] ?? null, signer };
}

export function verifyTimeStamp(
  token: Buffer,
  digest: Buffer,
  trusted: X509Certificate[],
): StampVerdict {
  const not = (fault: string) => ({ fault, at: null, stamped: null });
  try {
    const { at, imprint, path, certificates } = readToken(token);
    const same = imprint.algorithm === OID.sha256 && imprint.digest.equals(digest);
    if (!same) return not('wrong_imprint');
    const stamped = partyOf(path, certificates, anchorsOf(trusted), at);
    return { fault: null, at: at.toISOString(), stamped };
  } catch (error) {
    if (error instanceof TokenError) return not(error.code);
    if (error instanceof DerError) return not('malformed');
    throw error;
  }
}

function anchorsOf(trusted: X509Certificate[]): Certificate[] {
  return trusted.map(({ raw }) => readCertificate(raw));
}
