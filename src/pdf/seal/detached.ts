import { createHash, type X509Certificate } from 'node:crypto';
import type { Party } from '../types.ts';
import { partyOf } from '../verify/party.ts';
import { tokenOver } from '../verify/sealed-cms.ts';
import { verifyCms } from '../verify/verify-cms.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { sealDigest, toCms } from './cms.ts';
import { isDevelopmentCertificate } from './development-key.ts';
import type { SealKey } from './seal-key.ts';

/** Whose signature it is, and why it does not hold; null: it does. */
export type DetachedVerdict = {
  fault: string | null;
  signer: (Party & { development: boolean }) | null;
};

/** What a time stamp proves; the authority's time in ISO UTC. */
export type StampVerdict = { fault: string | null; at: string | null; stamped: Party | null };

/** A detached CMS (DER) over any content, made as the seal of a PDF is (EN 319 122-1). */
export async function sealDetached(key: SealKey, content: Buffer): Promise<Buffer> {
  return toCms(await sealDigest(key, sha256(content)));
}

/** Whether a detached CMS is, to the byte, one that {@link sealDetached} made over this content. */
export function verifyDetached(
  content: Buffer,
  cms: Buffer,
  trusted: X509Certificate[],
): DetachedVerdict {
  const hole = Buffer.from(`<${cms.toString('hex')}>`, 'latin1');
  const { faults, seal } = verifyCms(hole, sha256(content));
  const [certificate] = seal?.path ?? [];
  if (!seal || !certificate) return { fault: faults[0] ?? 'contents', signer: null };
  const { path, certificates, token } = seal;
  const party = partyOf(path, certificates, anchorsOf(trusted), token?.at ?? null);
  const signer = { ...party, development: isDevelopmentCertificate(certificate) };
  return { fault: faults[0] ?? null, signer };
}

/** Whether an RFC 3161 token (DER) is over this SHA-256 digest, and whose it is. */
export function verifyTimeStamp(
  token: Buffer,
  digest: Buffer,
  trusted: X509Certificate[],
): StampVerdict {
  const read = tokenOver(token, digest);
  if (!read) return { fault: 'time_stamp', at: null, stamped: null };
  const { at, path, certificates } = read;
  const stamped = partyOf(path, certificates, anchorsOf(trusted), at);
  return { fault: null, at: at.toISOString(), stamped };
}

function sha256(content: Buffer): Buffer {
  return createHash('sha256').update(content).digest();
}

function anchorsOf(trusted: X509Certificate[]): Certificate[] {
  return trusted.map(({ raw }) => readCertificate(raw));
}
