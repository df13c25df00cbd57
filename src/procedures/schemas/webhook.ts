import { z } from 'zod';
import { anyId, instant, pageQuery, timestamp } from './common.ts';
import { eventType } from './event.ts';

const ID = '01JZX5W6C3T0B4N8Q2M7R9V1KD';
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=';

const events = z
  .array(z.enum(['*', ...eventType.options]))
  .min(1)
  .max(eventType.options.length + 1)
  .describe('Types of events, or `*` for all, those that come later included');

const url = z
  .string()
  .max(2000)
  .refine(isWebAddress, 'must be an http(s) address without credentials or fragment')
  .meta({ format: 'uri', example: 'https://office.example.com/hooks/signing' });

function isWebAddress(text: string): boolean {
  const parsed = URL.parse(text);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return false;
  return parsed.username === '' && parsed.password === '' && !text.includes('#');
}

export const webhook = z
  .object({
    id: z.string().meta({ example: `whk_${ID}` }),
    url: z.string(),
    events: z.array(z.enum(['*', ...eventType.options])),
    enabled: z.boolean(),
    disabled_at: timestamp.nullable(),
    disabled_because: z
      .enum(['by_request', 'gone', 'failing'])
      .nullable()
      .describe('`gone`: it answered 410. `failing`: for five days'),
    failing_since: timestamp.nullable().describe('The first failure since the last success'),
    previous_secret_until: timestamp
      .nullable()
      .describe('Until when the secret before signs as well'),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'Webhook' });

export const webhookWithSecret = webhook
  .extend({
    secret: z
      .string()
      .optional()
      .describe('Signs what is sent. Shown this once: absent with `Idempotent-Replayed`')
      .meta({ example: SECRET }),
  })
  .meta({ id: 'WebhookWithSecret' });

export const webhookAttempt = z
  .object({
    id: z.string().meta({ example: `att_${ID}` }),
    event_id: z.string(),
    event_type: z.string().meta({ example: 'envelope.completed' }),
    attempt: z.number().int().describe('From 1'),
    status: z.number().int().nullable().describe('Of the answer; null where none came'),
    fault: z
      .enum(['address_refused', 'timeout', 'connection'])
      .nullable()
      .describe('Why no answer came'),
    duration_ms: z.number().int(),
    retry_at: timestamp.nullable().describe('When the next attempt is due; null: there is none'),
    created_at: timestamp,
  })
  .meta({ id: 'WebhookAttempt' });

export const createWebhookInput = z.strictObject({ url, events });
export const webhookIdInput = z.strictObject({ webhook_id: anyId(`whk_${ID}`) });
export const listWebhooksInput = z.strictObject(pageQuery);
export const attemptsInput = webhookIdInput.extend(pageQuery);

export const updateWebhookInput = webhookIdInput.extend({
  url: url.optional(),
  events: events.optional(),
  enabled: z.boolean().optional(),
});

export const redeliverInput = webhookIdInput
  .extend({
    event_id: anyId(`evt_${ID}`).optional().describe('One event'),
    since: instant.optional().describe('Every event from this time on'),
  })
  .refine(
    ({ event_id, since }) => (event_id === undefined) !== (since === undefined),
    'give event_id or since',
  );

export const accepted = z.object({ accepted: z.literal(true) });
export const testEvent = z.object({ event_id: z.string().meta({ example: `evt_${ID}` }) });
