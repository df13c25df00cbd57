import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdAuditHead } from '../../src/db/audit-events.ts';
import { readAll } from '../events/support.ts';
import { type Office, openOffice, person } from '../signing/support.ts';
import { DATABASES, HOUR, MINUTE, type TestApp } from '../support/start-app.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { attemptsOf, createHook, startHookApp } from './support.ts';

describe.each(DATABASES)('asking a webhook on %s for more', (kind) => {
  let app: TestApp;
  let office: Office;
  let receiver: Receiver;
  beforeAll(async () => {
    app = await startHookApp(kind);
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    office = await openOffice(app);
    receiver = await startReceiver();
  });
  afterEach(() => receiver.stop());

  it('sends one event again as it was', async () => {
    const { id: hook } = await createHook(office.client, receiver.url);
    await office.envelope([person('John')]);
    await app.settled();
    const [, sent] = receiver.received;
    const { id: event_id } = JSON.parse(sent?.body ?? '');
    const answer = await office.client.post(`/webhooks/${hook}/redeliver`, { event_id });
    expect(answer).toMatchObject({ status: 202, body: { accepted: true } });
    await app.settled();
    expect(receiver.received).toHaveLength(4);
    expect(receiver.received[3]?.body).toBe(sent?.body);
    expect(receiver.received[3]?.headers['webhook-id']).toBe(event_id);
  });

  it('sends all since a time that it is for, in their order, also from before it was made', async () => {
    await office.envelope([person('John')]);
    app.clock.advance(HOUR);
    const since = app.clock.now().toISOString();
    const made = [await office.envelope([person('Jane')]), await office.envelope([person('Kim')])];
    for (const { id } of made) {
      await office.client.post(`/signing/envelopes/${id}/void`, { reason: 'A mistake' });
    }
    const types = ['envelope.created', 'envelope.sent', 'envelope.voided'];
    const { id: hook } = await createHook(office.client, receiver.url, types);
    await office.client.post(`/webhooks/${hook}/redeliver`, { since });
    await app.settled();
    expect(receiver.received).toHaveLength(6);
    for (const { id } of made) {
      const own = receiver.events().filter(({ data }) => data.envelope.id === id);
      expect(own.map(({ type }) => type)).toEqual(types);
    }
    const { events } = await readAll(office.client);
    expect(events).toEqual(expect.arrayContaining(receiver.events()));
  });

  it('catches up after an outage, without sending twice what is still on its way', async () => {
    const { id: hook } = await createHook(office.client, receiver.url);
    receiver.behave({ status: 500 });
    const since = app.clock.now().toISOString();
    const { id } = await office.envelope([person('John')]);
    await app.settled();
    receiver.behave({ status: 200 });
    const before = receiver.received.length;
    await office.client.post(`/webhooks/${hook}/redeliver`, { since });
    await app.settled();
    const own = receiver.events().slice(before);
    expect(own.map(({ type }) => type)).toEqual([
      'envelope.created',
      'envelope.sent',
      'signer.invited',
    ]);
    expect(own.every(({ data }) => data.envelope.id === id)).toBe(true);
  });

  it('does not let what is asked for wait hours for the next attempt at what is before it', async () => {
    const types = ['envelope.sent', 'envelope.voided'];
    const { id: hook } = await createHook(office.client, receiver.url, types);
    const { id } = await office.envelope([person('John')]);
    await app.settled();
    const [{ id: event_id }] = receiver.events();
    receiver.behave({ status: 500 });
    await office.client.post(`/signing/envelopes/${id}/void`, { reason: 'A mistake' });
    for (const wait of [0, MINUTE, 10 * MINUTE, HOUR]) {
      app.clock.advance(wait);
      await app.settled();
    }
    receiver.behave({ status: 200 });
    const before = receiver.received.length;
    await office.client.post(`/webhooks/${hook}/redeliver`, { event_id });
    await app.settled();
    const own = receiver.events().slice(before);
    expect(own.map(({ type }) => type)).toEqual(['envelope.voided', 'envelope.sent']);
  });

  it('sends a test event, which is in no list', async () => {
    const { id: hook } = await createHook(office.client, receiver.url, ['envelope.sealed']);
    const { status, body } = await office.client.post(`/webhooks/${hook}/test`);
    expect(status).toBe(202);
    await app.settled();
    expect(receiver.events()).toMatchObject([
      { id: body.event_id, type: 'webhook.test', data: { webhook: { id: hook } } },
    ]);
    expect((await readAll(office.client)).events).toEqual([]);
    const attempts = await attemptsOf(office.client, hook);
    expect(attempts).toMatchObject([
      { event_id: body.event_id, event_type: 'webhook.test', attempt: 1, status: 200 },
    ]);
  });

  it('is refused for one that is disabled, and for events of others', async () => {
    const { id: hook } = await createHook(office.client, receiver.url);
    const other = await openOffice(app);
    await other.envelope([person('John')]);
    const [foreign] = (await readAll(other.client)).events;
    const path = `/webhooks/${hook}/redeliver`;
    const codeOf = async (body: object) => {
      const answer = await office.client.post(path, body);
      return [answer.status, answer.body.error.code];
    };
    expect(await codeOf({ event_id: foreign?.id })).toEqual([404, 'EVENT_NOT_FOUND']);
    expect(await codeOf({})).toEqual([400, 'VALIDATION_FAILED']);
    await office.client.patch(`/webhooks/${hook}`, { enabled: false });
    const since = app.clock.now().toISOString();
    expect(await codeOf({ since })).toEqual([409, 'WEBHOOK_DISABLED']);
    expect((await office.client.post(`/webhooks/${hook}/test`)).status).toBe(409);
  });
});

describe('catching up while deliveries are faster, on postgres', () => {
  it('does not send twice what was on its way when it was asked for', async () => {
    const app = await startHookApp('postgres');
    const receiver = await startReceiver({ status: 500 });
    const { client, envelope } = await openOffice(app);
    const { id: hook } = await createHook(client, receiver.url);
    const since = app.clock.now().toISOString();
    const one = await envelope([person('John')], { send_emails: false });
    const other = await envelope([person('Jane')], { send_emails: false });
    await client.post(`/signing/envelopes/${one.id}/send`);
    await app.settled();
    receiver.behave({ status: 200 });
    const before = receiver.received.length;
    const typesOf = ({ id }: { id: string }) =>
      receiver
        .events()
        .slice(before)
        .filter(({ data }) => data.envelope.id === id)
        .map(({ type }) => type);
    // Its event comes between those of the first envelope, and waits.
    const holding = await app.context.db.startTransaction().execute();
    await holdAuditHead(holding, other.id);
    await client.post(`/webhooks/${hook}/redeliver`, { since });
    const types = ['envelope.created', 'envelope.sent', 'signer.invited'];
    await expect.poll(() => typesOf(one)).toEqual(types);
    const { db } = app.context;
    const waiting = db
      .selectFrom('webhook_deliveries')
      .select('id')
      .where('status', '=', 'pending');
    await expect.poll(() => waiting.execute()).toHaveLength(1);
    await holding.rollback().execute();
    await app.settled();
    expect(typesOf(one)).toEqual(types);
    expect(typesOf(other)).toEqual(['envelope.created']);
    await receiver.stop();
    await app.stop();
  });
});

describe('deleting a webhook while an envelope changes, on postgres', () => {
  it('fails neither of them', async () => {
    const app = await startHookApp('postgres');
    const receiver = await startReceiver();
    const office = await openOffice(app);
    const { id: hook } = await createHook(office.client, receiver.url);
    const deleting = await app.context.db.startTransaction().execute();
    await deleting.deleteFrom('webhooks').where('id', '=', hook).execute();
    const making = office.envelope([person('John')]);
    await sleep(500);
    await deleting.commit().execute();
    expect(await making).toMatchObject({ status: 'sent' });
    await app.settled();
    expect(receiver.received).toEqual([]);
    await receiver.stop();
    await app.stop();
  });
});
