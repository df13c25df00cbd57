import type { SendFault } from '../../src/webhook/sender.ts';
import { createWebhookSender } from '../../src/webhook/sender.ts';
import type { Client } from '../support/client.ts';
import { type DatabaseKind, startApp } from '../support/start-app.ts';

export type Attempt = {
  event_id: string;
  event_type: string;
  attempt: number;
  status: number | null;
  fault: SendFault | null;
  retry_at: string | null;
};

/** How long an attempt has; where none is meant to take too long, a busy machine must not make it. */
export const PATIENCE_MS = 20_000;

/** An app whose webhooks may go to this machine. */
export function startHookApp(kind: DatabaseKind) {
  return startApp(kind, {
    env: { WEBHOOK_ALLOW_PRIVATE: 'true' },
    overrides: { webhooks: createWebhookSender({ allowPrivate: true, timeoutMs: PATIENCE_MS }) },
  });
}

export async function createHook(client: Client, url: string, events: readonly string[] = ['*']) {
  const { status, body } = await client.post('/webhooks', { url, events });
  if (status !== 201) throw new Error(`No webhook: ${JSON.stringify(body)}`);
  return body as { id: string; secret: string };
}

/** The attempts of a webhook, oldest first. */
export async function attemptsOf(client: Client, id: string): Promise<Attempt[]> {
  const { body } = await client.get(`/webhooks/${id}/attempts?limit=100`);
  return body.data.toReversed();
}
