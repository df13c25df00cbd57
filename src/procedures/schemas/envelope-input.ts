import { z } from 'zod';
import { anyId, emailAddress, instant, line, locale, pageQuery, paragraph } from './common.ts';
import { signerRole, signingOrder } from './envelope.ts';
import { fieldInput } from './field.ts';

const EXAMPLE_CASE = '550e8400-e29b-41d4-a716-446655440000';
const EXAMPLE_DOCUMENT = 'doc_01JZX5W6C3T0B4N8Q2M7R9V1KD';
const EXAMPLE_ENVELOPE = 'env_01JZX5W6C3T0B4N8Q2M7R9V1KD';
const EXAMPLE_SIGNER = 'signer_01JZX5W6C3T0B4N8Q2M7R9V1KD';

const signerMembers = {
  name: line(120).meta({ example: 'John Smith' }),
  email: emailAddress,
  order: z.number().int().min(1).max(1000).optional().describe('Default: the place in the list'),
  locale: locale.optional().describe('Default: the envelope’s'),
};

const signerInput = z.strictObject({ ...signerMembers, role: signerRole.default('signer') });

const documentIds = z
  .array(anyId(EXAMPLE_DOCUMENT), {
    error: (issue) => (issue.input === undefined ? 'NO_DOCUMENTS' : undefined),
  })
  .min(1, 'NO_DOCUMENTS')
  .refine((ids) => new Set(ids).size === ids.length, 'must not name a document twice');

const signerInputs = z
  .array(signerInput, { error: (issue) => (issue.input === undefined ? 'NO_SIGNERS' : undefined) })
  .min(1, 'NO_SIGNERS');

const fields = z.array(fieldInput).max(10_000);

const timeZone = z
  .string()
  .refine(isTimeZone, 'must be an IANA time zone')
  .meta({ example: 'Europe/Berlin' });

function isTimeZone(name: string): boolean {
  // Intl also takes offsets such as +01:00, which have no daylight saving and no name.
  return /^[A-Za-z]/.test(name) && Intl.supportedValuesOf('timeZone').concat('UTC').includes(name);
}

const metadata = z
  .record(z.string().min(1).max(64), paragraph(1000))
  .refine((map) => Object.keys(map).length <= 20, 'must have at most 20 keys');

const days = z.number().int().min(1).max(90);

const reminderPolicy = z.strictObject({
  after_days: days.default(3).describe('Days from a signer’s own invitation to the first'),
  every_days: days.default(3).describe('Days from one to the next'),
  max: z.number().int().min(1).max(30).default(3).describe('How many each signer gets at most'),
});

const settings = {
  message: paragraph(4000).nullable().optional().describe('Shown to signers, as plain text'),
  signing_order: signingOrder.optional().describe('Default `parallel`'),
  locale: locale.optional().describe('Default `en`'),
  time_zone: timeZone.optional().describe('Default `Europe/Berlin`'),
  sender: z
    .strictObject({ name: line(120), email: emailAddress.nullable().optional() })
    .optional()
    .describe('Whom signers see asking and whom replies reach; default the workspace’s'),
  expires_at: instant.optional().describe('The deadline; not together with `expires_in_days`'),
  expires_in_days: z.number().int().min(1).max(365).optional().describe('Default 30'),
  reminders: reminderPolicy
    .nullable()
    .optional()
    .describe('Automatic reminders; null turns them off. Default 3, 3, 3'),
  metadata: metadata.optional().describe('Your own keys and values'),
};

const title = line(255).meta({ example: 'Employment Agreement -- Smith' });

export const createEnvelopeInput = z.strictObject({
  case_id: anyId(EXAMPLE_CASE),
  title,
  document_ids: documentIds,
  signers: signerInputs,
  fields: fields.optional().describe('Where signers sign and fill in; default a page of its own'),
  send_emails: z
    .boolean()
    .default(false)
    .describe('true sends at once; false leaves a draft to be sent later'),
  ...settings,
});

export const promoteInput = z.strictObject({
  case_id: anyId(EXAMPLE_CASE),
  document_ids: documentIds,
  title,
  reminders: settings.reminders,
});

export const extendEnvelopeInput = z.strictObject({
  envelope_id: anyId(EXAMPLE_ENVELOPE),
  expires_at: instant.optional().describe('The new deadline; not together with `expires_in_days`'),
  expires_in_days: z.number().int().min(1).max(365).optional().describe('Days from now'),
});

export const updateEnvelopeInput = z.strictObject({
  envelope_id: anyId(EXAMPLE_ENVELOPE),
  title: title.optional(),
  document_ids: documentIds
    .optional()
    .describe('Replaces the documents; one named again stays as it was frozen'),
  signers: signerInputs.optional().describe('Replaces the signers; their fields go with them'),
  fields: fields.optional().describe('Replaces the fields'),
  ...settings,
});

export const envelopeIdInput = z.strictObject({ envelope_id: anyId(EXAMPLE_ENVELOPE) });

export const listEnvelopesInput = z.strictObject({ case_id: anyId(EXAMPLE_CASE), ...pageQuery });

export const auditTrailInput = z.strictObject({
  envelope_id: anyId(EXAMPLE_ENVELOPE),
  ...pageQuery,
});

export const voidEnvelopeInput = z.strictObject({
  envelope_id: anyId(EXAMPLE_ENVELOPE),
  reason: paragraph(1000).describe('Told to those who were asked to sign'),
});

export const addSignerInput = z.strictObject({
  envelope_id: anyId(EXAMPLE_ENVELOPE),
  ...signerMembers,
  role: signerRole.default('signer'),
});

export const updateSignerInput = z.strictObject({
  envelope_id: anyId(EXAMPLE_ENVELOPE),
  signer_id: anyId(EXAMPLE_SIGNER),
  name: signerMembers.name.optional(),
  email: signerMembers.email.optional(),
  role: signerRole.optional(),
  order: signerMembers.order,
  locale: signerMembers.locale,
});

export const signerIdInput = z.strictObject({
  envelope_id: anyId(EXAMPLE_ENVELOPE),
  signer_id: anyId(EXAMPLE_SIGNER),
});

export const downloadEnvelopeDocumentInput = z.strictObject({
  envelope_id: anyId(EXAMPLE_ENVELOPE),
  sigdoc_id: anyId('sigdoc_01JZX5W6C3T0B4N8Q2M7R9V1KD'),
  version: z
    .enum(['original', 'presented', 'signed'])
    .optional()
    .describe('Default: `signed` once it exists, else `presented`'),
});

export const certificateInput = z.strictObject({
  envelope_id: anyId(EXAMPLE_ENVELOPE),
  audience: z.enum(['sender', 'parties']).optional().describe('For whom; default `sender`'),
});
