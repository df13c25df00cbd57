import { z } from 'zod';
import { redeliverEvents, sendTestEvent } from '../domain/redeliver-webhook.ts';
import {
  createWebhook,
  deleteWebhook,
  getWebhook,
  listWebhookAttempts,
  listWebhooks,
  rotateWebhookSecret,
  updateWebhook,
} from '../domain/webhooks.ts';
import { pageOf } from './schemas/common.ts';
import {
  accepted,
  attemptsInput,
  createWebhookInput,
  listWebhooksInput,
  redeliverInput,
  testEvent,
  updateWebhookInput,
  webhook,
  webhookAttempt,
  webhookIdInput,
  webhookWithSecret,
} from './schemas/webhook.ts';
import { apiProcedure, once, router } from './trpc.ts';

const TAGS = ['Webhooks'];
const ONE = '/webhooks/{webhook_id}';
const OF_ONE = ['WEBHOOK_NOT_FOUND'] as const;
const OF_SENDING = ['WEBHOOK_NOT_FOUND', 'WEBHOOK_DISABLED'] as const;

const create = apiProcedure
  .meta({
    openapi: {
      method: 'POST',
      path: '/webhooks',
      tags: TAGS,
      summary: 'Create a webhook',
      description:
        'Has events posted to an address, signed after Standard Webhooks. The answer carries the secret, this once: given again for an `Idempotency-Key`, it is without. In live mode the address must be https; it must lead to the public Internet.',
    },
    scope: 'webhooks:write',
    status: 201,
    shownOnce: ['secret'],
  })
  .input(createWebhookInput)
  .use(once)
  .output(webhookWithSecret)
  .mutation(({ ctx, input }) => createWebhook(ctx.app, ctx.caller, input));

const list = apiProcedure
  .meta({
    openapi: {
      method: 'GET',
      path: '/webhooks',
      tags: TAGS,
      summary: 'List webhooks',
      description: 'The webhooks of the workspace, newest first.',
    },
    scope: 'webhooks:read',
  })
  .input(listWebhooksInput)
  .output(pageOf(webhook))
  .query(({ ctx, input }) => listWebhooks(ctx.app, ctx.caller, input));

const get = apiProcedure
  .meta({
    openapi: {
      method: 'GET',
      path: ONE,
      tags: TAGS,
      summary: 'Get a webhook',
      description: 'A webhook and whether it works. Its secret is not shown again.',
    },
    scope: 'webhooks:read',
    errors: OF_ONE,
  })
  .input(webhookIdInput)
  .output(webhook)
  .query(({ ctx, input }) => getWebhook(ctx.app, ctx.caller, input.webhook_id));

const update = apiProcedure
  .meta({
    openapi: {
      method: 'PATCH',
      path: ONE,
      tags: TAGS,
      summary: 'Change a webhook',
      description:
        'Changes the members that are named. `enabled: true` has a disabled one work again; what it missed is sent on request.',
    },
    scope: 'webhooks:write',
    errors: OF_ONE,
  })
  .input(updateWebhookInput)
  .use(once)
  .output(webhook)
  .mutation(({ ctx, input: { webhook_id, ...changes } }) =>
    updateWebhook(ctx.app, ctx.caller, webhook_id, changes),
  );

const remove = apiProcedure
  .meta({
    openapi: {
      method: 'DELETE',
      path: ONE,
      tags: TAGS,
      summary: 'Delete a webhook',
      description: 'Deletes a webhook; what was still to be sent to it is not.',
    },
    scope: 'webhooks:write',
    status: 204,
    errors: OF_ONE,
  })
  .input(webhookIdInput)
  .use(once)
  .output(z.void())
  .mutation(({ ctx, input }) => deleteWebhook(ctx.app, ctx.caller, input.webhook_id));

const rotateSecret = apiProcedure
  .meta({
    openapi: {
      method: 'POST',
      path: `${ONE}/rotate-secret`,
      tags: TAGS,
      summary: 'Give a webhook a new secret',
      description:
        'The answer carries the new secret, this once: given again for an `Idempotency-Key`, it is without. For 24 hours each message is signed with both, the new and the one before.',
    },
    scope: 'webhooks:write',
    errors: OF_ONE,
    shownOnce: ['secret'],
  })
  .input(webhookIdInput)
  .use(once)
  .output(webhookWithSecret)
  .mutation(({ ctx, input }) => rotateWebhookSecret(ctx.app, ctx.caller, input.webhook_id));

const attempts = apiProcedure
  .meta({
    openapi: {
      method: 'GET',
      path: `${ONE}/attempts`,
      tags: TAGS,
      summary: 'List the attempts of a webhook',
      description: 'Every attempt to send to a webhook and how it ended, newest first.',
    },
    scope: 'webhooks:read',
    errors: OF_ONE,
  })
  .input(attemptsInput)
  .output(pageOf(webhookAttempt))
  .query(({ ctx, input }) => listWebhookAttempts(ctx.app, ctx.caller, input));

const redeliver = apiProcedure
  .meta({
    openapi: {
      method: 'POST',
      path: `${ONE}/redeliver`,
      tags: TAGS,
      summary: 'Send events again',
      description:
        'Sends one event, or every event since a time that the webhook is for, under the same ids and with the same bodies. What waits for its next attempt is tried at once, not twice.',
    },
    scope: 'webhooks:write',
    status: 202,
    errors: [...OF_SENDING, 'EVENT_NOT_FOUND'],
  })
  .input(redeliverInput)
  .use(once)
  .output(accepted)
  .mutation(async ({ ctx, input }) => {
    await redeliverEvents(ctx.app, ctx.caller, input);
    return { accepted: true as const };
  });

const test = apiProcedure
  .meta({
    openapi: {
      method: 'POST',
      path: `${ONE}/test`,
      tags: TAGS,
      summary: 'Send a test event',
      description: 'Sends an event of type `webhook.test`. It is in no list of events.',
    },
    scope: 'webhooks:write',
    status: 202,
    errors: OF_SENDING,
  })
  .input(webhookIdInput)
  .use(once)
  .output(testEvent)
  .mutation(({ ctx, input }) => sendTestEvent(ctx.app, ctx.caller, input.webhook_id));

export const webhooksRouter = router({
  create,
  list,
  get,
  update,
  delete: remove,
  rotateSecret,
  attempts,
  redeliver,
  test,
});
