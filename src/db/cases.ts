import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Db, Tx } from './database.ts';
import { olderThan, type Page } from './keyset.ts';
import type { Tenant } from './tenant.ts';

export type CaseStatus = 'active' | 'closed' | 'archived';

export type CasesTable = {
  id: string;
  tenant: Tenant;
  name: string;
  file_number: string | null;
  status: CaseStatus;
  type: string | null;
  description: string | null;
  dezernat: string | null;
  /** JSON arrays, kept and given back as they came. */
  parties: string;
  staff: string;
  /** Name and file number in lower case: what `search` looks into. */
  search_text: string;
  created_at: string;
  updated_at: string;
};
export type Case = Selectable<CasesTable>;

export async function insertCase(db: Db, row: Insertable<CasesTable>): Promise<void> {
  await db.insertInto('cases').values(row).execute();
}

export function findCase(db: Db, tenant: Tenant, id: string): Promise<Case | undefined> {
  return db
    .selectFrom('cases')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The case, held against deletion until the transaction ends. */
export async function holdCase(tx: Tx, tenant: Tenant, id: string): Promise<Case | undefined> {
  return tx
    .updateTable('cases')
    .set((eb) => ({ updated_at: eb.ref('updated_at') }))
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

export function listCases(
  db: Db,
  tenant: Tenant,
  filter: { status?: CaseStatus; search?: string },
  page: Page,
): Promise<Case[]> {
  let query = db.selectFrom('cases').selectAll().where('tenant', '=', tenant);
  if (filter.status) query = query.where('status', '=', filter.status);
  if (filter.search) {
    const pattern = `%${filter.search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where(sql<boolean>`search_text like ${pattern} escape '\\'`);
  }
  if (page.after) query = query.where(olderThan(page.after));
  return query.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

export async function updateCase(
  db: Db,
  tenant: Tenant,
  id: string,
  changes: Updateable<CasesTable>,
): Promise<Case | undefined> {
  return db
    .updateTable('cases')
    .set(changes)
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

export async function deleteCase(tx: Tx, tenant: Tenant, id: string): Promise<void> {
  await tx.deleteFrom('cases').where('tenant', '=', tenant).where('id', '=', id).execute();
}
