import type { Db } from '../db/database.ts';
import { type EnvelopeDocument, findEnvelopeDocuments } from '../db/envelope-documents.ts';
import type { EnvelopeRow, Locale } from '../db/envelopes.ts';
import { findSigners, type Signer } from '../db/signers.ts';
import type { EnvelopeState } from '../lifecycle/state.ts';

/** An envelope with its parts, as every use case loads it. */
export type Envelope = EnvelopeRow & {
  documents: readonly EnvelopeDocument[];
  signers: readonly Signer[];
};

/** Adds documents and signers to some envelopes, in two queries however many there are. */
export async function withParts(db: Db, rows: readonly EnvelopeRow[]): Promise<Envelope[]> {
  const ids = rows.map(({ id }) => id);
  const documents = Map.groupBy(await findEnvelopeDocuments(db, ids), (row) => row.envelope_id);
  const signers = Map.groupBy(await findSigners(db, ids), (row) => row.envelope_id);
  return rows.map((row) => ({
    ...row,
    documents: documents.get(row.id) ?? [],
    signers: signers.get(row.id) ?? [],
  }));
}

/** What the lifecycle needs to know of an envelope. */
export function stateOf(envelope: Envelope): EnvelopeState {
  return {
    status: envelope.status,
    signingOrder: envelope.signing_order,
    expiresAt: envelope.expires_at,
    documentCount: envelope.documents.length,
    signers: envelope.signers.map(({ id, role, status, turn }) => ({
      id,
      role,
      status,
      order: turn,
    })),
  };
}

/** The language in which a signer is written to. */
export function localeOf(envelope: Envelope, signer: Signer): Locale {
  return signer.locale ?? envelope.locale;
}

/** The envelope as the API shows it, to the sender's side. */
export function presentEnvelope(envelope: Envelope) {
  return {
    id: envelope.id,
    case_id: envelope.case_id,
    title: envelope.title,
    status: envelope.status,
    documents: envelope.documents.map((document) => ({
      id: document.id,
      document_id: document.document_id,
      filename: document.filename,
      page_count: document.page_count,
      sha256: document.sha256,
      presented_sha256: document.presented_sha256,
      signed_sha256: document.signed_sha256,
      signed_document_id: document.signed_document_id,
      seal_status: document.seal_status,
    })),
    signers: envelope.signers.map((signer) => ({
      id: signer.id,
      name: signer.name,
      email: signer.email,
      role: signer.role,
      status: signer.status,
      signed_at: signer.signed_at,
      order: signer.turn,
      locale: localeOf(envelope, signer),
      viewed_at: signer.viewed_at,
      declined_at: signer.declined_at,
    })),
    created_at: envelope.created_at,
    completed_at: envelope.completed_at,
    sender: { name: envelope.sender_name, email: envelope.sender_email },
    message: envelope.message,
    signing_order: envelope.signing_order,
    locale: envelope.locale,
    time_zone: envelope.time_zone,
    expires_at: envelope.expires_at,
    expires_in_days: envelope.expires_in_days,
    sent_at: envelope.sent_at,
    declined_at: envelope.declined_at,
    decline_reason: envelope.decline_reason,
    voided_at: envelope.voided_at,
    void_reason: envelope.void_reason,
    metadata: JSON.parse(envelope.metadata) as Record<string, string>,
    // The digital seal and its level come with the certificate of completion.
    seal: null,
  };
}
