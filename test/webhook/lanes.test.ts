import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWebhookSender } from '../../src/webhook/sender.ts';
import { type Office, openOffice, person } from '../signing/support.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { createHook } from './support.ts';

describe.each(DATABASES)('a webhook that hangs on %s', (kind) => {
  let app: TestApp;
  let hanging: Receiver;
  let quick: Receiver;

  beforeEach(async () => {
    // It hangs for longer than the test lasts.
    const webhooks = createWebhookSender({ allowPrivate: true, timeoutMs: 300_000 });
    app = await startApp(kind, {
      env: { WEBHOOK_ALLOW_PRIVATE: 'true' },
      overrides: { webhooks },
    });
    [hanging, quick] = [await startReceiver('hang'), await startReceiver()];
  });

  afterEach(async () => {
    await hanging.stop();
    await quick.stop();
    await app.stop();
  });

  const EVENTS = ['envelope.created'];
  const draft = (office: Office) => office.envelope([person('John')], { send_emails: false });

  it('holds up none of another tenant, if there are several of them', async () => {
    const [stuck, other] = [await openOffice(app), await openOffice(app)];
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      await createHook(stuck.client, `${hanging.url}/${name}`, EVENTS);
    }
    for (let count = 0; count < 12; count += 1) await draft(stuck);
    await expect.poll(() => hanging.received.length).toBeGreaterThanOrEqual(12);
    await createHook(other.client, quick.url, EVENTS);
    const { id } = await draft(other);
    const told = () => quick.events().map(({ data }) => data.envelope.id);
    await expect.poll(told).toContain(id);
    expect(hanging.received.length, 'in hand at once').toBeLessThan(18);
  });

  it('holds up none of another tenant, however much waits for it', async () => {
    const [stuck, other] = [await openOffice(app), await openOffice(app)];
    await createHook(stuck.client, hanging.url, EVENTS);
    for (let count = 0; count < 40; count += 1) await draft(stuck);
    await expect.poll(() => hanging.received.length).toBeGreaterThanOrEqual(6);
    await createHook(other.client, quick.url, EVENTS);
    const { id } = await draft(other);
    await expect.poll(() => quick.events().map(({ data }) => data.envelope.id)).toContain(id);
    expect(hanging.received.length, 'in hand at once').toBeLessThan(12);
  });
});
