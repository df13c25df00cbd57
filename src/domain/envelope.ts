import { type Certificate, findCertificates } from '../db/certificates.ts';
import type { Db } from '../db/database.ts';
import {
  type EnvelopeDocument,
  findEnvelopeDocuments,
  type SealStatus,
} from '../db/envelope-documents.ts';
import type { EnvelopeRow, Locale } from '../db/envelopes.ts';
import { type Field, type FieldBox, findFields } from '../db/fields.ts';
import { findSigners, type Signer } from '../db/signers.ts';
import type { Asked, ReminderPolicy } from '../lifecycle/asked.ts';
import { canRemindAt } from '../lifecycle/decide-remind.ts';
import type { EnvelopeState, SignerState } from '../lifecycle/state.ts';
import { LEVELS } from './sealing.ts';

/** An envelope with its parts, as every use case loads it. */
export type Envelope = EnvelopeRow & {
  documents: readonly EnvelopeDocument[];
  signers: readonly Signer[];
  fields: readonly Field[];
  certificates: readonly Certificate[];
};

/** Adds their parts to some envelopes, in one query a kind however many there are. */
export async function withParts(db: Db, rows: readonly EnvelopeRow[]): Promise<Envelope[]> {
  const ids = rows.map(({ id }) => id);
  const documents = Map.groupBy(await findEnvelopeDocuments(db, ids), (row) => row.envelope_id);
  const signers = Map.groupBy(await findSigners(db, ids), (row) => row.envelope_id);
  const fields = Map.groupBy(await findFields(db, ids), (row) => row.envelope_id);
  const certificates = Map.groupBy(await findCertificates(db, ids), (row) => row.envelope_id);
  return rows.map((row) => ({
    ...row,
    documents: documents.get(row.id) ?? [],
    signers: signers.get(row.id) ?? [],
    fields: fields.get(row.id) ?? [],
    certificates: certificates.get(row.id) ?? [],
  }));
}

/** What the lifecycle needs to know of an envelope. */
export function stateOf(envelope: Envelope): EnvelopeState {
  return {
    status: envelope.status,
    signingOrder: envelope.signing_order,
    expiresAt: envelope.expires_at,
    documentCount: envelope.documents.length,
    sentAt: envelope.sent_at,
    reminders: policyOf(envelope),
    remindersByHand: envelope.reminded_by_hand,
    signers: envelope.signers.map((signer) => ({
      id: signer.id,
      role: signer.role,
      status: signer.status,
      order: signer.turn,
      asked: askedOf(signer),
      undeliverable: signer.delivery === 'undeliverable',
    })),
  };
}

function askedOf(signer: Signer): Asked | null {
  if (signer.invited_at === null) return null;
  return {
    invitedAt: signer.invited_at,
    byHandAt: signer.reminded_by_hand_at,
    automaticAt: signer.reminded_at,
    automatic: signer.reminders_sent,
    disownedAt: signer.disowned_at,
  };
}

/** The columns of {@link stateOf}'s `asked`, where it is not as it was. */
export function askedColumns(signer: Signer | undefined, { asked }: SignerState) {
  if (signer && JSON.stringify(askedOf(signer)) === JSON.stringify(asked)) return {};
  return {
    invited_at: asked?.invitedAt ?? null,
    reminded_by_hand_at: asked?.byHandAt ?? null,
    reminded_at: asked?.automaticAt ?? null,
    reminders_sent: asked?.automatic ?? 0,
    disowned_at: asked?.disownedAt ?? null,
  };
}

/** How signers of an envelope are reminded; null: not by itself. */
export function policyOf({ reminders }: EnvelopeRow): ReminderPolicy | null {
  return reminders === null ? null : (JSON.parse(reminders) as ReminderPolicy);
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
      invited_at: signer.invited_at,
      reminded_at: lastRemindedAt(signer),
      delivery: signer.delivery,
      delivery_reason: signer.delivery_reason,
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
    reminders: policyOf(envelope),
    can_remind_at: canRemindAt(stateOf(envelope)),
    sent_at: envelope.sent_at,
    declined_at: envelope.declined_at,
    decline_reason: envelope.decline_reason,
    voided_at: envelope.voided_at,
    void_reason: envelope.void_reason,
    metadata: JSON.parse(envelope.metadata) as Record<string, string>,
    fields: envelope.fields.map((field) => presentField(envelope, field)),
    certificate_status: certificateStatus(envelope),
    seal: sealOf(envelope.documents),
  };
}

function lastRemindedAt({ reminded_by_hand_at, reminded_at }: Signer): string | null {
  return [reminded_by_hand_at ?? '', reminded_at ?? ''].toSorted().at(-1) || null;
}

function presentField(envelope: Envelope, field: Field) {
  const document = envelope.documents.find(({ id }) => id === field.envelope_document_id);
  return {
    ...describeField(field),
    document_id: document?.document_id ?? '',
    sigdoc_id: field.envelope_document_id,
    signer_id: field.signer_id,
  };
}

/** A field as sender and signer both see it. */
export function describeField(field: Field) {
  const { id, type, required, label, page, value } = field;
  const box: FieldBox = JSON.parse(field.box);
  return { id, type, required: required === 1, label, page, ...box, value };
}

/** The least of its certificates: both are there, or something is still missing. */
function certificateStatus({ certificates }: Envelope): SealStatus {
  const order = ['failing', 'pending', 'sealed'] as const;
  return order.find((status) => certificates.some((each) => each.seal_status === status)) ?? 'none';
}

/** The lowest level and the latest time, once every document is sealed. */
export function sealOf(documents: readonly EnvelopeDocument[]) {
  const seals = documents.map(({ seal_level, sealed_at }) => ({ seal_level, sealed_at }));
  const level = LEVELS.find((each) => seals.some(({ seal_level }) => seal_level === each));
  const sealed_at = seals
    .map((seal) => seal.sealed_at ?? '')
    .toSorted()
    .at(-1);
  const whole = documents.every(({ seal_status }) => seal_status === 'sealed');
  return whole && level && sealed_at ? { level, sealed_at } : null;
}
