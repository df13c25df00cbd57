import type { Kysely, Transaction } from 'kysely';
import type { ApiKeysTable } from './api-keys.ts';
import type { AuditEventsTable, AuditHeadsTable } from './audit-events.ts';
import type { AuditStampsTable } from './audit-stamps.ts';
import type { CasesTable } from './cases.ts';
import type { CertificatesTable } from './certificates.ts';
import type { DocumentsTable } from './documents.ts';
import type { EnvelopeDocumentsTable } from './envelope-documents.ts';
import type { EnvelopesTable } from './envelopes.ts';
import type { EventHeadsTable, EventsTable } from './events.ts';
import type { FieldsTable } from './fields.ts';
import type { FilesTable } from './files.ts';
import type { IdempotencyKeysTable } from './idempotency-keys.ts';
import type { LinksTable } from './links.ts';
import type { OutboxTable } from './outbox.ts';
import type { SealedFilesTable } from './sealed-files.ts';
import type { SessionsTable } from './sessions.ts';
import type { SignersTable } from './signers.ts';
import type { TestClocksTable } from './test-clocks.ts';
import type { TestEmailsTable } from './test-emails.ts';
import type { WebhookAttemptsTable, WebhookDeliveriesTable } from './webhook-deliveries.ts';
import type { WebhooksTable } from './webhooks.ts';
import type { WorkspacesTable } from './workspaces.ts';

export type Tables = {
  workspaces: WorkspacesTable;
  api_keys: ApiKeysTable;
  cases: CasesTable;
  files: FilesTable;
  documents: DocumentsTable;
  envelopes: EnvelopesTable;
  envelope_documents: EnvelopeDocumentsTable;
  signers: SignersTable;
  fields: FieldsTable;
  certificates: CertificatesTable;
  sealed_files: SealedFilesTable;
  links: LinksTable;
  sessions: SessionsTable;
  audit_heads: AuditHeadsTable;
  audit_events: AuditEventsTable;
  audit_stamps: AuditStampsTable;
  event_heads: EventHeadsTable;
  events: EventsTable;
  webhooks: WebhooksTable;
  webhook_deliveries: WebhookDeliveriesTable;
  webhook_attempts: WebhookAttemptsTable;
  outbox: OutboxTable;
  idempotency_keys: IdempotencyKeysTable;
  test_clocks: TestClocksTable;
  test_emails: TestEmailsTable;
};

export type Db = Kysely<Tables>;

/** Work that needs a transaction takes this, so that passing the pool does not compile. */
export type Tx = Transaction<Tables>;
