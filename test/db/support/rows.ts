import { randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import type { CasesTable } from '../../../src/db/cases.ts';
import type { DocumentsTable } from '../../../src/db/documents.ts';
import type { EnvelopeDocumentsTable } from '../../../src/db/envelope-documents.ts';
import type { EnvelopesTable } from '../../../src/db/envelopes.ts';
import { newId } from '../../../src/db/ids.ts';
import type { OutboxTable } from '../../../src/db/outbox.ts';
import type { SignersTable } from '../../../src/db/signers.ts';
import { tenantOf } from '../../../src/db/tenant.ts';

export const TIME = '2026-03-10T12:00:00.000Z';
export const TENANT = tenantOf('ws_01JZ0000000000000000000000', 'live');
export const SHA = 'ab'.repeat(32);

export function caseRow(changes: Partial<CasesTable> = {}): Insertable<CasesTable> {
  return {
    id: randomUUID(),
    tenant: TENANT,
    name: 'Smith ./. Acme',
    file_number: null,
    status: 'active',
    type: null,
    description: null,
    dezernat: null,
    parties: '[]',
    staff: '[]',
    search_text: 'smith ./. acme\n',
    created_at: TIME,
    updated_at: TIME,
    ...changes,
  };
}

export function documentRow(changes: Partial<DocumentsTable> = {}): Insertable<DocumentsTable> {
  return {
    id: newId('document', new Date()),
    tenant: TENANT,
    case_id: null,
    folder_id: null,
    party_ids: '[]',
    filename: 'contract.pdf',
    mime_type: 'application/pdf',
    size_bytes: 1234,
    sha256: SHA,
    page_count: 1,
    unsignable_reason: null,
    envelope_id: null,
    created_at: TIME,
    updated_at: TIME,
    ...changes,
  };
}

/** `case_id` must be that of a case. */
export function envelopeRow(
  changes: Partial<EnvelopesTable> & { case_id: string },
): Insertable<EnvelopesTable> {
  return {
    id: newId('envelope', new Date()),
    tenant: TENANT,
    title: 'Agreement',
    message: null,
    status: 'draft',
    signing_order: 'parallel',
    locale: 'en',
    time_zone: 'Europe/Berlin',
    sender_name: 'Kanzlei',
    sender_email: null,
    expires_at: null,
    expires_in_days: 30,
    sent_at: null,
    completed_at: null,
    declined_at: null,
    decline_reason: null,
    expired_at: null,
    voided_at: null,
    void_reason: null,
    reminders: null,
    reminded_by_hand: 0,
    metadata: '{}',
    created_at: TIME,
    updated_at: TIME,
    version: 1,
    ...changes,
  };
}

export function envelopeDocumentRow(
  changes: Partial<EnvelopeDocumentsTable> & { envelope_id: string },
): Insertable<EnvelopeDocumentsTable> {
  return {
    id: newId('envelopeDocument', new Date()),
    tenant: TENANT,
    document_id: newId('document', new Date()),
    position: 0,
    filename: 'contract.pdf',
    mime_type: 'application/pdf',
    page_count: 1,
    sha256: SHA,
    presented_sha256: SHA,
    signed_sha256: null,
    signed_document_id: null,
    seal_status: 'none',
    seal_level: null,
    sealed_at: null,
    carries_signatures: 0,
    ...changes,
  };
}

export function signerRow(
  changes: Partial<SignersTable> & { envelope_id: string },
): Insertable<SignersTable> {
  return {
    id: newId('signer', new Date()),
    tenant: TENANT,
    position: 0,
    turn: 1,
    name: 'John Smith',
    email: 'john@example.com',
    role: 'signer',
    status: 'pending',
    invited_at: null,
    reminded_by_hand_at: null,
    reminded_at: null,
    reminders_sent: 0,
    disowned_at: null,
    delivery: null,
    delivery_reason: null,
    locale: null,
    viewed_at: null,
    signed_at: null,
    declined_at: null,
    signature_kind: null,
    signature_text: null,
    signature_font: null,
    signature_image_sha256: null,
    initials_kind: null,
    initials_text: null,
    initials_font: null,
    initials_image_sha256: null,
    consent_version: null,
    ...changes,
  };
}

export function outboxRow(changes: Partial<OutboxTable> = {}): Insertable<OutboxTable> {
  const id = newId('message', new Date());
  return {
    id,
    type: 'file.purge',
    payload: '{}',
    dedupe_key: id,
    envelope_id: null,
    status: 'pending',
    run_at: TIME,
    attempts: 0,
    leased_until: null,
    lease: null,
    last_error: null,
    created_at: TIME,
    done_at: null,
    retried_at: null,
    ...changes,
  };
}
