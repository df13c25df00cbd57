import { randomUUID } from 'node:crypto';
import type { Context } from '../context.ts';
import {
  type Case,
  type CaseStatus,
  deleteCase as deleteCaseRow,
  holdCase,
  insertCase,
  listCases as listCaseRows,
  updateCase as updateCaseRow,
} from '../db/cases.ts';
import { deleteDocumentsOfCase } from '../db/documents.ts';
import { findEnvelopesOfCase } from '../db/envelopes.ts';
import { holdEnvelope, loadCase } from './access.ts';
import type { Caller } from './caller.ts';
import { deleteDraft } from './end-envelope.ts';
import { ApiError } from './errors.ts';
import { type PageInput, pageOfRows, pageToRead } from './page.ts';
import { purgeLater } from './purge-file.ts';
import { tenantNow } from './tenant-time.ts';

export type CaseInput = {
  name: string;
  file_number?: string | null;
  status?: CaseStatus;
  type?: string | null;
  description?: string | null;
  dezernat?: string | null;
  parties?: readonly Record<string, unknown>[];
  staff?: readonly Record<string, unknown>[];
};

export async function createCase(ctx: Context, caller: Caller, input: CaseInput) {
  const now = (await tenantNow(ctx, ctx.db, caller.tenant)).toISOString();
  const row = {
    id: randomUUID(),
    tenant: caller.tenant,
    created_at: now,
    ...columnsOf(input, now),
  };
  await ctx.transact((tx) => insertCase(tx, row));
  return presentCase(row);
}

/** @throws ApiError CASE_NOT_FOUND */
export async function getCase(ctx: Context, caller: Caller, id: string) {
  return presentCase(await loadCase(ctx.db, caller.tenant, id));
}

/** A page of the tenant's cases, newest first; `search` looks into name and file number. */
export async function listCases(
  ctx: Context,
  caller: Caller,
  input: PageInput & { status?: CaseStatus; search?: string },
) {
  const found = await listCaseRows(ctx.db, caller.tenant, input, pageToRead(input));
  const { rows, ...rest } = pageOfRows(found, input.limit);
  return { data: rows.map(presentCase), ...rest };
}

/** Replaces the members of a case; those not named become their defaults. */
export function updateCase(ctx: Context, caller: Caller, id: string, input: CaseInput) {
  return ctx.transact(async (tx) => {
    const { id: known } = await loadCase(tx, caller.tenant, id);
    const now = await tenantNow(ctx, tx, caller.tenant);
    const columns = columnsOf(input, now.toISOString());
    const row = await updateCaseRow(tx, caller.tenant, known, columns);
    if (!row) throw new ApiError('CASE_NOT_FOUND');
    return presentCase(row);
  });
}

/**
 * Deletes a case with its documents and drafts.
 *
 * @throws ApiError CASE_HAS_ENVELOPES when an envelope of it was ever sent
 */
export function deleteCase(ctx: Context, caller: Caller, id: string): Promise<void> {
  const { tenant } = caller;
  return ctx.transact(async (tx) => {
    const now = await tenantNow(ctx, tx, tenant);
    const { id: known } = await loadCase(tx, tenant, id);
    await holdCase(tx, tenant, known);
    const envelopes = await findEnvelopesOfCase(tx, tenant, known);
    if (envelopes.some(({ status }) => status !== 'draft')) {
      throw new ApiError('CASE_HAS_ENVELOPES');
    }
    for (const draft of envelopes) {
      await deleteDraft(tx, await holdEnvelope(tx, tenant, draft.id), caller, now);
    }
    const documents = await deleteDocumentsOfCase(tx, tenant, known);
    for (const { sha256 } of documents) await purgeLater(tx, tenant, sha256, now);
    await deleteCaseRow(tx, tenant, known);
  });
}

function columnsOf(input: CaseInput, now: string) {
  return {
    name: input.name,
    file_number: input.file_number ?? null,
    status: input.status ?? 'active',
    type: input.type ?? null,
    description: input.description ?? null,
    dezernat: input.dezernat ?? null,
    parties: JSON.stringify(input.parties ?? []),
    staff: JSON.stringify(input.staff ?? []),
    search_text: `${input.name}\n${input.file_number ?? ''}`.toLowerCase(),
    updated_at: now,
  };
}

function presentCase(row: Case) {
  return {
    id: row.id,
    name: row.name,
    file_number: row.file_number,
    status: row.status,
    type: row.type,
    description: row.description,
    dezernat: row.dezernat,
    created_at: row.created_at,
    updated_at: row.updated_at,
    parties: JSON.parse(row.parties) as Record<string, unknown>[],
    staff: JSON.parse(row.staff) as Record<string, unknown>[],
  };
}
