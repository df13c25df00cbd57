import type { Updateable } from 'kysely';
import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { deleteEnvelopeDocument, updateEnvelopeDocument } from '../db/envelope-documents.ts';
import type { EnvelopesTable } from '../db/envelopes.ts';
import { deleteFields } from '../db/fields.ts';
import { deleteSigners } from '../db/signers.ts';
import { LostRace } from '../db/transaction.ts';
import { loadDocumentsForCase, loadEnvelope } from './access.ts';
import type { Caller } from './caller.ts';
import { changeEnvelope } from './change-envelope.ts';
import { describe, type NewEnvelope, remindersColumn } from './create-envelope.ts';
import { deadlineColumns } from './deadline.ts';
import type { Envelope } from './envelope.ts';
import { checkCounts } from './limits.ts';
import {
  type FieldTarget,
  insertPlacedFields,
  type PlacedField,
  placeFields,
} from './place-fields.ts';
import {
  freezeDocuments,
  type PreparedDocument,
  targetOf,
  withPrepared,
} from './prepare-documents.ts';
import { purgeLater } from './purge-file.ts';
import { insertNewSigners } from './signers.ts';
import { tenantNow } from './tenant-time.ts';

export type EnvelopeChanges = Partial<Omit<NewEnvelope, 'case_id' | 'send_emails'>>;

/**
 * Changes a draft. `signers`, `document_ids` and `fields` replace what was there; what is not named
 * stays, and a document that is named again stays as it was frozen. The fields of a signer or
 * document that goes, go with it.
 *
 * @throws ApiError ENVELOPE_NOT_FOUND, ENVELOPE_STATE_CONFLICT when it is no draft, and those of
 *   creating one
 */
export async function updateEnvelope(
  ctx: Context,
  caller: Caller,
  envelopeId: string,
  changes: EnvelopeChanges,
): Promise<Envelope> {
  checkCounts(ctx.config.limits, changes);
  const { tenant } = caller;
  if (setsDeadline(changes)) deadlineColumns(changes, await tenantNow(ctx, ctx.db, tenant));
  const envelope = await loadEnvelope(ctx.db, tenant, envelopeId);
  const frozen = new Set(envelope.documents.map(({ document_id }) => document_id));
  const added = (changes.document_ids ?? []).filter((id) => !frozen.has(id));
  const ids = envelope.status === 'draft' ? added : [];
  const documents = await loadDocumentsForCase(ctx.db, tenant, envelope.case_id, ids);
  return withPrepared(ctx, tenant, documents, async (prepared) => {
    const targets = [...prepared.map(targetOf), ...(await frozenTargets(ctx, envelope, changes))];
    const fields = changes.fields && (await placeFields(ctx, targets, changes.fields));
    return changeEnvelope(ctx, caller, envelopeId, async (draft, now, tx) => {
      const parts = { prepared, fields, now };
      if (draft.status === 'draft') await replaceParts(ctx, tx, draft, changes, parts);
      const after = await loadEnvelope(tx, tenant, envelopeId);
      const data = { fields: Object.keys(changes), ...describe(after) };
      return {
        command: { type: 'edit' },
        envelope: columnsOf(changes, now),
        data: { 'envelope.updated': { ...data, title: changes.title ?? draft.title } },
      };
    });
  });
}

/** The documents of a draft that stay, as fields are placed on them. */
function frozenTargets(
  ctx: Context,
  { tenant, status, documents }: Envelope,
  { document_ids, fields }: EnvelopeChanges,
): Promise<FieldTarget[]> {
  if (!fields || status !== 'draft') return Promise.resolve([]);
  const kept = documents.filter(
    ({ document_id }) => document_ids === undefined || document_ids.includes(document_id),
  );
  return Promise.all(
    kept.map(async ({ id, document_id, presented_sha256, carries_signatures }) => ({
      ids: [id, document_id],
      path: await ctx.storage.verified(tenant, presented_sha256),
      carriesSignatures: carries_signatures === 1,
    })),
  );
}

async function replaceParts(
  ctx: Context,
  tx: Tx,
  draft: Envelope,
  changes: EnvelopeChanges,
  parts: { prepared: readonly PreparedDocument[]; fields?: readonly PlacedField[]; now: Date },
): Promise<void> {
  const { prepared, fields, now } = parts;
  if (changes.signers !== undefined) {
    await deleteSigners(tx, draft.id);
    await insertNewSigners(tx, draft, changes.signers, now);
  }
  if (changes.document_ids !== undefined) {
    await replaceDocuments(ctx, tx, draft, changes.document_ids, prepared, now);
  }
  if (fields === undefined) return;
  await deleteFields(tx, draft.id);
  await insertPlacedFields(tx, await loadEnvelope(tx, draft.tenant, draft.id), fields, now);
}

async function replaceDocuments(
  ctx: Context,
  tx: Tx,
  draft: Envelope,
  ids: readonly string[],
  prepared: readonly PreparedDocument[],
  now: Date,
): Promise<void> {
  for (const { id, document_id } of draft.documents) {
    const position = ids.indexOf(document_id);
    if (position === -1) await deleteEnvelopeDocument(tx, id);
    else await updateEnvelopeDocument(tx, id, { position });
  }
  await freezeDocuments(ctx, tx, draft, prepared, { now, order: ids });
  const { documents } = await loadEnvelope(tx, draft.tenant, draft.id);
  // Somebody else has taken out what was to stay: begin again with what there is now.
  if (documents.length !== ids.length) throw new LostRace();
  await purgeFilesOf(tx, draft, now);
}

function columnsOf(changes: EnvelopeChanges, now: Date): Updateable<EnvelopesTable> {
  const { title, message, signing_order, locale, time_zone, sender, metadata } = changes;
  const columns: Updateable<EnvelopesTable> = {
    title,
    message,
    signing_order,
    locale,
    time_zone,
    ...(sender ? { sender_name: sender.name, sender_email: sender.email ?? null } : {}),
    ...(metadata ? { metadata: JSON.stringify(metadata) } : {}),
    ...(changes.reminders === undefined ? {} : { reminders: remindersColumn(changes.reminders) }),
    ...(setsDeadline(changes) ? deadlineColumns(changes, now) : {}),
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

function setsDeadline(changes: EnvelopeChanges): boolean {
  return changes.expires_at !== undefined || changes.expires_in_days !== undefined;
}

/** Lets the files go that only these documents of a draft needed. */
export async function purgeFilesOf(tx: Tx, draft: Envelope, now: Date): Promise<void> {
  for (const { sha256, presented_sha256 } of draft.documents) {
    await purgeLater(tx, draft.tenant, sha256, now);
    await purgeLater(tx, draft.tenant, presented_sha256, now);
  }
}
