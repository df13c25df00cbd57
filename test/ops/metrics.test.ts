import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOffice, person } from '../signing/support.ts';
import { openAs, request } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { startReceiver } from '../webhook/receiver.ts';

const TOKEN = 'metrics-metrics-metrics-metrics-metrics';

describe.each(DATABASES)('metrics on %s', (kind) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(kind, { env: { METRICS_TOKEN: TOKEN, WEBHOOK_ALLOW_PRIVATE: 'true' } });
  });
  afterAll(() => app.stop());

  const scrape = (authorization = `Bearer ${TOKEN}`) =>
    request(`${app.url}/metrics`, { headers: { authorization } });

  /** The value of a metric with these labels; 0 where it is not there. */
  async function sampleOf(name: string, labels: Record<string, string> = {}): Promise<number> {
    const { body } = await scrape();
    const line = (body as string).split('\n').find((each) => {
      const [, found, list = ''] = /^(\w+)(?:\{(.*)\})? /.exec(each) ?? [];
      const all = Object.entries(labels).every(([key, value]) =>
        list.includes(`${key}="${value}"`),
      );
      return found === name && all;
    });
    return Number(line?.split(' ').at(-1) ?? 0);
  }

  it('are for whoever has the token', async () => {
    const { status, headers, body } = await scrape();
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toContain('nodejs_eventloop_lag_p99_seconds');
    expect((await scrape('Bearer metrics')).status).toBe(401);
    expect((await request(`${app.url}/metrics`)).status).toBe(401);
  });

  it('count requests by pattern, mails, seals and webhooks of an envelope’s way', async () => {
    const receiver = await startReceiver();
    const office = await openOffice(app);
    const hook = { url: receiver.url, events: ['envelope.completed'] };
    expect((await office.client.post('/webhooks', hook)).status).toBe(201);
    const john = person('John');
    const { id } = await office.envelope([john]);
    const signer = await openAs(app, john.email);
    await request(`${app.url}/sign/${'t'.repeat(43)}`);
    expect((await signer.sign()).status).toBe(200);
    await app.settled();
    await office.read(id);

    const requests = 'signing_http_request_duration_seconds_count';
    const route = '/api/v1/signing/envelopes/:envelope_id';
    expect(await sampleOf(requests, { method: 'GET', route, status: '200' })).toBe(1);
    expect(await sampleOf(requests, { route: '/sign/:token' })).toBe(1);
    expect(await sampleOf('signing_mails_total', { mode: 'live', result: 'sent' })).toBe(3);
    expect(await sampleOf('signing_webhook_attempts_total', { result: '2xx' })).toBe(1);
    const seals = 'signing_seal_duration_seconds_count';
    expect(await sampleOf(seals, { kind: 'document', result: 'sealed' })).toBe(1);
    expect(await sampleOf(seals, { kind: 'certificate', result: 'sealed' })).toBe(2);
    const { body } = await scrape();
    for (const secret of [id, 'tttttttt', john.email, office.caseId]) {
      expect(body).not.toContain(secret);
    }
    await receiver.stop();
  });

  it('tell what waits in the outbox, what failed, and for how long the oldest was due', async () => {
    const messages = 'signing_outbox_messages';
    const age = 'signing_outbox_oldest_due_seconds';
    expect(await sampleOf(age)).toBe(0);
    const now = app.clock.now().getTime();
    const at = (ms: number) => new Date(now + ms).toISOString();
    const times = { created_at: at(0), done_at: null, retried_at: null };
    const row = {
      ...times,
      payload: '{}',
      envelope_id: null,
      attempts: 1,
      lease: null,
      last_error: null,
    };
    const rows = [
      { id: 'msg_1', type: 'mail.ended', status: 'failed', run_at: at(-9e6), leased_until: null },
      { id: 'msg_2', type: 'mail.ended', status: 'pending', run_at: at(9e6), leased_until: null },
      // In hand of somebody else.
      {
        id: 'msg_3',
        type: 'mail.ended',
        status: 'pending',
        run_at: at(-7e4),
        leased_until: at(9e6),
      },
    ] as const;
    await app.context.db
      .insertInto('outbox')
      .values(
        rows.map((each) => ({
          ...row,
          ...each,
          dedupe_key: each.id,
        })),
      )
      .execute();
    for (const state of ['failed', 'scheduled', 'due']) {
      expect(await sampleOf(messages, { state, type: 'mail.ended' })).toBe(1);
    }
    expect(await sampleOf(age)).toBe(70);
    await app.context.db.deleteFrom('outbox').where('type', '=', 'mail.ended').execute();
    expect(await sampleOf(messages, { state: 'due', type: 'mail.ended' })).toBe(0);
    expect(await sampleOf(age)).toBe(0);
  });
});

it('without a token there are no metrics', async () => {
  const app = await startApp('sqlite');
  try {
    expect(await request(`${app.url}/metrics`)).toMatchObject({
      status: 404,
      body: { error: { code: 'ROUTE_NOT_FOUND' } },
    });
  } finally {
    await app.stop();
  }
});
