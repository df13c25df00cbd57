import type { Context } from '../context.ts';
import { findAuditEvent } from '../db/audit-events.ts';
import type { Db, Tx } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { insertSealedFile, type SealLevel } from '../db/sealed-files.ts';
import { modeOf, type Tenant } from '../db/tenant.ts';
import { sealReason } from '../evidence/seal-reason.ts';
import { enqueue } from '../outbox/enqueue.ts';
import type { SealOptions } from '../pdf/pdf-engine.ts';
import type { TimeStampFault } from '../pdf/seal/time-stamp.ts';
import type { StagedFile } from '../storage/file-storage.ts';
import type { Envelope } from './envelope.ts';
import { purgeUnkept } from './purge-file.ts';

/** How long a file waits for its time stamp before it is sealed at the lower level. */
const PATIENCE_MS = 10 * 60 * 1000;

/** PAdES baseline levels (EN 319 142-1), lowest first. */
export const LEVELS: readonly SealLevel[] = ['B-B', 'B-T', 'B-LT', 'B-LTA'];

/** What is sealed: a document of an envelope by its id, or one of its certificates. */
export type SealSubject = string;

/** The authority gave no time stamp yet; the file is sealed at the next attempt, or without one. */
export class TimeStampAwaited extends Error {
  readonly fault: TimeStampFault;

  constructor(fault: TimeStampFault) {
    super(`The time-stamping authority gave no time stamp: ${fault}`);
    this.name = 'TimeStampAwaited';
    this.fault = fault;
  }
}

/** An envelope's end as its audit trail has it: what the sealed files are bound to. */
export type AuditHead = { seq: number; hash: string; at: string };

/** The event that ended an envelope. */
export async function endOfTrail(db: Db, { id, status }: Envelope): Promise<AuditHead> {
  const event = await findAuditEvent(db, id, `envelope.${status}`);
  if (!event) throw new Error(`The trail of ${id} has no envelope.${status}`);
  return { seq: event.seq, hash: event.hash, at: event.at };
}

/** How a file of this envelope is sealed: with which key, naming which head of the trail. */
export function sealOptions(ctx: Context, envelope: Envelope, head: AuditHead): SealOptions {
  const mode = modeOf(envelope.tenant);
  return {
    key: ctx.seals[mode],
    reason: sealReason({ envelopeId: envelope.id, ...head }),
    at: ctx.clock.now(),
    // Test mode asks no authority: its seals prove nothing, and time stamps cost money.
    tsa: mode === 'live' ? ctx.tsa : null,
  };
}

/**
 * Lets the file be sealed again while there is hope for a time stamp.
 *
 * @throws TimeStampAwaited when the authority failed and the envelope ended a short while ago
 */
export function awaitTimeStamp(
  ctx: Context,
  head: AuditHead,
  { timeStampFailed }: { timeStampFailed: TimeStampFault | null },
): void {
  const waited = ctx.clock.now().getTime() - Date.parse(head.at);
  if (timeStampFailed !== null && waited < PATIENCE_MS) throw new TimeStampAwaited(timeStampFailed);
}

/** What the engine says of a file that it sealed, and with which certificate. */
export type SealedFile = {
  pageCount: number;
  level: SealLevel;
  sealedAt: Date;
  timeStampFailed: TimeStampFault | null;
  validationFailed: string | null;
  fingerprint: string;
};

/**
 * Has a sealed file made and commits what it is for; a file that was not committed goes again.
 *
 * @param make writes the file to the path it is given
 * @param commit refers to the file, inside a transaction
 */
export async function withSealedFile<T>(
  ctx: Context,
  tenant: Tenant,
  make: (outputPath: string) => Promise<T>,
  commit: (tx: Tx, file: StagedFile, made: T) => Promise<void>,
): Promise<void> {
  const outputPath = await ctx.storage.stagingPath();
  let file: StagedFile | undefined;
  try {
    const made = await make(outputPath);
    const staged = await ctx.storage.adopt(outputPath);
    file = staged;
    await ctx.transact((tx) => commit(tx, staged, made));
  } catch (error) {
    if (file) await purgeUnkept(ctx, tenant, file.sha256);
    throw error;
  } finally {
    await ctx.storage.discard({ path: outputPath });
  }
}

/** A sealed file, as the trail and the register of sealed files know it. */
export type SealedRecord = {
  subject: SealSubject;
  version: number;
  sha256: string;
  level: SealLevel;
  sealedAt: string;
  fingerprint: string;
  timeStampFailed: TimeStampFault | null;
  /** Why it is B-T although its certificates name where revocation can be asked for. */
  validationFailed: string | null;
};

/** The first version of a sealed file. */
export function recordOf(
  subject: SealSubject,
  { sha256 }: StagedFile,
  { level, sealedAt, fingerprint, timeStampFailed, validationFailed }: SealedFile,
): SealedRecord {
  const seal = { level, sealedAt: sealedAt.toISOString(), fingerprint };
  return { subject, version: 1, sha256, ...seal, timeStampFailed, validationFailed };
}

/** Registers a sealed file, and has its level raised later where the authority failed. */
export async function recordSealed(
  tx: Tx,
  envelope: Envelope,
  record: SealedRecord,
  now: Date,
): Promise<void> {
  const { id: envelopeId, tenant } = envelope;
  const { subject, version, sha256, level, sealedAt, fingerprint } = record;
  await insertSealedFile(tx, {
    id: newId('sealedFile', now),
    tenant,
    envelope_id: envelopeId,
    subject,
    version,
    sha256,
    level,
    sealed_at: sealedAt,
    fingerprint,
    time_stamp_failed: record.timeStampFailed,
    created_at: now.toISOString(),
  });
  if (record.timeStampFailed === null) return;
  const message = { type: 'seal.raise', tenant, envelopeId, subject } as const;
  await enqueue(tx, message, { now, dedupeKey: `${envelopeId}:${subject}` });
}

/** What the trail keeps of a seal. */
export function describeSeal(record: SealedRecord): Record<string, unknown> {
  return {
    level: record.level,
    sealed_at: record.sealedAt,
    seal_certificate_sha256: record.fingerprint,
    ...(record.timeStampFailed === null ? {} : { time_stamp_failed: record.timeStampFailed }),
    ...(record.validationFailed === null ? {} : { validation_failed: record.validationFailed }),
  };
}
