import type { Insertable, Selectable } from 'kysely';
import type { Db, Tx } from './database.ts';
import type { Tenant } from './tenant.ts';

/** Append-only: an authority's time stamps (RFC 3161) over hashes of audit events. */
export type AuditStampsTable = {
  envelope_id: string;
  seq: number;
  tenant: Tenant;
  /** The event's, which is what was stamped. */
  hash: string;
  /** The token, DER in base64. */
  token: string;
  /** The authority's time. */
  at: string;
};
export type AuditStamp = Selectable<AuditStampsTable>;

/** Keeps the first stamp of an event. */
export async function insertAuditStamp(tx: Tx, row: Insertable<AuditStampsTable>): Promise<void> {
  await tx
    .insertInto('audit_stamps')
    .values(row)
    .onConflict((conflict) => conflict.columns(['envelope_id', 'seq']).doNothing())
    .execute();
}

export function findAuditStamps(db: Db, envelopeId: string): Promise<AuditStamp[]> {
  return db
    .selectFrom('audit_stamps')
    .selectAll()
    .where('envelope_id', '=', envelopeId)
    .orderBy('seq')
    .execute();
}
