import { z } from 'zod';
import { anyId, line, locale, paragraph, timestamp } from './common.ts';
import { envelopeStatus, signerRole, signerStatus } from './envelope.ts';
import { signerField } from './field.ts';

const token = z.string().max(200).describe('The last part of the link in the mail');

export const tokenInput = z.strictObject({ token });

export const openInput = z.strictObject({
  token,
  locale: locale.optional().describe('The language the page is shown in; default the signer’s'),
});

export const sessionInput = z.strictObject({
  locale: locale.optional().describe('The language the page is shown in; default the signer’s'),
});

/**
 * Why a link leads nowhere, or `ready`. `link_expired`: dead by age alone, a fresh one can be asked
 * for. `acted`: this signer has signed, approved or declined; the documents can still be read.
 */
export const landingState = z.enum([
  'ready',
  'not_your_turn',
  'acted',
  'link_expired',
  'completed',
  'declined',
  'expired',
  'voided',
]);

export const landing = z.object({
  state: landingState,
  kind: z.enum(['sign', 'copy']).describe('`copy`: the read-only link of a completion mail'),
  locale: locale.describe('The signer’s language'),
  locales: z.array(locale).describe('The languages the page can be shown in'),
  envelope: z
    .object({
      title: z.string(),
      message: z.string().nullable(),
      sender: z.object({ name: z.string(), email: z.string().nullable() }),
      document_count: z.number().int(),
      expires_at: timestamp.nullable(),
      time_zone: z.string(),
    })
    .nullable()
    .describe('Who asks and for what; null where the link is dead'),
  signer: z
    .object({ name: z.string(), role: signerRole, status: signerStatus })
    .nullable()
    .describe('For whom the link is; null where the link is dead'),
});

const sessionSigner = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: signerRole,
  status: signerStatus,
  signed_at: timestamp.nullable(),
});

/** What a signer works with, from the opening of the link on. */
export const session = z.object({
  kind: z.enum(['sign', 'copy']),
  locale,
  envelope: z.object({
    title: z.string(),
    message: z.string().nullable(),
    sender: z.object({ name: z.string(), email: z.string().nullable() }),
    status: envelopeStatus,
    expires_at: timestamp.nullable(),
    time_zone: z.string(),
    documents: z.array(
      z.object({
        id: z.string(),
        filename: z.string(),
        page_count: z.number().int(),
        signed: z.boolean().describe('Whether the signed version can be downloaded'),
      }),
    ),
  }),
  signer: sessionSigner,
  fields: z.array(signerField).describe('The places in the documents that are this signer’s'),
  certificate: z.boolean().describe('Whether the certificate of completion can be downloaded'),
  consent: z
    .object({ version: z.string(), text: z.string() })
    .describe('What the signer agrees to, in the session’s language'),
});

// 2 MB of image, as base64 (RFC 4648, 4) behind its prefix.
const MAX_IMAGE_TEXT = 2_800_000;

const signatureFont = z
  .enum(['formal', 'flowing', 'everyday'])
  .default('formal')
  .describe('The hand it is written in, on the pages and on the certificate');

/** How a signature or initials look: a name as typed, in a hand, or an image. */
const mark = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('typed'),
    text: line(120).describe('The name as typed'),
    font: signatureFont,
  }),
  z.strictObject({
    kind: z.enum(['drawn', 'uploaded']),
    image: z
      .string()
      .max(MAX_IMAGE_TEXT)
      .regex(/^data:image\/(png|jpeg);base64,/, 'must be a data: URL of a PNG or JPEG image')
      .describe('A PNG or JPEG as a `data:` URL in base64'),
  }),
]);

const fieldText = z
  .string()
  .max(1000)
  .refine((text) => text.trim() === '' || paragraph(1000).safeParse(text).success, {
    error: 'must not contain control or text direction characters',
  });

const actingAs = z
  .strictObject({ name: z.string().max(1000), email: z.string().max(1000) })
  .optional()
  .describe('As whom the page shows the signer; somebody replaced since is 409 SESSION_MISMATCH');

export const signInput = z.strictObject({
  signer_id: anyId('signer_01JZX5W6C3T0B4N8Q2M7R9V1KD').describe(
    'Whom the page shows; another than the session’s is 409 SESSION_MISMATCH',
  ),
  acting_as: actingAs,
  consent_version: z.string().describe('The `consent.version` that was shown and accepted'),
  signature: mark.optional().describe('Required from a `signer`; an `approver` sends none'),
  initials: mark.optional().describe('Required where a required field of initials is the signer’s'),
  fields: z
    .array(
      z.strictObject({
        id: anyId('fld_01JZX5W6C3T0B4N8Q2M7R9V1KD'),
        value: z.union([fieldText, z.boolean()]).describe('A boolean for a checkbox'),
      }),
    )
    .optional()
    .describe('What was filled in; only fields of type `text` and `checkbox`'),
});

export const declineInput = z.strictObject({
  signer_id: anyId('signer_01JZX5W6C3T0B4N8Q2M7R9V1KD'),
  acting_as: actingAs,
  reason: paragraph(1000).describe('Shown to the sender alone'),
});

/** The signer’s state after an act. */
export const actResult = sessionSigner.extend({ envelope_status: envelopeStatus });

export const signDocumentInput = z.strictObject({
  sigdoc_id: anyId('sigdoc_01JZX5W6C3T0B4N8Q2M7R9V1KD'),
  version: z
    .enum(['presented', 'signed'])
    .default('presented')
    .describe('`presented`: what is to be signed; `signed`: after completion'),
});

export const accepted = z.object({ accepted: z.literal(true) });
