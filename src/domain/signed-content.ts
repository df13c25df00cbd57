import type { Context } from '../context.ts';
import type { EnvelopeDocument } from '../db/envelope-documents.ts';
import type { Locale } from '../db/envelopes.ts';
import type { Field, FieldBox } from '../db/fields.ts';
import type { SignatureFont, Signer } from '../db/signers.ts';
import { modeOf } from '../db/tenant.ts';
import type { Mark, MarkInk, SignaturePage, SignaturePageSigner } from '../pdf/pdf-engine.ts';
import { TEXTS } from '../pdf/signature-page-texts.ts';
import { utcTime } from '../pdf/times.ts';
import type { Envelope } from './envelope.ts';
import { handOf } from './ink.ts';
import { maskEmail } from './mask-email.ts';
import type { AuditHead } from './sealing.ts';

/** All that is added to a presented file when its envelope is completed. */
export type SignedContent = { page: SignaturePage | null; marks: Mark[]; watermark: boolean };

/**
 * What a completed document gets: the marks of its fields, and a page for everybody who has no
 * place to sign in it. A file that carries digital signatures stays as it is: all of that is in the
 * certificate then.
 */
export function signedContent(
  ctx: Context,
  envelope: Envelope,
  document: EnvelopeDocument,
  head: AuditHead,
): SignedContent {
  if (document.carries_signatures === 1) return { page: null, marks: [], watermark: false };
  const watermark = modeOf(envelope.tenant) === 'test';
  const fields = envelope.fields.filter((field) => field.envelope_document_id === document.id);
  const placed = fields.filter(({ type }) => type === 'signature');
  const signers = envelope.signers.filter(
    ({ id, role }) => role !== 'cc' && !placed.some(({ signer_id }) => signer_id === id),
  );
  return {
    page: signers.length === 0 ? null : signaturePage(ctx, envelope, document, { signers, head }),
    marks: fields.flatMap((field) => markOf(ctx, envelope, field)),
    watermark,
  };
}

function signaturePage(
  ctx: Context,
  envelope: Envelope,
  document: EnvelopeDocument,
  { signers, head }: { signers: readonly Signer[]; head: AuditHead },
): SignaturePage {
  return {
    locale: envelope.locale,
    timeZone: envelope.time_zone,
    envelopeId: envelope.id,
    title: envelope.title,
    filename: document.filename,
    pageCount: document.page_count,
    originalSha256: document.sha256,
    presentedSha256: document.presented_sha256,
    completedAt: head.at,
    auditHead: { seq: head.seq, hash: head.hash },
    sender: { name: envelope.sender_name },
    watermark: modeOf(envelope.tenant) === 'test',
    signers: signers.map((signer) => describeSigner(ctx, envelope, signer)),
  };
}

function describeSigner(ctx: Context, envelope: Envelope, signer: Signer): SignaturePageSigner {
  return {
    name: signer.name,
    emailMasked: maskEmail(signer.email),
    role: signer.role === 'approver' ? 'approver' : 'signer',
    ink: inkOf(ctx, envelope, signature(signer)),
    at: signer.signed_at ?? '',
    openedAt: signer.viewed_at,
  };
}

type KeptInk = { text: string | null; font: SignatureFont | null; sha256: string | null };

function signature({ signature_text, signature_font, signature_image_sha256 }: Signer): KeptInk {
  return { text: signature_text, font: signature_font, sha256: signature_image_sha256 };
}

function initials({ initials_text, initials_font, initials_image_sha256 }: Signer): KeptInk {
  return { text: initials_text, font: initials_font, sha256: initials_image_sha256 };
}

function inkOf(
  ctx: Context,
  { tenant }: Envelope,
  { text, font, sha256 }: KeptInk,
): MarkInk | null {
  if (sha256 !== null) return { imagePath: ctx.storage.path(tenant, sha256) };
  return text === null ? null : { text, hand: handOf(font) };
}

function markOf(ctx: Context, envelope: Envelope, field: Field): Mark[] {
  const signer = envelope.signers.find(({ id }) => id === field.signer_id);
  if (!signer) return [];
  const box: FieldBox = JSON.parse(field.box);
  const at = { page: field.page, box };
  switch (field.type) {
    case 'signature': {
      const ink = inkOf(ctx, envelope, signature(signer));
      const caption = captionOf(envelope.locale, signer);
      return ink ? [{ ...at, kind: 'signature', ink, caption }] : [];
    }
    case 'initials': {
      const ink = inkOf(ctx, envelope, initials(signer));
      return ink ? [{ ...at, kind: 'initials', ink }] : [];
    }
    case 'checkbox':
      return [{ ...at, kind: 'checkbox', checked: field.value === 'true' }];
    case 'date':
      return textMark(at, field.value && dateText(envelope.locale, field.value));
    case 'text':
    case 'name':
    case 'email':
      return textMark(at, field.value);
  }
}

function textMark(at: { page: number; box: FieldBox }, text: string | null): Mark[] {
  return text === null ? [] : [{ ...at, kind: 'text', text }];
}

function captionOf(locale: Locale, { name, signed_at }: Signer): string {
  return TEXTS[locale].caption(name, utcTime(signed_at ?? ''));
}

/** `2026-11-22` as a person writes it. */
function dateText(locale: Locale, day: string): string {
  const format = new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  return format.format(new Date(`${day}T00:00:00Z`));
}
