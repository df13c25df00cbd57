import { z } from 'zod';
import { anyId, pageQuery, paragraph, sha256Hex, timestamp } from './common.ts';
import { signInput } from './sign.ts';

const ENVELOPE = 'env_01JZX5W6C3T0B4N8Q2M7R9V1KD';
const SIGNER = 'signer_01JZX5W6C3T0B4N8Q2M7R9V1KD';
const TEN_YEARS = 10 * 365 * 24 * 60 * 60;

export const moveClockInput = z.strictObject({
  advance_seconds: z
    .number()
    .int()
    .min(1)
    .max(TEN_YEARS)
    .describe('How far ahead, in seconds: 86400 is a day. The time never goes back'),
});

export const readClockInput = z.strictObject({
  wait_seconds: z
    .number()
    .int()
    .min(0)
    .max(60)
    .default(0)
    .describe('Answers only when `pending` is 0, or after so many seconds'),
});

export const testClock = z
  .object({
    now: timestamp.describe('The time of this workspace’s test mode'),
    offset_seconds: z.number().int().describe('How far that is ahead of the real time'),
    pending: z
      .number()
      .int()
      .describe('How much of what is due for envelopes (mails, seals, ends) is still to be done'),
  })
  .meta({ id: 'TestClock' });

export const listTestEmailsInput = z.strictObject({
  ...pageQuery,
  envelope_id: anyId(ENVELOPE).optional().describe('Only mails about this envelope'),
  to: z.string().max(254).optional().describe('Only mails to this address, as it was given'),
});

const mailAddress = z.object({ name: z.string(), email: z.string() });

export const testEmail = z
  .object({
    id: z.string().meta({ example: 'msg_01JZX5W6C3T0B4N8Q2M7R9V1KD' }),
    created_at: timestamp,
    template: z
      .string()
      .describe('Which mail it is, as `mail` of `mail.sent` in the audit trail')
      .meta({ example: 'signing_request' }),
    envelope_id: z.string().nullable(),
    signer_id: z.string().nullable().describe('null for a mail to the sender'),
    from: mailAddress,
    reply_to: mailAddress.nullable(),
    to: mailAddress,
    subject: z.string(),
    locale: z.string(),
    message_id: z.string().describe('The Message-ID, the same at every attempt'),
    html: z.string(),
    text: z.string(),
    links: z
      .array(z.object({ kind: z.enum(['sign', 'copy']), url: z.string() }))
      .describe('`sign`: to open and sign; `copy`: to read what was signed'),
    attachments: z.array(
      z.object({
        filename: z.string(),
        content_type: z.string(),
        size_bytes: z.number().int(),
        sha256: sha256Hex,
      }),
    ),
  })
  .meta({ id: 'TestEmail' });

const ofSigner = { envelope_id: anyId(ENVELOPE), signer_id: anyId(SIGNER) };

export const playSignInput = z.strictObject({
  ...ofSigner,
  fields: signInput.shape.fields.describe(
    'What is filled in; required fields that are not named get “Test” or a tick',
  ),
});

export const playDeclineInput = z.strictObject({ ...ofSigner, reason: paragraph(1000) });

export const playBounceInput = z.strictObject(ofSigner);
