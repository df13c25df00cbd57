import { createHash } from 'node:crypto';
import type { Signer } from '../db/signers.ts';
import type { Change } from './change-envelope.ts';
import { acceptedConsent } from './consent.ts';
import type { Envelope } from './envelope.ts';
import { ApiError, invalid } from './errors.ts';
import { type FieldInput, fillFields } from './fill-fields.ts';
import type { ActInk, Ink } from './ink.ts';

/** Who acts on what, and which way they came: through a link, or in test mode through none. */
export type Act = {
  envelope: Envelope;
  signer: Signer;
  way: { documentsFetched: readonly string[]; linkId?: string; sessionId?: string };
};

export type ActInput = {
  consent_version: string;
  initials?: unknown;
  fields?: readonly FieldInput[];
};

/**
 * The change that an act of signing is, or of approving for an approver.
 *
 * @throws ApiError VALIDATION_FAILED, CONSENT_OUTDATED
 */
export function signingChange(
  { envelope, signer, way }: Act,
  input: ActInput,
  { signature, initials }: ActInk,
  now: Date,
): Change & { filled: ReturnType<typeof fillFields> } {
  const role = signer.role === 'approver' ? 'approver' : 'signer';
  if (role === 'signer' && !signature) throw invalid('signature', 'is required');
  if (role === 'approver' && (signature || initials)) {
    const path = signature ? 'signature' : 'initials';
    throw invalid(path, 'must not be given: an approver approves without a signature');
  }
  const filled = fillFields(envelope, signer, input, now);
  const consent = acceptedConsent(role, input.consent_version);
  if (!consent) throw new ApiError('CONSENT_OUTDATED');
  const signed = {
    documents: envelope.documents.map(({ id, presented_sha256 }) => ({ id, presented_sha256 })),
    documents_fetched: way.documentsFetched,
    consent_version: consent.version,
    consent_language: consent.locale,
    consent_sha256: createHash('sha256').update(consent.text).digest('hex'),
    signature: signature && describeInk(signature),
    initials: initials && describeInk(initials),
    fields: filled,
    link_id: way.linkId,
    session_id: way.sessionId,
  };
  return {
    command: { type: 'act', signerId: signer.id },
    signer: {
      id: signer.id,
      changes: {
        signature_kind: signature?.kind ?? null,
        signature_text: signature?.text ?? null,
        signature_font: signature?.font ?? null,
        signature_image_sha256: signature?.image?.sha256 ?? null,
        initials_kind: initials?.kind ?? null,
        initials_text: initials?.text ?? null,
        initials_font: initials?.font ?? null,
        initials_image_sha256: initials?.image?.sha256 ?? null,
        consent_version: consent.version,
      },
    },
    data: { 'signer.signed': signed, 'signer.approved': signed },
    filled,
  };
}

/** What the trail keeps of ink: the text as typed and its hand, or the hash of the image. */
function describeInk({ kind, text, font, image }: Ink): Record<string, unknown> {
  return image ? { kind, image_sha256: image.sha256 } : { kind, text, font };
}
