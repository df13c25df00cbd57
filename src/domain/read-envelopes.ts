import type { Context } from '../context.ts';
import { listAuditEvents } from '../db/audit-events.ts';
import { listEnvelopesOfCase } from '../db/envelopes.ts';
import { isId } from '../db/ids.ts';
import { loadCase, loadEnvelope } from './access.ts';
import { auditView } from './audit.ts';
import type { Caller } from './caller.ts';
import { type Envelope, presentEnvelope, withParts } from './envelope.ts';
import { ApiError } from './errors.ts';
import { type PageInput, pageOfRows, pageToRead, sequenceOf } from './page.ts';

export function getEnvelope(ctx: Context, caller: Caller, envelopeId: string): Promise<Envelope> {
  return loadEnvelope(ctx.db, caller.tenant, envelopeId);
}

/** A page of a case's envelopes, newest first, each shown whole. */
export async function listEnvelopes(
  ctx: Context,
  caller: Caller,
  input: PageInput & { case_id: string },
) {
  const page = pageToRead(input);
  const { id } = await loadCase(ctx.db, caller.tenant, input.case_id);
  const found = await listEnvelopesOfCase(ctx.db, caller.tenant, id, page);
  const { rows, ...rest } = pageOfRows(found, input.limit);
  const envelopes = await withParts(ctx.db, rows);
  return { data: envelopes.map(presentEnvelope), ...rest };
}

/** A page of an envelope's audit trail, oldest first; a deleted draft's trail can be read too. */
export async function listAuditTrail(
  ctx: Context,
  caller: Caller,
  input: PageInput & { envelope_id: string },
) {
  const afterSeq = sequenceOf(input.cursor);
  if (!isId('envelope', input.envelope_id)) throw new ApiError('ENVELOPE_NOT_FOUND');
  const rows = await listAuditEvents(ctx.db, caller.tenant, input.envelope_id, {
    afterSeq,
    limit: input.limit + 1,
  });
  // No event at all: either there is no such envelope, or the page is past the end of its trail.
  if (rows.length === 0) await loadEnvelope(ctx.db, caller.tenant, input.envelope_id);
  const shown = rows.slice(0, input.limit);
  const hasMore = rows.length > input.limit;
  return {
    data: shown.map((row) => ({ ...auditView(row), hash: row.hash })),
    next_cursor: hasMore ? String(shown.at(-1)?.seq ?? 0) : null,
    has_more: hasMore,
  };
}
