import { type ColumnDefinitionBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import { isPostgres } from '../dialects.ts';
import { createIndex } from './create-index.ts';
import { makeAppendOnly } from './forbid-changes.ts';

type Text = RawBuilder<unknown>;

/** Placed fields, drawn signatures, seals, certificates of completion and time-stamped acts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const text: Text = isPostgres(db) ? sql`text collate "C"` : sql`text`;
  await extendParts(db, text);
  await createFields(db, text);
  await createCertificates(db, text);
  await createRecords(db, text);
}

async function extendParts(db: Kysely<unknown>, text: Text): Promise<void> {
  const columns = [
    ['envelope_documents', 'seal_level'],
    ['envelope_documents', 'sealed_at'],
    ['signers', 'signature_kind'],
    ['signers', 'signature_image_sha256'],
    ['signers', 'initials_kind'],
    ['signers', 'initials_text'],
    ['signers', 'initials_image_sha256'],
  ] as const;
  for (const [table, column] of columns) {
    await db.schema.alterTable(table).addColumn(column, text).execute();
  }
  await db.schema
    .alterTable('envelope_documents')
    .addColumn('carries_signatures', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await sql`update signers set signature_kind = 'typed' where signature_text is not null`.execute(
    db,
  );
  for (const column of ['signature_image_sha256', 'initials_image_sha256']) {
    await createIndex(db, 'signers', ['tenant', column]);
  }
}

async function createFields(db: Kysely<unknown>, text: Text): Promise<void> {
  await db.schema
    .createTable('fields')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('envelope_id', text, (c) => goesWith(c, 'envelopes.id'))
    .addColumn('envelope_document_id', text, (c) => goesWith(c, 'envelope_documents.id'))
    .addColumn('signer_id', text, (c) => goesWith(c, 'signers.id'))
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('type', text, (c) => c.notNull())
    .addColumn('required', 'integer', (c) => c.notNull())
    .addColumn('label', text)
    .addColumn('page', 'integer', (c) => c.notNull())
    // Text: a fraction comes back digit for digit on both databases.
    .addColumn('box', text, (c) => c.notNull())
    .addColumn('value', text)
    .execute();
  await createIndex(db, 'fields', ['envelope_id', 'position']);
  await createIndex(db, 'fields', ['envelope_document_id']);
  await createIndex(db, 'fields', ['signer_id']);
}

async function createCertificates(db: Kysely<unknown>, text: Text): Promise<void> {
  await db.schema
    .createTable('certificates')
    .addColumn('envelope_id', text, (c) => goesWith(c, 'envelopes.id'))
    .addColumn('audience', text, (c) => c.notNull())
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('sha256', text)
    .addColumn('seal_status', text, (c) => c.notNull())
    .addColumn('seal_level', text)
    .addColumn('sealed_at', text)
    .addPrimaryKeyConstraint('certificates_pk', ['envelope_id', 'audience'])
    .execute();
}

// What was sealed and what was time-stamped stays, whatever becomes of the envelope's own rows.
async function createRecords(db: Kysely<unknown>, text: Text): Promise<void> {
  await db.schema
    .createTable('sealed_files')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('envelope_id', text, (c) => c.notNull())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('sha256', text, (c) => c.notNull())
    .addColumn('level', text, (c) => c.notNull())
    .addColumn('sealed_at', text, (c) => c.notNull())
    .addColumn('fingerprint', text, (c) => c.notNull())
    .addColumn('time_stamp_failed', text)
    .addColumn('created_at', text, (c) => c.notNull())
    .addUniqueConstraint('sealed_files_version', ['envelope_id', 'subject', 'version'])
    .execute();
  await createIndex(db, 'sealed_files', ['sha256']);
  await createIndex(db, 'sealed_files', ['fingerprint']);
  await db.schema
    .createTable('audit_stamps')
    .addColumn('envelope_id', text, (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .addColumn('token', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('audit_stamps_pk', ['envelope_id', 'seq'])
    .execute();
  for (const table of ['sealed_files', 'audit_stamps']) await makeAppendOnly(db, table);
}

function goesWith(column: ColumnDefinitionBuilder, parent: string): ColumnDefinitionBuilder {
  return column.notNull().references(parent).onDelete('cascade');
}
