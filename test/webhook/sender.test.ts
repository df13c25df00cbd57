import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AddressRefused } from '../../src/webhook/guard.ts';
import { createWebhookSender } from '../../src/webhook/sender.ts';
import { newWebhookSecret } from '../../src/webhook/sign.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { PATIENCE_MS } from './support.ts';

const SECRET = newWebhookSecret();
const PUBLIC = { address: '93.184.216.34', family: 4 };
const LOCAL = { address: '127.0.0.1', family: 4 };

describe('sending a webhook', () => {
  let receiver: Receiver;
  const message = { id: 'evt_1', body: '{"title":"Übertrag"}', at: new Date() };
  const open = createWebhookSender({ allowPrivate: true, timeoutMs: PATIENCE_MS });
  const send = (secrets = [SECRET]) => open.send(receiver.url, message, secrets);

  beforeEach(async () => {
    receiver = await startReceiver();
  });
  afterEach(() => receiver.stop());

  const verify = (secret: string) => {
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    return new Webhook(secret).verify(body, headers as Record<string, string>);
  };

  it('carries a signature that the library accepts for every secret, and for no other', async () => {
    const other = newWebhookSecret();
    expect(await send([SECRET, other])).toMatchObject({ status: 200, fault: null });
    expect(verify(SECRET)).toEqual({ title: 'Übertrag' });
    expect(verify(other)).toEqual({ title: 'Übertrag' });
    expect(() => verify(newWebhookSecret())).toThrow('No matching signature');
    expect(receiver.received[0]?.headers['webhook-id']).toBe('evt_1');
  });

  it.each([204, 301, 302, 307, 400, 410, 500, 503])('tells the status %i', async (status) => {
    receiver.behave({ status });
    expect(await send()).toMatchObject({ status, fault: null });
  });

  it('follows no redirect', async () => {
    receiver.behave({ status: 307, headers: { location: receiver.url } });
    expect(await send()).toMatchObject({ status: 307 });
    expect(receiver.received).toHaveLength(1);
  });

  it('gives up on a server that hangs, resets or is not there', async () => {
    receiver.behave('hang');
    const hurried = createWebhookSender({ allowPrivate: true, timeoutMs: 300 });
    const late = await hurried.send(receiver.url, message, [SECRET]);
    expect(late).toMatchObject({ status: null, fault: 'timeout' });
    receiver.behave('reset');
    expect(await send()).toMatchObject({ status: null, fault: 'connection' });
    await receiver.stop();
    expect(await send()).toMatchObject({ status: null, fault: 'connection' });
  });

  it('reads no more of an answer than it must', async () => {
    receiver.behave({ status: 200, body: 'x'.repeat(50 * 1024 * 1024) });
    expect(await send()).toMatchObject({ status: 200, fault: null });
  });

  it('tells how long it is asked to wait, in seconds or until a date', async () => {
    receiver.behave({ status: 429, headers: { 'retry-after': '120' } });
    expect(await send()).toMatchObject({ status: 429, retryAfterMs: 120_000 });
    const at = new Date(Math.ceil(message.at.getTime() / 1000) * 1000 + 60_000);
    receiver.behave({ status: 503, headers: { 'retry-after': at.toUTCString() } });
    const { retryAfterMs } = await send();
    expect(retryAfterMs).toBe(at.getTime() - message.at.getTime());
    receiver.behave({ status: 503, headers: { 'retry-after': 'soon' } });
    expect(await send()).toMatchObject({ retryAfterMs: null });
  });

  it('goes to no private address, whether written out or found for a name', async () => {
    const guarded = createWebhookSender({ allowPrivate: false, resolve: async () => [LOCAL] });
    for (const host of [
      '127.0.0.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '2130706433',
      '0x7f.1',
      'a.b',
    ]) {
      const url = `http://${host}:${receiver.port}/`;
      expect(await guarded.send(url, message, [SECRET]), host).toMatchObject({
        status: null,
        fault: 'address_refused',
      });
      await expect(guarded.check(url), host).rejects.toThrow(AddressRefused);
    }
    expect(receiver.received).toEqual([]);
  });

  it('does not go where a name leads that was public when it was checked', async () => {
    const answers = [[PUBLIC], [LOCAL]];
    const rebinding = createWebhookSender({
      allowPrivate: false,
      resolve: async () => answers.shift() ?? [LOCAL],
    });
    const url = `http://rebound.example:${receiver.port}/`;
    await rebinding.check(url);
    expect(await rebinding.send(url, message, [SECRET])).toMatchObject({
      status: null,
      fault: 'address_refused',
    });
    expect(receiver.received).toEqual([]);
  });

  it('goes to no name that has a private address among its public ones', async () => {
    const mixed = createWebhookSender({
      allowPrivate: false,
      resolve: async () => [PUBLIC, LOCAL],
    });
    const url = `http://mixed.example:${receiver.port}/`;
    await expect(mixed.check(url)).rejects.toThrow(AddressRefused);
    expect(await mixed.send(url, message, [SECRET])).toMatchObject({ fault: 'address_refused' });
  });

  it('connects to the address that was looked at', async () => {
    const named = createWebhookSender({ allowPrivate: true, resolve: async () => [LOCAL] });
    const url = `http://named.example:${receiver.port}/`;
    expect(await named.send(url, message, [SECRET])).toMatchObject({ status: 200 });
    expect(receiver.received[0]?.headers.host).toBe(`named.example:${receiver.port}`);
  });
});
