import type { Insertable, Selectable } from 'kysely';
import type { Db, Tx } from './database.ts';
import type { Tenant } from './tenant.ts';

/** The end of an envelope's chain. Its row is held while events are added. */
export type AuditHeadsTable = {
  envelope_id: string;
  tenant: Tenant;
  seq: number;
  hash: string;
};

/** Append-only: triggers refuse every update and delete. */
export type AuditEventsTable = {
  id: string;
  tenant: Tenant;
  envelope_id: string;
  /** Whom of the envelope the event is about, if anybody. */
  signer_id: string | null;
  /** From 1, without gaps. */
  seq: number;
  at: string;
  type: string;
  /** JSON objects. */
  actor: string;
  data: string;
  ip: string | null;
  user_agent: string | null;
  prev_hash: string;
  hash: string;
};
export type AuditEventRow = Selectable<AuditEventsTable>;

export async function insertAuditHead(tx: Tx, row: Insertable<AuditHeadsTable>): Promise<void> {
  await tx.insertInto('audit_heads').values(row).execute();
}

/**
 * The end of the chain, held until the transaction ends: the update that changes nothing takes the
 * row's lock on both databases. Undefined where there is no such envelope.
 */
export function holdAuditHead(tx: Tx, envelopeId: string) {
  return tx
    .updateTable('audit_heads')
    .set((eb) => ({ seq: eb.ref('seq') }))
    .where('envelope_id', '=', envelopeId)
    .returningAll()
    .executeTakeFirst();
}

export async function moveAuditHead(
  tx: Tx,
  envelopeId: string,
  head: { seq: number; hash: string },
): Promise<void> {
  await tx.updateTable('audit_heads').set(head).where('envelope_id', '=', envelopeId).execute();
}

export async function insertAuditEvent(tx: Tx, row: Insertable<AuditEventsTable>): Promise<void> {
  await tx.insertInto('audit_events').values(row).execute();
}

/** Events of an envelope after `afterSeq`, oldest first. */
export function listAuditEvents(
  db: Db,
  tenant: Tenant,
  envelopeId: string,
  page: { afterSeq: number; limit: number },
): Promise<AuditEventRow[]> {
  return db
    .selectFrom('audit_events')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('envelope_id', '=', envelopeId)
    .where('seq', '>', page.afterSeq)
    .orderBy('seq')
    .limit(page.limit)
    .execute();
}

/** The last event of a type in an envelope's trail. */
export function findAuditEvent(
  db: Db,
  envelopeId: string,
  type: string,
): Promise<AuditEventRow | undefined> {
  return db
    .selectFrom('audit_events')
    .selectAll()
    .where('envelope_id', '=', envelopeId)
    .where('type', '=', type)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The last of these events that has happened to a signer. */
export async function findLastSignerEvent(
  db: Db,
  signerId: string,
  types: readonly string[],
): Promise<string | undefined> {
  const found = await db
    .selectFrom('audit_events')
    .select('type')
    .where('signer_id', '=', signerId)
    .where('type', 'in', types)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.type;
}

/** How often something has happened to a signer since a time. */
export async function countSignerEvents(
  db: Db,
  signerId: string,
  which: { type: string; since: string },
): Promise<number> {
  const { count } = await db
    .selectFrom('audit_events')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('signer_id', '=', signerId)
    .where('type', '=', which.type)
    .where('at', '>=', which.since)
    .executeTakeFirstOrThrow();
  return Number(count);
}
