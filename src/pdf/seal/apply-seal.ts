import { createHash } from 'node:crypto';
import type { Placeholder } from '../types.ts';
import type { Certificate } from './certificate.ts';
import { sealDigest, toCms } from './cms.ts';
import { fillHole, roomIn } from './fill-hole.ts';
import type { SealKey } from './seal-key.ts';
import { type TimeStampAuthority, TimeStampError, type TimeStampFault } from './time-stamp.ts';

export type Applied = {
  level: 'B-B' | 'B-T';
  /** B-T: the authority's time; B-B: the claimed one. */
  sealedAt: Date;
  /** Why it is B-B although there is an authority. */
  timeStampFailed: TimeStampFault | null;
  /** B-T: the authority's certificate, then its issuers as far as its token goes. */
  stampPath: Certificate[];
};

export type Sealing = { key: SealKey; at: Date; tsa: TimeStampAuthority | null };

/**
 * Writes the sealed form of a file with a placeholder in it. Without an answer of the time-stamping
 * authority that holds, the seal is B-B and says why.
 * @throws {PlaceholderMismatch}
 */
export async function applySeal(
  from: string,
  to: string,
  placeholder: Placeholder,
  sealing: Sealing,
): Promise<Applied> {
  let applied: Applied | null = null;
  await fillHole(from, to, placeholder, async (digest) => {
    const made = await seal(digest, sealing, roomIn(placeholder));
    applied = made.applied;
    return made.cms;
  });
  if (applied === null) throw new Error('nothing was sealed');
  return applied;
}

/** Writes a file with a placeholder in it with a document time-stamp in that. @throws {TimeStampError} */
export async function applyTimeStamp(
  from: string,
  to: string,
  placeholder: Placeholder,
  tsa: TimeStampAuthority,
): Promise<Date> {
  let stampedAt = new Date(Number.NaN);
  await fillHole(from, to, placeholder, async (digest) => {
    const { token, at } = await tsa.stamp(digest);
    if (token.length > roomIn(placeholder)) throw new TimeStampError('too_large', 'the token');
    stampedAt = at;
    return token;
  });
  return stampedAt;
}

async function seal(
  digest: Buffer,
  { key, at, tsa }: Sealing,
  room: number,
): Promise<{ cms: Buffer; applied: Applied }> {
  const parts = await sealDigest(key, digest);
  const untimed = (timeStampFailed: TimeStampFault | null) => {
    const applied = { level: 'B-B', sealedAt: at, timeStampFailed, stampPath: [] } as const;
    return { cms: toCms(parts), applied: { ...applied, stampPath: [] } };
  };
  if (tsa === null) return untimed(null);
  try {
    const stamp = await tsa.stamp(createHash('sha256').update(parts.signature).digest());
    const cms = toCms({ ...parts, timeStampToken: stamp.token });
    if (cms.length > room) return untimed('too_large');
    const { at: sealedAt, path: stampPath } = stamp;
    return { cms, applied: { level: 'B-T', sealedAt, timeStampFailed: null, stampPath } };
  } catch (error) {
    if (error instanceof TimeStampError) return untimed(error.code);
    throw error;
  }
}
