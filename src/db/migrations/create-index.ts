import { type Kysely, sql } from 'kysely';

/** Makes an index of columns such as `created_at desc`, named after them. */
export async function createIndex(
  db: Kysely<unknown>,
  table: string,
  columns: readonly string[],
): Promise<void> {
  const name = [table, ...columns.map((column) => column.split(' ')[0]), 'idx'].join('_');
  const list = columns.map((column) => {
    const [ref = '', direction] = column.split(' ');
    return direction === 'desc' ? sql`${sql.ref(ref)} desc` : sql`${sql.ref(ref)}`;
  });
  await sql`create index ${sql.id(name)} on ${sql.table(table)} (${sql.join(list)})`.execute(db);
}
