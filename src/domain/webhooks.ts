import type { Context } from '../context.ts';
import type { Db, Tx } from '../db/database.ts';
import { isId, newId } from '../db/ids.ts';
import { modeOf, type Tenant } from '../db/tenant.ts';
import { listAttempts, type WebhookAttempt } from '../db/webhook-deliveries.ts';
import {
  countWebhooks,
  deleteWebhook as deleteWebhookRow,
  findWebhook,
  holdWebhook,
  insertWebhook,
  listWebhooks as listWebhookRows,
  updateWebhook as updateWebhookRow,
  type Webhook,
} from '../db/webhooks.ts';
import { AddressRefused } from '../webhook/guard.ts';
import { newWebhookSecret } from '../webhook/sign.ts';
import type { Caller } from './caller.ts';
import { ApiError, invalid } from './errors.ts';
import type { EventType } from './events.ts';
import { type PageInput, pageOfRows, pageToRead } from './page.ts';
import { openText, sealText } from './secrets.ts';

/** Each costs every change of its tenant a little. */
const MOST = 20;
const OLD_SECRET_MS = 24 * 60 * 60 * 1000;

export type WebhookInput = { url: string; events: readonly (EventType | '*')[] };

/**
 * Makes a webhook. Its secret is in this answer alone.
 *
 * @throws ApiError VALIDATION_FAILED for an address that is not allowed, or too many webhooks
 */
export async function createWebhook(ctx: Context, caller: Caller, { url, events }: WebhookInput) {
  await checkUrl(ctx, caller, url);
  const secret = newWebhookSecret();
  const webhook = await ctx.transact(async (tx) => {
    if ((await countWebhooks(tx, caller.tenant)) >= MOST) {
      throw invalid('url', `there are ${MOST} webhooks already; that is the most`);
    }
    const now = ctx.clock.now();
    const id = newId('webhook', now);
    await insertWebhook(tx, {
      id,
      tenant: caller.tenant,
      url,
      events: JSON.stringify(events),
      secret_sealed: sealText(ctx.config.appSecret, id, secret),
      previous_sealed: null,
      previous_until: null,
      failing_since: null,
      disabled_at: null,
      disabled_because: null,
      created_at: now.toISOString(),
      updated_at: now.toISOString(),
    });
    return loadWebhook(tx, caller.tenant, id);
  });
  return { ...presentWebhook(webhook), secret };
}

/**
 * Whether a tenant's events may go to an address at all. Live ones name people: they travel
 * encrypted, except within the operator's own networks.
 */
export function mayTravel({ config }: Context, tenant: Tenant, url: string): boolean {
  const encrypted = new URL(url).protocol === 'https:';
  return encrypted || modeOf(tenant) === 'test' || config.webhookAllowPrivate;
}

async function checkUrl(ctx: Context, { tenant }: Caller, url: string): Promise<void> {
  if (!mayTravel(ctx, tenant, url)) {
    throw invalid('url', 'must be an https address in live mode');
  }
  try {
    await ctx.webhooks.check(url);
  } catch (error) {
    if (error instanceof AddressRefused) {
      throw invalid('url', 'must lead to a host on the public Internet');
    }
    throw error;
  }
}

/** A page of the tenant's webhooks, newest first. */
export async function listWebhooks(ctx: Context, caller: Caller, input: PageInput) {
  const found = await listWebhookRows(ctx.db, caller.tenant, pageToRead(input));
  const { rows, ...rest } = pageOfRows(found, input.limit);
  return { data: rows.map(presentWebhook), ...rest };
}

export async function getWebhook(ctx: Context, caller: Caller, id: string) {
  return presentWebhook(await loadWebhook(ctx.db, caller.tenant, id));
}

/**
 * Changes the members that are named. One that is enabled again begins anew: what was missed
 * meanwhile is sent when it is asked for.
 *
 * @throws ApiError WEBHOOK_NOT_FOUND, VALIDATION_FAILED
 */
export async function updateWebhook(
  ctx: Context,
  caller: Caller,
  id: string,
  changes: Partial<WebhookInput> & { enabled?: boolean },
) {
  if (changes.url !== undefined) await checkUrl(ctx, caller, changes.url);
  return ctx.transact(async (tx) => {
    const { disabled_at } = await lockWebhook(tx, caller.tenant, id);
    const now = ctx.clock.now().toISOString();
    const disabled = { disabled_at: now, disabled_because: 'by_request' as const };
    const enabled = { disabled_at: null, disabled_because: null, failing_since: null };
    await updateWebhookRow(tx, id, {
      updated_at: now,
      // Another address has a record of its own.
      ...(changes.url === undefined ? {} : { url: changes.url, failing_since: null }),
      ...(changes.events === undefined ? {} : { events: JSON.stringify(changes.events) }),
      ...(changes.enabled === true ? enabled : {}),
      ...(changes.enabled === false && disabled_at === null ? disabled : {}),
    });
    return presentWebhook(await loadWebhook(tx, caller.tenant, id));
  });
}

/** Deletes a webhook with what it still waits for. */
export async function deleteWebhook(ctx: Context, { tenant }: Caller, id: string): Promise<void> {
  const deleted =
    isId('webhook', id) && (await ctx.transact((tx) => deleteWebhookRow(tx, tenant, id)));
  if (!deleted) throw new ApiError('WEBHOOK_NOT_FOUND');
}

/** Gives it a new secret, shown this once. The one before signs beside it for 24 hours. */
export async function rotateWebhookSecret(ctx: Context, { tenant }: Caller, id: string) {
  const secret = newWebhookSecret();
  const webhook = await ctx.transact(async (tx) => {
    const { secret_sealed } = await lockWebhook(tx, tenant, id);
    const now = ctx.clock.now();
    await updateWebhookRow(tx, id, {
      secret_sealed: sealText(ctx.config.appSecret, id, secret),
      previous_sealed: secret_sealed,
      previous_until: new Date(now.getTime() + OLD_SECRET_MS).toISOString(),
      updated_at: now.toISOString(),
    });
    return loadWebhook(tx, tenant, id);
  });
  return { ...presentWebhook(webhook), secret };
}

/** The secrets that sign now: the newest, and the one before it while it lasts. */
export function secretsOf(ctx: Context, webhook: Webhook): string[] {
  const { id, secret_sealed, previous_sealed, previous_until } = webhook;
  const lasts = previous_until !== null && ctx.clock.now().toISOString() < previous_until;
  const secrets = [openText(ctx.config.appSecret, id, secret_sealed)];
  if (!lasts || previous_sealed === null) return secrets;
  try {
    secrets.push(openText(ctx.config.appSecret, id, previous_sealed));
  } catch (error) {
    // Sealed before the application's secret was changed: the new one signs alone.
    ctx.log.warn({ err: error, webhook_id: id }, 'the old secret of a webhook cannot be read');
  }
  return secrets;
}

/** A page of the attempts to send to a webhook, newest first. */
export async function listWebhookAttempts(
  ctx: Context,
  caller: Caller,
  input: PageInput & { webhook_id: string },
) {
  const page = pageToRead(input);
  const { id } = await loadWebhook(ctx.db, caller.tenant, input.webhook_id);
  const { rows, ...rest } = pageOfRows(await listAttempts(ctx.db, id, page), input.limit);
  return { data: rows.map(presentAttempt), ...rest };
}

/** @throws ApiError WEBHOOK_NOT_FOUND */
export async function loadWebhook(db: Db, tenant: Tenant, id: string): Promise<Webhook> {
  const found = isId('webhook', id) ? await findWebhook(db, tenant, id) : undefined;
  if (!found) throw new ApiError('WEBHOOK_NOT_FOUND');
  return found;
}

/** As {@link loadWebhook}, its row held until the transaction ends. */
export async function lockWebhook(tx: Tx, tenant: Tenant, id: string): Promise<Webhook> {
  const found = isId('webhook', id) ? await holdWebhook(tx, tenant, id) : undefined;
  if (!found) throw new ApiError('WEBHOOK_NOT_FOUND');
  return found;
}

function presentWebhook(webhook: Webhook) {
  return {
    id: webhook.id,
    url: webhook.url,
    events: JSON.parse(webhook.events) as (EventType | '*')[],
    enabled: webhook.disabled_at === null,
    disabled_at: webhook.disabled_at,
    disabled_because: webhook.disabled_because,
    failing_since: webhook.failing_since,
    previous_secret_until: webhook.previous_until,
    created_at: webhook.created_at,
    updated_at: webhook.updated_at,
  };
}

function presentAttempt({ webhook_id: _webhook, ...attempt }: WebhookAttempt) {
  return attempt;
}
