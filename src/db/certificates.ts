import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Db, Tx } from './database.ts';
import { isOneOf } from './dialects.ts';
import type { SealStatus } from './envelope-documents.ts';
import type { SealLevel } from './sealed-files.ts';
import type { Tenant } from './tenant.ts';

/** The sender's certificate is full; the parties' leaves out what is not for all of them. */
export type Audience = 'sender' | 'parties';

/** The certificates of completion of an envelope, or the reports of one that ended otherwise. */
export type CertificatesTable = {
  envelope_id: string;
  audience: Audience;
  tenant: Tenant;
  sha256: string | null;
  seal_status: SealStatus;
  seal_level: SealLevel | null;
  sealed_at: string | null;
};
export type Certificate = Selectable<CertificatesTable>;

export async function insertCertificate(tx: Tx, row: Insertable<CertificatesTable>): Promise<void> {
  await tx.insertInto('certificates').values(row).execute();
}

export function findCertificates(db: Db, envelopeIds: readonly string[]): Promise<Certificate[]> {
  return db
    .selectFrom('certificates')
    .selectAll()
    .where(isOneOf(db, 'envelope_id', envelopeIds))
    .orderBy('envelope_id')
    .orderBy('audience')
    .execute();
}

export async function updateCertificate(
  tx: Tx,
  { envelope_id, audience }: Pick<Certificate, 'envelope_id' | 'audience'>,
  changes: Updateable<CertificatesTable>,
): Promise<void> {
  await tx
    .updateTable('certificates')
    .set(changes)
    .where('envelope_id', '=', envelope_id)
    .where('audience', '=', audience)
    .execute();
}
