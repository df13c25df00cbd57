import { type ColumnDefinitionBuilder, type Kysely, type RawBuilder, sql } from 'kysely';
import { isPostgres } from '../dialects.ts';
import { createIndex } from './create-index.ts';
import { forbidChanges } from './forbid-changes.ts';

/** Access, cases, documents, envelopes, links, the audit chain and the outbox. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Ids, times and hashes compare by bytes on both databases.
  const text: RawBuilder<unknown> = isPostgres(db) ? sql`text collate "C"` : sql`text`;
  await createAccess(db, text);
  await createCases(db, text);
  await createEnvelopes(db, text);
  await createEnvelopeParts(db, text);
  await createLinks(db, text);
  await createAudit(db, text);
  await createOutbox(db, text);
  await forbidChanges(db);
}

type Text = RawBuilder<unknown>;

async function createAccess(db: Kysely<unknown>, text: Text): Promise<void> {
  await db.schema
    .createTable('workspaces')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('name', text, (c) => c.notNull().unique())
    .addColumn('sender_name', text)
    .addColumn('sender_email', text)
    .addColumn('created_at', text, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('api_keys')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('workspace_id', text, (c) => c.notNull().references('workspaces.id'))
    .addColumn('mode', text, (c) => c.notNull())
    .addColumn('secret_hash', text, (c) => c.notNull().unique())
    .addColumn('hint', text, (c) => c.notNull())
    .addColumn('scopes', text, (c) => c.notNull())
    .addColumn('created_at', text, (c) => c.notNull())
    .addColumn('expires_at', text)
    .addColumn('last_used_at', text)
    .addColumn('revoked_at', text)
    .execute();
}

async function createCases(db: Kysely<unknown>, text: Text): Promise<void> {
  await db.schema
    .createTable('cases')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('file_number', text)
    .addColumn('status', text, (c) => c.notNull())
    .addColumn('type', text)
    .addColumn('description', text)
    .addColumn('dezernat', text)
    .addColumn('parties', text, (c) => c.notNull())
    .addColumn('staff', text, (c) => c.notNull())
    .addColumn('search_text', text, (c) => c.notNull())
    .addColumn('created_at', text, (c) => c.notNull())
    .addColumn('updated_at', text, (c) => c.notNull())
    .execute();
  await createIndex(db, 'cases', ['tenant', 'created_at desc', 'id desc']);
  await db.schema
    .createTable('files')
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('sha256', text, (c) => c.notNull())
    .addColumn('size_bytes', 'integer', (c) => c.notNull())
    .addColumn('created_at', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('files_pk', ['tenant', 'sha256'])
    .execute();
  await db.schema
    .createTable('documents')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('case_id', text, (c) => c.references('cases.id'))
    .addColumn('folder_id', text)
    .addColumn('party_ids', text, (c) => c.notNull())
    .addColumn('filename', text, (c) => c.notNull())
    .addColumn('mime_type', text, (c) => c.notNull())
    .addColumn('size_bytes', 'integer', (c) => c.notNull())
    .addColumn('sha256', text, (c) => c.notNull())
    .addColumn('page_count', 'integer')
    .addColumn('unsignable_reason', text)
    .addColumn('envelope_id', text)
    .addColumn('created_at', text, (c) => c.notNull())
    .addColumn('updated_at', text, (c) => c.notNull())
    .execute();
  await createIndex(db, 'documents', ['tenant', 'created_at desc', 'id desc']);
  await createIndex(db, 'documents', ['case_id', 'created_at desc', 'id desc']);
  await createIndex(db, 'documents', ['tenant', 'sha256']);
}

async function createEnvelopes(db: Kysely<unknown>, text: Text): Promise<void> {
  await db.schema
    .createTable('envelopes')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('case_id', text, (c) => c.notNull().references('cases.id'))
    .addColumn('title', text, (c) => c.notNull())
    .addColumn('message', text)
    .addColumn('status', text, (c) => c.notNull())
    .addColumn('signing_order', text, (c) => c.notNull())
    .addColumn('locale', text, (c) => c.notNull())
    .addColumn('time_zone', text, (c) => c.notNull())
    .addColumn('sender_name', text, (c) => c.notNull())
    .addColumn('sender_email', text)
    .addColumn('expires_at', text)
    .addColumn('expires_in_days', 'integer')
    .addColumn('sent_at', text)
    .addColumn('completed_at', text)
    .addColumn('declined_at', text)
    .addColumn('decline_reason', text)
    .addColumn('expired_at', text)
    .addColumn('voided_at', text)
    .addColumn('void_reason', text)
    .addColumn('metadata', text, (c) => c.notNull())
    .addColumn('created_at', text, (c) => c.notNull())
    .addColumn('updated_at', text, (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .execute();
  await createIndex(db, 'envelopes', ['case_id', 'created_at desc', 'id desc']);
}

async function createEnvelopeParts(db: Kysely<unknown>, text: Text): Promise<void> {
  await db.schema
    .createTable('envelope_documents')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('envelope_id', text, (c) => ofEnvelope(c))
    .addColumn('document_id', text, (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('filename', text, (c) => c.notNull())
    .addColumn('mime_type', text, (c) => c.notNull())
    .addColumn('page_count', 'integer', (c) => c.notNull())
    .addColumn('sha256', text, (c) => c.notNull())
    .addColumn('presented_sha256', text, (c) => c.notNull())
    .addColumn('signed_sha256', text)
    .addColumn('signed_document_id', text)
    .addColumn('seal_status', text, (c) => c.notNull())
    .execute();
  await createIndex(db, 'envelope_documents', ['envelope_id', 'position']);
  for (const column of ['sha256', 'presented_sha256', 'signed_sha256']) {
    await createIndex(db, 'envelope_documents', ['tenant', column]);
  }
  await db.schema
    .createTable('signers')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('envelope_id', text, (c) => ofEnvelope(c))
    .addColumn('position', 'integer', (c) => c.notNull())
    .addColumn('turn', 'integer', (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('email', text, (c) => c.notNull())
    .addColumn('role', text, (c) => c.notNull())
    .addColumn('status', text, (c) => c.notNull())
    .addColumn('locale', text)
    .addColumn('viewed_at', text)
    .addColumn('signed_at', text)
    .addColumn('declined_at', text)
    .addColumn('signature_text', text)
    .addColumn('consent_version', text)
    .execute();
  await createIndex(db, 'signers', ['envelope_id', 'position']);
}

async function createLinks(db: Kysely<unknown>, text: Text): Promise<void> {
  await db.schema
    .createTable('links')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('envelope_id', text, (c) => ofEnvelope(c))
    .addColumn('signer_id', text, (c) => c.notNull().references('signers.id').onDelete('cascade'))
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('token_hash', text, (c) => c.notNull().unique())
    .addColumn('created_at', text, (c) => c.notNull())
    .addColumn('expires_at', text, (c) => c.notNull())
    .addColumn('ended_at', text)
    .addColumn('ended_by', text)
    .addColumn('fetch_count', 'integer', (c) => c.notNull())
    .execute();
  await createIndex(db, 'links', ['envelope_id', 'signer_id']);
  await db.schema
    .createTable('sessions')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('link_id', text, (c) => c.notNull().references('links.id').onDelete('cascade'))
    .addColumn('token_hash', text, (c) => c.notNull().unique())
    .addColumn('ip', text)
    .addColumn('user_agent', text)
    .addColumn('created_at', text, (c) => c.notNull())
    .addColumn('last_seen_at', text, (c) => c.notNull())
    .addColumn('documents_seen', text, (c) => c.notNull())
    .execute();
  await createIndex(db, 'sessions', ['link_id']);
}

async function createAudit(db: Kysely<unknown>, text: Text): Promise<void> {
  // No foreign keys: the trail of a deleted draft stays.
  await db.schema
    .createTable('audit_heads')
    .addColumn('envelope_id', text, (c) => c.primaryKey())
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('audit_events')
    .addColumn('id', text, (c) => c.notNull().unique())
    .addColumn('tenant', text, (c) => c.notNull())
    .addColumn('envelope_id', text, (c) => c.notNull())
    .addColumn('signer_id', text)
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('type', text, (c) => c.notNull())
    .addColumn('actor', text, (c) => c.notNull())
    .addColumn('data', text, (c) => c.notNull())
    .addColumn('ip', text)
    .addColumn('user_agent', text)
    .addColumn('prev_hash', text, (c) => c.notNull())
    .addColumn('hash', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('audit_events_pk', ['envelope_id', 'seq'])
    .execute();
  await createIndex(db, 'audit_events', ['signer_id', 'type', 'at']);
}

async function createOutbox(db: Kysely<unknown>, text: Text): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('type', text, (c) => c.notNull())
    .addColumn('payload', text, (c) => c.notNull())
    .addColumn('dedupe_key', text, (c) => c.notNull().unique())
    .addColumn('envelope_id', text)
    .addColumn('status', text, (c) => c.notNull())
    .addColumn('run_at', text, (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('leased_until', text)
    .addColumn('lease', text)
    .addColumn('last_error', text)
    .addColumn('created_at', text, (c) => c.notNull())
    .addColumn('done_at', text)
    .execute();
  await createIndex(db, 'outbox', ['status', 'run_at', 'id']);
  await createIndex(db, 'outbox', ['envelope_id']);
}

function ofEnvelope(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder {
  return column.notNull().references('envelopes.id').onDelete('cascade');
}
