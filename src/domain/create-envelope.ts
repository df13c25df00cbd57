import type { Context } from '../context.ts';
import { holdCase } from '../db/cases.ts';
import type { Tx } from '../db/database.ts';
import { insertEnvelope, type Locale } from '../db/envelopes.ts';
import { newId } from '../db/ids.ts';
import type { ReminderPolicy } from '../lifecycle/asked.ts';
import type { SigningOrder } from '../lifecycle/state.ts';
import { loadCase, loadDocumentsForCase, loadEnvelope } from './access.ts';
import { appendAudit, startAudit } from './audit.ts';
import type { Caller } from './caller.ts';
import { applyChange } from './change-envelope.ts';
import { deadlineColumns, sendCommand } from './deadline.ts';
import { describeField, type Envelope } from './envelope.ts';
import { ApiError } from './errors.ts';
import { recordEvents } from './events.ts';
import { checkCounts } from './limits.ts';
import {
  insertPlacedFields,
  type NewField,
  type PlacedField,
  placeFields,
} from './place-fields.ts';
import {
  freezeDocuments,
  type PreparedDocument,
  targetOf,
  withPrepared,
} from './prepare-documents.ts';
import { type EnvelopeSender, senderOf } from './sender.ts';
import { insertNewSigners, type NewSigner } from './signers.ts';
import { tenantNow } from './tenant-time.ts';

export type NewEnvelope = {
  case_id: string;
  title: string;
  document_ids: readonly string[];
  signers?: readonly NewSigner[];
  fields?: readonly NewField[];
  send_emails?: boolean;
  message?: string | null;
  signing_order?: SigningOrder;
  locale?: Locale;
  time_zone?: string;
  sender?: EnvelopeSender;
  expires_at?: string;
  expires_in_days?: number;
  /** null: nobody is reminded automatically. */
  reminders?: ReminderPolicy | null;
  metadata?: Record<string, string>;
};

const DEFAULT_POLICY: ReminderPolicy = { after_days: 3, every_days: 3, max: 3 };

/**
 * Makes an envelope of a case's documents, as a draft or, with `send_emails`, sent at once: the
 * draft and its sending commit together.
 *
 * @throws ApiError CASE_NOT_FOUND, DOCUMENT_NOT_FOUND, DOCUMENT_NOT_SIGNABLE, NO_SIGNERS,
 *   FIELD_NOT_PLACEABLE, VALIDATION_FAILED
 */
export async function createEnvelope(
  ctx: Context,
  caller: Caller,
  input: NewEnvelope,
): Promise<Envelope> {
  checkCounts(ctx.config.limits, input);
  const { tenant } = caller;
  const sendNow = input.send_emails === true;
  if (sendNow && !input.signers?.some(({ role }) => role === 'signer')) {
    throw new ApiError('NO_SIGNERS');
  }
  deadlineColumns(input, await tenantNow(ctx, ctx.db, tenant));
  const { id: caseId } = await loadCase(ctx.db, tenant, input.case_id);
  const documents = await loadDocumentsForCase(ctx.db, tenant, caseId, input.document_ids);
  return withPrepared(ctx, tenant, documents, async (prepared) => {
    const fields = await placeFields(ctx, prepared.map(targetOf), input.fields ?? []);
    return ctx.transact(async (tx) => {
      const now = await tenantNow(ctx, tx, tenant);
      if (!(await holdCase(tx, tenant, caseId))) throw new ApiError('CASE_NOT_FOUND');
      const parts = { prepared, fields, now };
      const id = await insertDraft(ctx, tx, caller, { ...input, case_id: caseId }, parts);
      if (sendNow) {
        const draft = await loadEnvelope(tx, tenant, id);
        const change = { command: sendCommand(draft, now) };
        await applyChange(tx, draft, change, { actor: caller.actor, origin: caller.origin, now });
      }
      return loadEnvelope(tx, tenant, id);
    });
  });
}

async function insertDraft(
  ctx: Context,
  tx: Tx,
  caller: Caller,
  input: NewEnvelope,
  parts: { prepared: readonly PreparedDocument[]; fields: readonly PlacedField[]; now: Date },
): Promise<string> {
  const { prepared, fields, now } = parts;
  const envelope = { id: newId('envelope', now), tenant: caller.tenant, case_id: input.case_id };
  const sender = await senderOf(ctx, tx, caller.tenant, input.sender);
  await insertEnvelope(tx, {
    ...envelope,
    ...sender,
    ...deadlineColumns(input, now),
    title: input.title,
    message: input.message ?? null,
    status: 'draft',
    signing_order: input.signing_order ?? 'parallel',
    locale: input.locale ?? 'en',
    time_zone: input.time_zone ?? 'Europe/Berlin',
    reminders: remindersColumn(input.reminders === undefined ? DEFAULT_POLICY : input.reminders),
    reminded_by_hand: 0,
    metadata: JSON.stringify(input.metadata ?? {}),
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
    version: 1,
  });
  await freezeDocuments(ctx, tx, envelope, prepared, { now, order: input.document_ids });
  await insertNewSigners(tx, envelope, input.signers ?? [], now);
  await insertPlacedFields(tx, await loadEnvelope(tx, caller.tenant, envelope.id), fields, now);
  await startAudit(tx, caller.tenant, envelope.id);
  const created = await loadEnvelope(tx, caller.tenant, envelope.id);
  const entry = { type: 'envelope.created' as const, data: describe(created) };
  const stamp = { actor: caller.actor, origin: caller.origin, now };
  await appendAudit(tx, envelope.id, [entry], stamp);
  await recordEvents(tx, envelope, [{ type: 'envelope.created' }], now);
  return envelope.id;
}

/** A policy as its column keeps it. */
export function remindersColumn(policy: ReminderPolicy | null): string | null {
  return policy === null ? null : JSON.stringify(policy);
}

/** What the trail keeps of a draft: with whom and over which bytes it was made. */
export function describe(envelope: Envelope): Record<string, unknown> {
  return {
    case_id: envelope.case_id,
    title: envelope.title,
    signing_order: envelope.signing_order,
    documents: envelope.documents.map(
      ({ id, document_id, filename, sha256, presented_sha256 }) => ({
        id,
        document_id,
        filename,
        sha256,
        presented_sha256,
      }),
    ),
    signers: envelope.signers.map(({ id, name, email, role, turn }) => ({
      id,
      name,
      email,
      role,
      order: turn,
    })),
    fields: envelope.fields.map((field) => ({
      ...describeField(field),
      document_id: field.envelope_document_id,
      signer_id: field.signer_id,
    })),
  };
}
