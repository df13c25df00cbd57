import { rm } from 'node:fs/promises';
import type { Ask } from './ask-child.ts';
import { PdfFailed } from './engine-errors.ts';
import { PlaceholderMismatch } from './seal/fill-hole.ts';
import { type Sealed, sealFile, stampFile } from './seal/seal-file.ts';
import { requireValid, type SealKey } from './seal/seal-key.ts';
import type { TimeStampAuthority } from './seal/time-stamp.ts';
import type { Job, SealMark } from './types.ts';
import { SealDoesNotHold } from './verify/check-sealed.ts';

export type SealOptions = {
  key: SealKey;
  /** Shown by readers as the reason of the signature. */
  reason: string;
  /** Now, by the caller's clock: the claimed time of the seal. */
  at: Date;
  /** Null: B-B. Its certificates and the key's are asked about where they say. */
  tsa: TimeStampAuthority | null;
};

export type RaiseJob = { path: string; outputPath: string; tsa: TimeStampAuthority };

/** Has a child write a file with room for a seal, and seals it in this process. */
export async function sealMade(
  ask: Ask,
  outputPath: string,
  sealing: SealOptions,
  jobFor: (unsealed: { outputPath: string; seal: SealMark }) => Job,
): Promise<{ pageCount: number } & Sealed> {
  requireValid(sealing.key.certificate, sealing.at);
  const unsealed = `${outputPath}.unsealed`;
  try {
    const job = jobFor({ outputPath: unsealed, seal: markOf(sealing) });
    const { pageCount, placeholder } = await ask.done(job);
    if (!placeholder) throw new PdfFailed('the PDF child left no place for the seal');
    const sealed = sealFile(unsealed, outputPath, placeholder, sealing, ask.extend);
    return { pageCount, ...(await sealed.catch(asFailure)) };
  } finally {
    await rm(unsealed, { force: true });
  }
}

/** Appends the time stamp that a seal was made without. */
export async function raiseSeal(
  ask: Ask,
  { path, outputPath, tsa }: RaiseJob,
): Promise<{ level: 'B-T'; at: Date }> {
  const { faults, level } = await ask.verify(path, []);
  if (faults.length > 0) throw new PdfFailed(`the seal does not hold: ${faults.join(', ')}`);
  if (level !== 'B-B') throw new PdfFailed(`the seal has its time stamp: ${level}`);
  const at = await stampFile(path, outputPath, tsa, ask.extend).catch(asFailure);
  return { level: 'B-T', at };
}

/** The child did not write what it says it wrote, or the disk did not keep it: try again. */
function asFailure(error: unknown): never {
  const mismatch = error instanceof PlaceholderMismatch || error instanceof SealDoesNotHold;
  throw mismatch ? new PdfFailed(error.message) : error;
}

/** What a child may know of the key: what the file says of it anyway. */
function markOf({ key, reason, at, tsa }: SealOptions): SealMark {
  const { name, subject, fingerprint, development } = key;
  const timeStamp = tsa !== null;
  return { name, reason, at: at.toISOString(), subject, fingerprint, development, timeStamp };
}
