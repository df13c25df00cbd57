import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Job, Placeholder, Reply, SealLevel } from '../types.ts';
import { checkSealed, checkStamped } from '../verify/check-sealed.ts';
import { applySeal, applyTimeStamp, type Sealing } from './apply-seal.ts';
import { type Answers, fetchRevocation, namesSources, type ValidationFault } from './revocation.ts';
import { type TimeStampAuthority, TimeStampError, type TimeStampFault } from './time-stamp.ts';

export type Sealed = {
  level: SealLevel;
  /** From B-T on the authority's time; B-B: the claimed one. */
  sealedAt: Date;
  /** Why it is only B-B, or only B-LT, although there is an authority. */
  timeStampFailed: TimeStampFault | null;
  /**
   * Why it is only B-T although the certificates name where to ask for revocation. Null also where
   * they name nothing, as those made for development do.
   */
  validationFailed: ValidationFault | null;
};

type ExtendJob = Omit<Extract<Job, { kind: 'extend' }>, 'kind'>;
/** Has a child append to a sealed file; what is wrong with the child is thrown. */
export type Extend = (job: ExtendJob) => Promise<Extract<Reply, { kind: 'extended' }>>;

/**
 * Seals a file with a placeholder in it, at the highest level that can be had. Under its name it is
 * whole, on disk and looked at once more, or there is nothing.
 * @throws {PlaceholderMismatch}, {SealDoesNotHold}
 */
export async function sealFile(
  unsealed: string,
  outputPath: string,
  placeholder: Placeholder,
  sealing: Sealing,
  extend: Extend,
): Promise<Sealed> {
  return withParts(outputPath, async (part) => {
    const path = part('sealed');
    const { stampPath, ...applied } = await applySeal(unsealed, path, placeholder, sealing);
    await checkSealed(path, placeholder, sealing.key);
    const { key, tsa } = sealing;
    const paths = [[key.certificate, ...key.chain], stampPath];
    const plain = { path, ...applied, validationFailed: null };
    const may = tsa && applied.level === 'B-T' && namesSources(paths);
    const { path: made, ...sealed } = may
      ? await makeLast(plain, await fetchRevocation(paths), tsa, part, extend)
      : plain;
    await settleName(made, outputPath);
    return sealed;
  });
}

/**
 * Appends a document time-stamp to a sealed file, which is B-T with it. Returns the authority's time.
 * @throws {TimeStampError}, {PlaceholderMismatch}, {SealDoesNotHold}
 */
export async function stampFile(
  path: string,
  outputPath: string,
  tsa: TimeStampAuthority,
  extend: Extend,
): Promise<Date> {
  return withParts(outputPath, async (part) => {
    const [extended, stamped] = [part('extended'), part('stamped')];
    const job = { path, outputPath: extended, answers: null, timeStamp: true };
    const { placeholder } = await extend(job);
    const at = await stamp(extended, stamped, placeholder, tsa);
    await settleName(stamped, outputPath);
    return at;
  });
}

type Part = (name: string) => string;
type Made = Sealed & { path: string };

/** B-T becomes B-LTA, or B-LT where the authority fails this time, or stays what it is. */
async function makeLast(
  sealed: Made,
  { failed, ocsps, crls }: Answers,
  tsa: TimeStampAuthority,
  part: Part,
  extend: Extend,
): Promise<Made> {
  const base64 = (all: Buffer[]) => all.map((bytes) => bytes.toString('base64'));
  const job = { path: sealed.path, answers: { ocsps: base64(ocsps), crls: base64(crls) } };
  const [extended, archived] = [part('extended'), part('archived')];
  try {
    const reply = await extend({ ...job, outputPath: extended, timeStamp: true });
    const fault = reply.validationFailed;
    if (fault !== null) {
      return { ...sealed, validationFailed: fault === 'incomplete' ? (failed ?? fault) : fault };
    }
    const missed = await stampOrFault(extended, archived, reply.placeholder, tsa);
    if (missed === null) return { ...sealed, path: archived, level: 'B-LTA' };
    await extend({ ...job, outputPath: archived, timeStamp: false });
    return { ...sealed, path: archived, level: 'B-LT', timeStampFailed: missed };
  } catch {
    // What broke over the answers of strangers leaves the seal, which is whole without them.
    return { ...sealed, validationFailed: 'failed' };
  }
}

async function stampOrFault(...args: Parameters<typeof stamp>): Promise<TimeStampFault | null> {
  try {
    await stamp(...args);
    return null;
  } catch (error) {
    if (error instanceof TimeStampError) return error.code;
    throw error;
  }
}

async function stamp(
  from: string,
  to: string,
  placeholder: Placeholder | null,
  tsa: TimeStampAuthority,
): Promise<Date> {
  if (!placeholder) throw new Error('the PDF child left no place for the time stamp');
  const at = await applyTimeStamp(from, to, placeholder, tsa);
  await checkStamped(to, placeholder);
  return at;
}

/** Files beside `path` that are gone afterwards. */
async function withParts<T>(path: string, use: (part: Part) => Promise<T>): Promise<T> {
  const parts: string[] = [];
  const part = (name: string) => {
    parts.push(`${path}.${name}`);
    return `${path}.${name}`;
  };
  try {
    return await use(part);
  } finally {
    for (const made of parts) await rm(made, { force: true });
  }
}

/** Whole under its name, on disk too, or not there. */
async function settleName(part: string, path: string): Promise<void> {
  await rename(part, path);
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
}
