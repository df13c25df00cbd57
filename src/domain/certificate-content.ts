import type { Context } from '../context.ts';
import { type AuditEventRow, listAuditEvents } from '../db/audit-events.ts';
import type { Audience } from '../db/certificates.ts';
import type { Db } from '../db/database.ts';
import type { EnvelopeDocument } from '../db/envelope-documents.ts';
import type { SealedFile } from '../db/sealed-files.ts';
import type { Signer } from '../db/signers.ts';
import { modeOf } from '../db/tenant.ts';
import type {
  Certificate,
  CertificateActor,
  CertificateDocument,
  CertificateEvent,
  CertificateField,
  CertificateSignature,
  CertificateSigner,
} from '../pdf/certificate/content.ts';
import type { Actor } from './caller.ts';
import { consentText } from './consent.ts';
import type { Envelope } from './envelope.ts';
import { handOf } from './ink.ts';
import { maskEmail } from './mask-email.ts';
import type { AuditHead } from './sealing.ts';

const PAGE = 1000;

/** Every event of an envelope's trail, oldest first. */
export async function loadTrail(
  db: Db,
  { id, tenant }: Pick<Envelope, 'id' | 'tenant'>,
): Promise<AuditEventRow[]> {
  const events: AuditEventRow[] = [];
  for (;;) {
    const afterSeq = events.at(-1)?.seq ?? 0;
    const page = await listAuditEvents(db, tenant, id, { afterSeq, limit: PAGE });
    events.push(...page);
    if (page.length < PAGE) return events;
  }
}

type Source = {
  ctx: Context;
  envelope: Envelope;
  audience: Audience;
  /** Up to the head, oldest first. */
  trail: readonly AuditEventRow[];
};

/** What the certificate of an ended envelope says to one audience. */
export function certificateContent(
  ctx: Context,
  envelope: Envelope,
  audience: Audience,
  made: { head: AuditHead; trail: readonly AuditEventRow[]; sealed: readonly SealedFile[] },
): Certificate {
  const { head } = made;
  const trail = made.trail.filter(({ seq }) => seq <= head.seq);
  const source = { ctx, envelope, audience, trail };
  return {
    kind: endOf(envelope),
    audience,
    locale: envelope.locale,
    timeZone: envelope.time_zone,
    test: modeOf(envelope.tenant) === 'test',
    envelope: {
      id: envelope.id,
      title: envelope.title,
      sender: { name: envelope.sender_name, email: envelope.sender_email },
      createdAt: envelope.created_at,
      sentAt: envelope.sent_at,
      endedAt: head.at,
      expiresAt: envelope.expires_at,
      signingOrder: envelope.signing_order,
    },
    reason: audience === 'sender' ? (envelope.decline_reason ?? envelope.void_reason) : null,
    documents: envelope.documents.map((document) => describeDocument(document, made.sealed)),
    signers: envelope.signers.map((signer) => describeSigner(source, signer)),
    events: trail.map((event) => describeEvent(source, event)),
    auditHead: { seq: head.seq, hash: head.hash },
    verifyUrl: `${ctx.config.publicUrl}/verify`,
  };
}

function endOf({ id, status }: Envelope): Certificate['kind'] {
  if (status === 'draft' || status === 'sent' || status === 'in_progress') {
    throw new Error(`The envelope ${id} has not ended`);
  }
  return status;
}

function describeDocument(
  document: EnvelopeDocument,
  sealed: readonly SealedFile[],
): CertificateDocument {
  const seal = sealed.find(({ subject, version }) => subject === document.id && version === 1);
  return {
    filename: document.filename,
    pageCount: document.page_count,
    originalSha256: document.sha256,
    presentedSha256: document.presented_sha256,
    alreadySigned: document.carries_signatures === 1,
    seal: seal
      ? {
          level: seal.level,
          at: seal.sealed_at,
          sha256: seal.sha256,
          timeStampFailed: seal.time_stamp_failed !== null,
        }
      : null,
  };
}

function describeSigner(source: Source, signer: Signer): CertificateSigner {
  const { envelope, audience } = source;
  const own = source.trail.filter(({ signer_id }) => signer_id === signer.id);
  const replaced = own.filter(({ type }) => type === 'signer.replaced');
  const since = replaced.at(-1)?.seq ?? 0;
  const last = (type: string) => own.findLast((event) => event.type === type && event.seq > since);
  const act = last('signer.signed') ?? last('signer.approved') ?? last('signer.declined');
  const others = envelope.signers.filter(({ email }) => email === signer.email);
  return {
    name: signer.name,
    email: shownEmail(audience, signer.email),
    role: signer.role,
    status: signer.status,
    identifiedBy: isPersons(act ?? last('signer.viewed')) ? 'mailed_link' : null,
    replaced: replaced.map(({ data, at }) => {
      const { was } = JSON.parse(data) as { was: { name: string; email: string } };
      return { name: was.name, email: shownEmail(audience, was.email), until: at };
    }),
    disowned: own
      .filter(({ type, seq }) => type === 'signer.disowned' && seq > since)
      .map(({ at }) => at),
    addressShared: others.length > 1,
    consent: consentOf(signer),
    invitedAt: own.find(({ type, seq }) => type === 'signer.invited' && seq > since)?.at ?? null,
    openedAt: signer.viewed_at,
    actedAt: signer.signed_at ?? signer.declined_at,
    ip: audience === 'sender' ? (act?.ip ?? null) : null,
    userAgent: audience === 'sender' ? (act?.user_agent ?? null) : null,
    signature: signatureOf(source, signer),
    fields: fieldsOf(envelope, signer),
  };
}

/** Whether a person with a link did it: in test mode signers are played. */
function isPersons(event: AuditEventRow | undefined): boolean {
  return event !== undefined && (JSON.parse(event.actor) as Actor).type === 'signer';
}

function shownEmail(audience: Audience, email: string): string {
  return audience === 'sender' ? email : maskEmail(email);
}

function consentOf({ consent_version: version }: Signer) {
  const text = version === null ? null : consentText(version);
  return version === null || text === null ? null : { version, text };
}

function signatureOf({ ctx, envelope }: Source, signer: Signer): CertificateSignature | null {
  const { signature_kind: kind, signature_text: text, signature_image_sha256: sha256 } = signer;
  if (kind === 'typed') {
    return text === null ? null : { kind, text, hand: handOf(signer.signature_font) };
  }
  if (kind === null || sha256 === null) return null;
  return { kind, signatureImagePath: ctx.storage.path(envelope.tenant, sha256) };
}

function fieldsOf({ documents, fields }: Envelope, { id }: Signer): CertificateField[] {
  return fields.flatMap(({ signer_id, envelope_document_id, type, label, page, value }) => {
    if (signer_id !== id || value === null) return [];
    const document = 1 + documents.findIndex((each) => each.id === envelope_document_id);
    return [{ label, type, document, page, value: type === 'checkbox' ? true : value }];
  });
}

function describeEvent(source: Source, event: AuditEventRow): CertificateEvent {
  const actor = JSON.parse(event.actor) as Actor;
  return {
    seq: event.seq,
    at: event.at,
    type: event.type,
    actor: describeActor(source, actor),
    about: aboutOf(source, event, actor),
    ip: source.audience === 'sender' ? event.ip : null,
  };
}

function describeActor({ envelope, audience }: Source, actor: Actor): CertificateActor {
  if (actor.type === 'signer') {
    const signer = envelope.signers.find(({ id }) => id === actor.signer_id);
    return { type: 'signer', name: signer?.name ?? actor.signer_id };
  }
  if (actor.type === 'system') return actor;
  if (actor.type === 'link_holder' || actor.type === 'operator') return { type: actor.type };
  if (actor.type === 'test_act') return { type: actor.type };
  return audience === 'sender' ? actor : { type: 'sender' };
}

/** Whom or which document an event is about, where that is not who did it. */
function aboutOf({ envelope }: Source, event: AuditEventRow, actor: Actor): string | null {
  const data = JSON.parse(event.data) as Record<string, unknown>;
  const document = envelope.documents.find(({ id }) => id === data.document_id);
  if (document) return document.filename;
  if (event.type === 'signer.disowned') return String(data.name);
  if (event.signer_id === null) return data.recipient === 'sender' ? envelope.sender_name : null;
  if (actor.type === 'signer' && actor.signer_id === event.signer_id) return null;
  return envelope.signers.find(({ id }) => id === event.signer_id)?.name ?? null;
}
