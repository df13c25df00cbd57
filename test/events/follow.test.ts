import { createTRPCClient, httpSubscriptionLink } from '@trpc/client';
import { EventSource } from 'eventsource';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppRouter } from '../../src/procedures/router.ts';
import { type Office, openOffice, person } from '../signing/support.ts';
import { request } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { readAll } from './support.ts';

type Seen = { id: string; type: string; eventId: string };

/** Follows as a TypeScript client does; `seen` grows. */
function follow(app: TestApp, key: string, input?: { cursor?: string; lastEventId?: string }) {
  const client = createTRPCClient<AppRouter>({
    links: [
      httpSubscriptionLink({
        url: `${app.url}/trpc`,
        EventSource,
        eventSourceOptions: () => ({
          fetch: (url, init) =>
            fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${key}` } }),
        }),
      }),
    ],
  });
  const seen: Seen[] = [];
  const states: string[] = [];
  const subscription = client.events.follow.subscribe(input, {
    onData: ({ id, data }) => seen.push({ id, type: data.type, eventId: data.id }),
    onConnectionStateChange: ({ state }) => states.push(state),
    onComplete: () => states.push('complete'),
    onError: () => states.push('error'),
  });
  return { seen, states, close: () => subscription.unsubscribe() };
}

describe.each(DATABASES)('following the events on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  it('gives what there was, then what comes, as the list has it', async () => {
    const { id } = await office.envelope([person('John')]);
    const stream = follow(app, office.client.key);
    await expect.poll(() => stream.seen.length).toBe(3);
    await office.client.post(`/signing/envelopes/${id}/void`, { reason: 'A mistake' });
    await expect.poll(() => stream.seen.length).toBe(4);
    stream.close();
    const { events } = await readAll(office.client);
    expect(stream.seen.map(({ eventId }) => eventId)).toEqual(events.map((event) => event.id));
    expect(stream.seen.map((event) => event.id)).toEqual(['1', '2', '3', '4']);
  });

  it('goes on after a cursor, or after the last event that a client had', async () => {
    const other = await openOffice(app);
    await other.envelope([person('John')]);
    const byCursor = follow(app, other.client.key, { cursor: '1' });
    await expect.poll(() => byCursor.seen.map(({ id }) => id)).toEqual(['2', '3']);
    byCursor.close();
    const back = follow(app, other.client.key, { cursor: '1', lastEventId: '2' });
    await expect.poll(() => back.seen.map(({ id }) => id)).toEqual(['3']);
    back.close();
  });

  it('refuses who may not read', async () => {
    const { key } = await app.createKey({ scopes: ['cases:read'] });
    const address = `${app.url}/trpc/events.follow`;
    expect((await request(address)).body).toContain('AUTH_REQUIRED');
    const headers = { authorization: `Bearer ${key}` };
    expect((await request(address, { headers })).body).toContain('AUTH_INSUFFICIENT_SCOPE');
  });
});

describe.each(DATABASES)('a server on %s that is followed', (kind) => {
  it('ends what they hear when it begins to stop, and leaves them to come back', async () => {
    const app = await startApp(kind);
    const office = await openOffice(app);
    const stream = follow(app, office.client.key);
    await office.envelope([person('John')]);
    await expect.poll(() => stream.seen.length).toBe(3);
    const before = stream.states.length;
    app.context.beginStop();
    await expect.poll(() => stream.states.slice(before)).toContain('connecting');
    await app.stop();
    expect(stream.states).not.toContain('complete');
    stream.close();
  });
});
