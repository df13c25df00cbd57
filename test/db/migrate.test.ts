import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { describe, expect, it } from 'vitest';
import type { Db } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/dialects.ts';
import { migrateToLatest } from '../../src/db/migrate.ts';
import * as signatureFonts from '../../src/db/migrations/003-signature-fonts.ts';
import * as reminders from '../../src/db/migrations/005-reminders.ts';
import { findSigners } from '../../src/db/signers.ts';
import { DATABASES } from '../support/start-app.ts';
import { createEmptyDatabase, openTestDatabase, runProcess } from './support/database.ts';
import { caseRow, envelopeRow, signerRow } from './support/rows.ts';

const TABLES = [
  'api_keys',
  'audit_events',
  'audit_heads',
  'audit_stamps',
  'cases',
  'certificates',
  'documents',
  'envelope_documents',
  'envelopes',
  'event_heads',
  'events',
  'fields',
  'files',
  'idempotency_keys',
  'links',
  'outbox',
  'sealed_files',
  'sessions',
  'signers',
  'test_clocks',
  'test_emails',
  'webhook_attempts',
  'webhook_deliveries',
  'webhooks',
  'workspaces',
];

const MIGRATIONS = [
  '001-initial',
  '002-evidence',
  '003-signature-fonts',
  '004-idempotency',
  '005-reminders',
  '006-events',
  '007-webhooks',
  '008-test-mode',
  '009-outbox-retry',
];

describe.each(DATABASES)('migrations on %s', (kind) => {
  it('run once, and find nothing to do the second time', async () => {
    const { url, remove } = await createEmptyDatabase(kind);
    const db = openDatabase(url);
    expect(await migrateToLatest(db)).toEqual(MIGRATIONS);
    await db.insertInto('cases').values(caseRow()).execute();
    expect(await migrateToLatest(db)).toEqual([]);
    expect(await db.selectFrom('cases').selectAll().execute()).toHaveLength(1);
    await db.destroy();
    await remove();
  });

  it('run once when three processes start together on an empty database', async () => {
    const { url, remove } = await createEmptyDatabase(kind);
    const migrate = () => runProcess('scripts/migrate.ts', [], { DATABASE_URL: url });
    const printed = await Promise.all([migrate(), migrate(), migrate()]);
    expect(printed.filter((text) => text === `Ran ${MIGRATIONS.join(', ')}.\n`)).toHaveLength(1);
    expect(printed.filter((text) => text === 'The schema is the newest.\n')).toHaveLength(2);
    const db = openDatabase(url);
    expect(Object.keys(await columnsOf(db, kind))).toEqual(TABLES);
    await db.destroy();
    await remove();
  });

  it('keep nothing of a run that fails', async () => {
    const { url, remove } = await createEmptyDatabase(kind);
    const db = openDatabase(url);
    // Stands in the way of the second migration, after statements of its own.
    await db.schema.createTable('certificates').addColumn('id', 'text').execute();
    await expect(migrateToLatest(db)).rejects.toThrow(/certificates/);
    const tables = (await db.introspection.getTables()).map(({ name }) => name);
    expect(tables).toEqual(['certificates']);
    await db.schema.dropTable('certificates').execute();
    expect(await migrateToLatest(db)).toEqual(MIGRATIONS);
    await db.destroy();
    await remove();
  });

  it('give what was typed before there was a choice the one hand there was', async () => {
    const { db, close } = await openTestDatabase(kind);
    const inCase = caseRow();
    const envelope = envelopeRow({ case_id: inCase.id });
    await db.insertInto('cases').values(inCase).execute();
    await db.insertInto('envelopes').values(envelope).execute();
    const marks = [
      { signature_kind: 'typed', signature_text: 'A', initials_kind: 'drawn' },
      { signature_kind: 'uploaded', initials_kind: 'typed', initials_text: 'B' },
      {},
    ] as const;
    for (const column of ['signature_font', 'initials_font']) {
      await db.schema.alterTable('signers').dropColumn(column).execute();
    }
    for (const [position, mark] of marks.entries()) {
      const { signature_font, initials_font, ...before } = signerRow({ envelope_id: envelope.id });
      await db
        .insertInto('signers')
        .values({ ...before, ...mark, position })
        .execute();
    }
    const migration: Migration = signatureFonts;
    await migration.up(db);
    const kept = await findSigners(db, [envelope.id]);
    expect(kept.map((signer) => [signer.signature_font, signer.initials_font])).toEqual([
      ['formal', null],
      [null, 'formal'],
      [null, null],
    ]);
    await close();
  });

  it('remind by itself in drafts alone, and know who was invited when', async () => {
    const { db, close } = await openTestDatabase(kind);
    const inCase = caseRow();
    const sent = envelopeRow({ case_id: inCase.id, status: 'sent' });
    const draft = envelopeRow({ case_id: inCase.id });
    const [asked, waiting] = [1, 2].map((position) => ({
      ...signerRow({ envelope_id: sent.id }),
      position,
    }));
    await db.insertInto('cases').values(inCase).execute();
    const added = {
      envelopes: ['reminders', 'reminded_by_hand'],
      signers: [
        ...['invited_at', 'reminded_by_hand_at', 'reminded_at', 'reminders_sent'],
        ...['disowned_at', 'delivery', 'delivery_reason'],
      ],
    };
    for (const [table, columns] of Object.entries(added)) {
      for (const column of columns) await db.schema.alterTable(table).dropColumn(column).execute();
    }
    await insertWithout(db, 'envelopes', [sent, draft], added.envelopes);
    await insertWithout(db, 'signers', [asked, waiting], added.signers);
    const about = { tenant: sent.tenant, envelope_id: sent.id, signer_id: asked?.id ?? '' };
    const rest = { type: 'signer.invited', actor: '{}', data: '{}', prev_hash: '', hash: '' };
    const times = ['2026-03-01T12:00:00.000Z', '2026-03-04T12:00:00.000Z'];
    for (const [index, at] of times.entries()) {
      const row = { ...about, ...rest, id: `evt_${index}`, seq: index + 1, at };
      await db.insertInto('audit_events').values(row).execute();
    }

    const migration: Migration = reminders;
    await migration.up(db);
    const rows = await db.selectFrom('envelopes').select(['id', 'reminders']).execute();
    expect(new Map(rows.map((row) => [row.id, row.reminders]))).toEqual(
      new Map([
        [sent.id, null],
        [draft.id, '{"after_days":3,"every_days":3,"max":3}'],
      ]),
    );
    const signers = await findSigners(db, [sent.id]);
    expect(signers.map((row) => [row.invited_at, row.reminders_sent, row.delivery])).toEqual([
      ['2026-03-04T12:00:00.000Z', 0, null],
      [null, 0, null],
    ]);
    await close();
  });
});

/** Inserts rows as they were before some columns were added. */
async function insertWithout(
  db: Db,
  table: 'envelopes' | 'signers',
  rows: readonly (Record<string, unknown> | undefined)[],
  columns: readonly string[],
): Promise<void> {
  for (const row of rows) {
    const kept = Object.entries(row ?? {}).filter(([column]) => !columns.includes(column));
    const names = sql.join(kept.map(([column]) => sql.ref(column)));
    const values = sql.join(kept.map(([, value]) => value));
    await sql`insert into ${sql.table(table)} (${names}) values (${values})`.execute(db);
  }
}

it('the schema has the same tables, columns, keys and indexes on both databases', async () => {
  const sqlite = await openTestDatabase('sqlite');
  const postgres = await openTestDatabase('postgres');
  const onSqlite = await columnsOf(sqlite.db, 'sqlite');
  expect(Object.keys(onSqlite)).toEqual(TABLES);
  expect(onSqlite.outbox).toContain('run_at text not null');
  expect(onSqlite).toEqual(await columnsOf(postgres.db, 'postgres'));
  const indexes = await indexesOf(sqlite.db, 'sqlite');
  expect(indexes).toContain('envelopes (case_id, created_at desc, id desc)');
  expect(indexes).toContain('outbox unique (dedupe_key)');
  expect(indexes).toEqual(await indexesOf(postgres.db, 'postgres'));
  await sqlite.close();
  await postgres.close();
});

type Row = { table: string; column: string; type: string; required: boolean };

/** By table, its columns as `name type [not null]`, sorted. */
async function columnsOf(db: Db, kind: string): Promise<Record<string, string[]>> {
  const query =
    kind === 'sqlite'
      ? sql<Row>`select m.name as "table", c.name as "column", c.type as type,
          (c."notnull" or c.pk) as required
        from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table'`
      : sql<Row>`select table_name as "table", column_name as "column", data_type as type,
          is_nullable = 'NO' as required
        from information_schema.columns where table_schema = 'public'`;
  const rows = (await query.execute(db)).rows.filter(({ table }) => !isInternal(table));
  const lines = rows.map(({ table, column, type, required }) => ({
    table,
    line: `${column} ${type.toLowerCase()}${required ? ' not null' : ''}`,
  }));
  const byTable = Map.groupBy(lines, ({ table }) => table);
  return Object.fromEntries(
    [...byTable]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([table, own]) => [table, own.map(({ line }) => line).toSorted()]),
  );
}

/** Each index as `table [unique] (columns)`, sorted; keys are among them. */
async function indexesOf(db: Db, kind: string): Promise<string[]> {
  const query =
    kind === 'sqlite'
      ? sql<{ table: string; line: string }>`select m.name as "table",
          m.name || case i."unique" when 1 then ' unique' else '' end || ' (' ||
          (select group_concat(name || case "desc" when 1 then ' desc' else '' end, ', ')
            from pragma_index_xinfo(i.name) where key) || ')' as line
        from sqlite_master m, pragma_index_list(m.name) i where m.type = 'table'`
      : sql<{ table: string; line: string }>`select tablename as "table",
          tablename || case when indexdef like 'CREATE UNIQUE%' then ' unique' else '' end || ' (' ||
          lower(regexp_replace(indexdef, '^.*\\(|\\)$', '', 'g')) || ')' as line
        from pg_indexes where schemaname = 'public'`;
  const { rows } = await query.execute(db);
  return rows
    .filter(({ table }) => !isInternal(table))
    .map(({ line }) => line.replaceAll('"', ''))
    .toSorted();
}

function isInternal(table: string): boolean {
  return table.startsWith('kysely_') || table.startsWith('sqlite_');
}
