import { z } from 'zod';
import { EVENT_TYPES } from '../../domain/events.ts';
import { pageQuery, timestamp } from './common.ts';
import { envelopeStatus, signerRole, signerStatus } from './envelope.ts';

const ID = '01JZX5W6C3T0B4N8Q2M7R9V1KD';

export const eventType = z.enum(EVENT_TYPES);

const eventData = z.object({
  envelope: z
    .object({
      id: z.string().meta({ example: `env_${ID}` }),
      case_id: z.string(),
      title: z.string().meta({ example: 'Employment Agreement -- Smith' }),
      status: envelopeStatus,
      expires_at: timestamp.nullable(),
      decline_reason: z.string().nullable(),
      void_reason: z.string().nullable(),
    })
    .describe('As it was after the change'),
  signer: z
    .object({
      id: z.string().meta({ example: `signer_${ID}` }),
      name: z.string(),
      email: z.string(),
      role: signerRole,
      status: signerStatus,
    })
    .optional()
    .describe('Whom the event is about. An approval is `signer.signed` by an `approver`'),
  previous: z
    .object({ name: z.string(), email: z.string() })
    .optional()
    .describe('With `signer.replaced`: who it was before'),
  reason: z
    .enum(['refused', 'not_delivered'])
    .optional()
    .describe('With `signer.undeliverable`: as `delivery_reason` of the signer'),
  seal: z
    .object({ level: z.string(), sealed_at: timestamp })
    .optional()
    .describe('With `envelope.sealed`'),
});

export const event = z
  .object({
    id: z.string().meta({ example: `evt_${ID}` }),
    type: eventType,
    created_at: timestamp,
    data: eventData,
  })
  .meta({ id: 'Event' });

export const listEventsInput = z.strictObject({
  ...pageQuery,
  cursor: z
    .string()
    .optional()
    .describe('`next_cursor` of the answer before; none: from the first'),
});

export const eventPage = z.object({
  data: z.array(event),
  next_cursor: z.string().describe('Always there: pass it as `cursor` for what comes after'),
  has_more: z.boolean().describe('Whether more is there already'),
});

export const followEventsInput = z
  .strictObject({
    cursor: z.string().optional().describe('Where to begin; none: from the first event'),
    lastEventId: z.string().optional().describe('Set by the client when it comes back'),
  })
  .optional();
