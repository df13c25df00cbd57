import { z } from 'zod';
import { locale, sha256Hex, timestamp } from './common.ts';
import { envelopeField } from './field.ts';

const EXAMPLE_CASE = '550e8400-e29b-41d4-a716-446655440000';
const EXAMPLE_DOCUMENT = 'doc_01JZX5W6C3T0B4N8Q2M7R9V1KD';

export const envelopeStatus = z.enum([
  'draft',
  'sent',
  'in_progress',
  'completed',
  'expired',
  'declined',
  'voided',
]);
export const signingOrder = z.enum(['parallel', 'sequential']);
export const signerRole = z.enum(['signer', 'approver', 'cc']);
export const signerStatus = z.enum([
  'pending',
  'viewed',
  'signed',
  'approved',
  'copied',
  'declined',
]);
export const sealStatus = z.enum(['none', 'pending', 'sealed', 'failing']);

export const signer = z.object({
  id: z.string().meta({ example: 'signer_01JZX5W6C3T0B4N8Q2M7R9V1KD' }),
  name: z.string().meta({ example: 'John Smith' }),
  email: z.string().meta({ example: 'john.smith@example.com' }),
  role: signerRole,
  status: signerStatus,
  signed_at: timestamp.nullable().describe('When the signer signed or the approver approved'),
  order: z.number().int().describe('Turn in a sequential envelope; equal values act together'),
  locale,
  viewed_at: timestamp.nullable().describe('When the button behind the link was first pressed'),
  declined_at: timestamp.nullable(),
  invited_at: timestamp.nullable().describe('null until their turn, and for who only gets copies'),
  reminded_at: timestamp.nullable().describe('The last reminder'),
  delivery: z
    .enum(['sent', 'undeliverable'])
    .nullable()
    .describe('Of the last mail that asks them to act. Correct the address to invite them anew'),
  delivery_reason: z
    .enum(['refused', 'not_delivered'])
    .nullable()
    .describe('Why it is undeliverable: refused for good, or given up after two days'),
});

export const envelopeDocument = z.object({
  id: z.string().meta({ example: 'sigdoc_01JZX5W6C3T0B4N8Q2M7R9V1KD' }),
  document_id: z.string().meta({ example: EXAMPLE_DOCUMENT }),
  filename: z.string().meta({ example: 'employment_agreement.pdf' }),
  page_count: z.number().int(),
  sha256: sha256Hex.describe('Of the file as uploaded'),
  presented_sha256: sha256Hex.describe('Of the file that signers see and sign'),
  signed_sha256: sha256Hex.nullable().describe('Of the signed file; null until it exists'),
  signed_document_id: z
    .string()
    .nullable()
    .describe('The signed file as a document of the case; null until it exists'),
  seal_status: sealStatus,
});

const sender = z.object({
  name: z.string().meta({ example: 'Kanzlei Müller' }),
  email: z
    .string()
    .nullable()
    .describe('null: replies reach the address that mails come from, and no notices are sent')
    .meta({ example: 'kanzlei@example.com' }),
});

export const envelope = z
  .object({
    id: z.string().meta({ example: 'env_01JZX5W6C3T0B4N8Q2M7R9V1KD' }),
    case_id: z.string().meta({ example: EXAMPLE_CASE }),
    title: z.string().meta({ example: 'Employment Agreement -- Smith' }),
    status: envelopeStatus,
    documents: z.array(envelopeDocument),
    signers: z.array(signer),
    created_at: timestamp,
    completed_at: timestamp.nullable(),
    sender,
    message: z.string().nullable(),
    signing_order: signingOrder,
    locale,
    time_zone: z.string().meta({ example: 'Europe/Berlin' }),
    expires_at: timestamp.nullable().describe('The deadline; null in a draft that counts days'),
    expires_in_days: z
      .number()
      .int()
      .nullable()
      .describe('Days from sending to the deadline; null where `expires_at` was given'),
    reminders: z
      .object({ after_days: z.number().int(), every_days: z.number().int(), max: z.number().int() })
      .nullable()
      .describe('null: nobody is reminded automatically'),
    can_remind_at: timestamp
      .nullable()
      .describe('From when on `remind` reaches somebody; null where it can’t, or not any more'),
    sent_at: timestamp.nullable(),
    declined_at: timestamp.nullable(),
    decline_reason: z.string().nullable(),
    voided_at: timestamp.nullable(),
    void_reason: z.string().nullable(),
    metadata: z.record(z.string(), z.string()),
    fields: z.array(envelopeField).describe('Where signers sign and fill in'),
    certificate_status: sealStatus.describe('Of the certificate of completion, or the report'),
    seal: z
      .object({
        level: z.string().describe('PAdES baseline level (EN 319 142-1), the lowest of them'),
        sealed_at: timestamp,
      })
      .nullable()
      .describe('null until every document is sealed'),
  })
  .meta({ id: 'Envelope' });

export const auditEvent = z
  .object({
    id: z.string().meta({ example: 'evt_01JZX5W6C3T0B4N8Q2M7R9V1KD' }),
    envelope_id: z.string(),
    signer_id: z.string().nullable(),
    seq: z.number().int().describe('From 1, without gaps'),
    at: timestamp,
    type: z.string().meta({ example: 'signer.signed' }),
    actor: z
      .record(z.string(), z.unknown())
      .describe(
        'Who: an API key, a JWT, a signer, somebody with a signer’s link, the operator, the system, a test act',
      ),
    data: z.record(z.string(), z.unknown()),
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
    prev_hash: z.string(),
    hash: z
      .string()
      .describe(
        'SHA-256 of the canonical JSON (RFC 8785) of the other members, `prev_hash` included',
      ),
  })
  .meta({ id: 'AuditEvent' });
