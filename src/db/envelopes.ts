import type { Insertable, Selectable, Updateable } from 'kysely';
import type { EnvelopeStatus, SigningOrder } from '../lifecycle/state.ts';
import type { Db, Tx } from './database.ts';
import { olderThan, type Page } from './keyset.ts';
import type { Tenant } from './tenant.ts';
import { LostRace } from './transaction.ts';

export type Locale = 'en' | 'de';

export type EnvelopesTable = {
  id: string;
  tenant: Tenant;
  case_id: string;
  title: string;
  message: string | null;
  status: EnvelopeStatus;
  signing_order: SigningOrder;
  locale: Locale;
  time_zone: string;
  sender_name: string;
  sender_email: string | null;
  /** The deadline; null in a draft that counts `expires_in_days` from sending. */
  expires_at: string | null;
  expires_in_days: number | null;
  /** JSON object: the reminder policy; null where nobody is reminded automatically. */
  reminders: string | null;
  /** How often the sender has had reminders sent. */
  reminded_by_hand: number;
  sent_at: string | null;
  completed_at: string | null;
  declined_at: string | null;
  decline_reason: string | null;
  expired_at: string | null;
  voided_at: string | null;
  void_reason: string | null;
  /** JSON object of strings. */
  metadata: string;
  created_at: string;
  updated_at: string;
  /** Grows with each change; the guard of every update. */
  version: number;
};
export type EnvelopeRow = Selectable<EnvelopesTable>;

export async function insertEnvelope(tx: Tx, row: Insertable<EnvelopesTable>): Promise<void> {
  await tx.insertInto('envelopes').values(row).execute();
}

export function findEnvelope(db: Db, tenant: Tenant, id: string): Promise<EnvelopeRow | undefined> {
  return db
    .selectFrom('envelopes')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The version as of now; undefined where the envelope is gone. */
export async function findEnvelopeVersion(db: Db, id: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('envelopes')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.version;
}

export function listEnvelopesOfCase(
  db: Db,
  tenant: Tenant,
  caseId: string,
  page: Page,
): Promise<EnvelopeRow[]> {
  let query = db
    .selectFrom('envelopes')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('case_id', '=', caseId);
  if (page.after) query = query.where(olderThan(page.after));
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

/** The language and time zone of the envelope that a tenant made last. */
export function findNewestEnvelope(
  db: Db,
  tenant: Tenant,
): Promise<Pick<EnvelopeRow, 'locale' | 'time_zone'> | undefined> {
  return db
    .selectFrom('envelopes')
    .select(['locale', 'time_zone'])
    .where('tenant', '=', tenant)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export function findEnvelopesOfCase(
  db: Db,
  tenant: Tenant,
  caseId: string,
): Promise<Pick<EnvelopeRow, 'id' | 'status'>[]> {
  return db
    .selectFrom('envelopes')
    .select(['id', 'status'])
    .where('tenant', '=', tenant)
    .where('case_id', '=', caseId)
    .execute();
}

/**
 * Writes changes if nobody has changed the envelope since `row` was read, and makes its version
 * one more.
 *
 * @throws LostRace when somebody has
 */
export async function updateEnvelope(
  tx: Tx,
  row: Pick<EnvelopeRow, 'id' | 'version'>,
  changes: Updateable<EnvelopesTable>,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('envelopes')
    .set({ ...changes, version: row.version + 1 })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new LostRace();
}

/** Deletes a draft with its documents and signers; its audit rows stay. */
export async function deleteEnvelope(
  tx: Tx,
  row: Pick<EnvelopeRow, 'id' | 'version'>,
): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('envelopes')
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw new LostRace();
}
