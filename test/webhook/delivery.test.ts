import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sealText } from '../../src/domain/secrets.ts';
import { newWebhookSecret } from '../../src/webhook/sign.ts';
import { readAll } from '../events/support.ts';
import { mailsTo, type Office, openOffice, person } from '../signing/support.ts';
import { openAs } from '../support/client.ts';
import { DATABASES, DAY, HOUR, MINUTE, type TestApp } from '../support/start-app.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { attemptsOf, createHook, PATIENCE_MS, startHookApp } from './support.ts';

describe.each(DATABASES)('events sent to a webhook on %s', (kind) => {
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
  // Deleted, so that nothing of one test is tried again in the next.
  afterEach(async () => {
    const { body } = await office.client.get('/webhooks');
    for (const { id } of body.data) await office.client.delete(`/webhooks/${id}`);
    await receiver.stop();
  });

  const typesReceived = () => receiver.events().map(({ type }) => type);
  const later = async (milliseconds: number) => {
    app.clock.advance(milliseconds);
    await app.settled();
  };
  const voidIt = (id: string) =>
    office.client.post(`/signing/envelopes/${id}/void`, { reason: 'A mistake' });

  it('are those of the list, signed, to the sealed end', async () => {
    const { secret } = await createHook(office.client, receiver.url);
    const john = person('John');
    await office.envelope([john]);
    await (await openAs(app, john.email)).sign();
    await app.settled();
    const { events } = await readAll(office.client);
    expect(events.at(-1)?.type).toBe('envelope.sealed');
    expect(receiver.events()).toEqual(events);
    for (const { headers, body } of receiver.received) {
      const at = String(Math.floor(app.clock.now().getTime() / 1000));
      expect(headers).toMatchObject({ 'webhook-id': JSON.parse(body).id, 'webhook-timestamp': at });
      const signature = String(headers['webhook-signature']);
      expect(signature).toBe(new Webhook(secret).sign(JSON.parse(body).id, app.clock.now(), body));
    }
  });

  it('are only of the types that were asked for', async () => {
    await createHook(office.client, receiver.url, ['envelope.sent', 'envelope.voided']);
    const { id } = await office.envelope([person('John')]);
    await voidIt(id);
    await app.settled();
    expect(typesReceived()).toEqual(['envelope.sent', 'envelope.voided']);
  });

  it('go to no webhook of another workspace', async () => {
    await createHook(office.client, receiver.url);
    const other = await openOffice(app);
    await other.envelope([person('John')]);
    await app.settled();
    expect(receiver.received).toEqual([]);
  });

  it('keep id and body when they are sent again, and their order per envelope', async () => {
    const { id: hook } = await createHook(office.client, receiver.url);
    receiver.behave({ status: 500 });
    const { id } = await office.envelope([person('John')]);
    await voidIt(id);
    await app.settled();
    // The next one waits for the one before it.
    expect(typesReceived()).toEqual(['envelope.created']);
    await later(6_000);
    expect(typesReceived()).toEqual(['envelope.created', 'envelope.created']);
    receiver.behave({ status: 200 });
    await later(6 * MINUTE);
    expect(typesReceived().slice(2)).toEqual([
      'envelope.created',
      'envelope.sent',
      'signer.invited',
      'envelope.voided',
    ]);
    const [first, second, third] = receiver.received;
    expect(new Set([first?.body, second?.body, third?.body]).size).toBe(1);
    expect(new Set([first, second, third].map((each) => each?.headers['webhook-id'])).size).toBe(1);
    const attempts = await attemptsOf(office.client, hook);
    const ofFirst = attempts.filter(({ event_type }) => event_type === 'envelope.created');
    expect(ofFirst).toMatchObject([
      { event_type: 'envelope.created', attempt: 1, status: 500, retry_at: expect.any(String) },
      { event_type: 'envelope.created', attempt: 2, status: 500, retry_at: expect.any(String) },
      { event_type: 'envelope.created', attempt: 3, status: 200, retry_at: null },
    ]);
    expect(attempts).toHaveLength(6);
  });

  it('of one envelope do not wait for those of another', async () => {
    await createHook(office.client, receiver.url, ['envelope.sent', 'envelope.voided']);
    const stuck = await office.envelope([person('John')], { send_emails: false });
    receiver.behave(({ body }) => ({ status: body.includes(stuck.id) ? 503 : 200 }));
    await office.client.post(`/signing/envelopes/${stuck.id}/send`);
    await voidIt(stuck.id);
    const free = await office.envelope([person('Jane')]);
    await voidIt(free.id);
    await app.settled();
    const received = (id: string) =>
      receiver.events().filter(({ data }) => data.envelope.id === id);
    expect(received(stuck.id).map(({ type }) => type)).toEqual(['envelope.sent']);
    expect(received(free.id).map(({ type }) => type)).toEqual(['envelope.sent', 'envelope.voided']);
  });

  it('are given up after eight attempts, and the next one has its turn', async () => {
    const { id: hook } = await createHook(office.client, receiver.url, [
      'envelope.created',
      'envelope.sent',
    ]);
    receiver.behave(({ body }) => ({ status: body.includes('envelope.sent') ? 200 : 500 }));
    await office.envelope([person('John')]);
    await app.settled();
    for (let tries = 1; tries <= 8; tries += 1) await later(11 * HOUR);
    expect(typesReceived()).toEqual([...Array(8).fill('envelope.created'), 'envelope.sent']);
    const attempts = await attemptsOf(office.client, hook);
    const last = attempts.find(({ attempt }) => attempt === 8);
    expect(last).toMatchObject({ event_type: 'envelope.created', status: 500, retry_at: null });
    expect(attempts).toHaveLength(9);
  });

  it('are tried again after a hang and a reset', async () => {
    const { id: hook } = await createHook(office.client, receiver.url, ['envelope.created']);
    receiver.behave('hang');
    const clock = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(clock.signal);
    await office.envelope([person('John')]);
    await expect.poll(() => receiver.received.length).toBe(1);
    expect(timeout.mock.calls).toContainEqual([PATIENCE_MS]);
    timeout.mockRestore();
    clock.abort(new DOMException('The time is up', 'TimeoutError'));
    await app.settled();
    receiver.behave('reset');
    await later(6_000);
    receiver.behave({ status: 302, headers: { location: receiver.url } });
    await later(6 * MINUTE);
    receiver.behave({ status: 200 });
    await later(HOUR);
    const attempts = await attemptsOf(office.client, hook);
    expect(attempts.map(({ status, fault }) => status ?? fault)).toEqual([
      'timeout',
      'connection',
      302,
      200,
    ]);
    expect(receiver.received).toHaveLength(4);
  });

  it('do not go over plain http in live mode once private networks are not allowed any more', async () => {
    const { id: hook } = await createHook(office.client, receiver.url, ['envelope.created']);
    app.context.config.webhookAllowPrivate = false;
    try {
      await office.envelope([person('John')], { send_emails: false });
      await app.settled();
    } finally {
      app.context.config.webhookAllowPrivate = true;
    }
    expect(receiver.received).toEqual([]);
    expect(await attemptsOf(office.client, hook)).toMatchObject([
      { status: null, fault: 'address_refused' },
    ]);
  });

  it('wait as long as the receiver asks for', async () => {
    await createHook(office.client, receiver.url, ['envelope.created']);
    receiver.behave({ status: 429, headers: { 'retry-after': '3600' } });
    await office.envelope([person('John')]);
    await app.settled();
    receiver.behave({ status: 200 });
    await later(59 * MINUTE);
    expect(receiver.received).toHaveLength(1);
    await later(MINUTE);
    expect(receiver.received).toHaveLength(2);
  });

  it('end at 410: the webhook is disabled and its owner told', async () => {
    const { id: hook } = await createHook(office.client, receiver.url);
    receiver.behave({ status: 410 });
    const { id } = await office.envelope([person('John')]);
    await voidIt(id);
    await later(2 * DAY);
    expect(receiver.received).toHaveLength(1);
    const { body } = await office.client.get(`/webhooks/${hook}`);
    expect(body).toMatchObject({ enabled: false, disabled_because: 'gone' });
    const mails = await mailsTo(app, office.senderEmail);
    const told = mails.filter(({ subject }) => subject.startsWith('Webhook switched off'));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain(receiver.url);
  });

  it('end after five days without a success: the webhook is disabled and its owner told', async () => {
    const { id: hook } = await createHook(office.client, receiver.url, ['envelope.created']);
    const read = async () => (await office.client.get(`/webhooks/${hook}`)).body;
    receiver.behave({ status: 500 });
    await office.envelope([person('John')], { send_emails: false });
    await app.settled();
    const since = app.clock.now().toISOString();
    for (let days = 1; days < 5; days += 1) {
      await office.envelope([person('John')], { send_emails: false });
      await later(DAY);
    }
    await later(DAY - MINUTE);
    expect(await read()).toMatchObject({ enabled: true, failing_since: since });
    await office.envelope([person('John')], { send_emails: false });
    await later(6 * MINUTE);
    expect(await read()).toMatchObject({ enabled: false, disabled_because: 'failing' });
    const sentSoFar = receiver.received.length;
    await office.envelope([person('Jane')], { send_emails: false });
    await later(DAY);
    expect(receiver.received).toHaveLength(sentSoFar);
    const mails = await mailsTo(app, office.senderEmail);
    expect(mails.filter(({ subject }) => subject.startsWith('Webhook switched'))).toHaveLength(1);
  });

  it('begin a new count of days after days in which there was nothing to send', async () => {
    const { id: hook } = await createHook(office.client, receiver.url, ['envelope.created']);
    const read = async () => (await office.client.get(`/webhooks/${hook}`)).body;
    receiver.behave({ status: 500 });
    await office.envelope([person('John')], { send_emails: false });
    for (let tries = 1; tries <= 8; tries += 1) await later(11 * HOUR);
    await later(6 * DAY);
    await office.envelope([person('Jane')], { send_emails: false });
    await app.settled();
    const now = app.clock.now().toISOString();
    expect(await read()).toMatchObject({ enabled: true, failing_since: now });
    const url = `${receiver.url}/moved`;
    const { body } = await office.client.patch(`/webhooks/${hook}`, { url });
    expect(body).toMatchObject({ url, failing_since: null });
  });

  it('begin a new count of days after a success', async () => {
    const { id: hook } = await createHook(office.client, receiver.url, ['envelope.created']);
    receiver.behave({ status: 500 });
    await office.envelope([person('John')], { send_emails: false });
    await app.settled();
    receiver.behave({ status: 200 });
    await later(4 * DAY);
    const { body } = await office.client.get(`/webhooks/${hook}`);
    expect(body).toMatchObject({ enabled: true, failing_since: null });
  });

  it('are signed with both secrets for a day after a change, and then with the new one', async () => {
    const old = await createHook(office.client, receiver.url, ['envelope.created']);
    const { body: rotated } = await office.client.post(`/webhooks/${old.id}/rotate-secret`);
    const acceptedBy = async (secret: string) => {
      await office.envelope([person('John')], { send_emails: false });
      await app.settled();
      const { headers, body } = receiver.received.at(-1)!;
      const id = JSON.parse(body).id;
      const expected = new Webhook(secret).sign(id, app.clock.now(), body);
      return String(headers['webhook-signature']).split(' ').includes(expected);
    };
    expect(await acceptedBy(old.secret)).toBe(true);
    expect(await acceptedBy(rotated.secret)).toBe(true);
    await later(DAY);
    expect(await acceptedBy(rotated.secret)).toBe(true);
    expect(await acceptedBy(old.secret)).toBe(false);
  });

  it('are signed with the new secret when the old one can no longer be read', async () => {
    const { id: hook } = await createHook(office.client, receiver.url, ['envelope.created']);
    const sealed = sealText('another secret of the application', hook, newWebhookSecret());
    const { db } = app.context;
    await db
      .updateTable('webhooks')
      .set({ secret_sealed: sealed })
      .where('id', '=', hook)
      .execute();
    const { body: rotated } = await office.client.post(`/webhooks/${hook}/rotate-secret`);
    await office.envelope([person('John')], { send_emails: false });
    await app.settled();
    const { headers, body } = receiver.received[0]!;
    const id = JSON.parse(body).id;
    const expected = new Webhook(rotated.secret).sign(id, app.clock.now(), body);
    expect(headers['webhook-signature']).toBe(expected);
  });
});
