import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Context } from '../../src/context.ts';
import { tenantOf } from '../../src/db/tenant.ts';
import type { Caller } from '../../src/domain/caller.ts';
import { createCase } from '../../src/domain/cases.ts';
import { changeOnce } from '../../src/domain/idempotency.ts';
import { startServer } from '../../src/server.ts';
import { createClient, JOHN } from '../support/client.ts';
import { until } from '../support/server-process.ts';
import { DATABASES, freePort, startApp, type TestApp } from '../support/start-app.ts';
import { type Ids, makeIds } from './every-operation.ts';
import { type KeyedAnswer, keyRow, send } from './keyed.ts';

const WEB_DIR = fileURLToPath(new URL('../../dist/web', import.meta.url));
const LEASE_MS = 30_000;

/** Exactly one answered; the others heard of it, or that it is being worked on. */
function expectOneChange(answers: readonly KeyedAnswer[]): KeyedAnswer {
  const [first, ...others] = answers.toSorted((a, b) => rank(a) - rank(b));
  expect(first).toMatchObject({ status: 201, replayed: null });
  for (const other of others) {
    if (other.status === 201) expect(other).toEqual({ ...first, replayed: 'true' });
    else expect(other).toMatchObject({ status: 409, code: 'IDEMPOTENCY_IN_FLIGHT' });
  }
  return first!;
}

const rank = ({ status, replayed }: KeyedAnswer) => (status === 201 && replayed === null ? 0 : 1);

function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { passed: promise, open: resolve };
}

describe.each(DATABASES)('requests at once under one Idempotency-Key on %s', (kind) => {
  let app: TestApp;
  let credential: string;
  let caller: Caller;
  let ids: Ids;

  beforeAll(async () => {
    app = await startApp(kind);
    const { key, id, workspaceId } = await app.createKey();
    credential = key;
    caller = {
      tenant: tenantOf(workspaceId, 'live'),
      mode: 'live',
      scopes: new Set(),
      actor: { type: 'api_key', id },
      origin: { ip: null, userAgent: null },
    };
    ids = await makeIds(createClient(app, key));
  });
  afterAll(() => app.stop());
  afterEach(() => vi.useRealTimers());
  /** No lease is prolonged but by `advanceTimersByTime`, however long a busy machine takes. */
  const holdBeats = async () => {
    // What the worker has in hand has a beat of its own.
    await app.settled();
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  };

  const post = (key: string, name: string) =>
    send(app, { method: 'POST', path: '/api/v1/cases', body: { name }, key, credential });
  /** What `post` does, with a pause before the transaction and one before the commit. */
  const slowly = (key: string, name: string, pauses: { before?: Promise<void> } = {}) =>
    changeOnce(
      app.context,
      { caller, key, operation: 'cases.create', input: { name } },
      async (ctx: Context) => {
        await pauses.before;
        return JSON.stringify(await createCase(ctx, caller, { name }));
      },
    );
  const countCases = async (name: string) => {
    const { db } = app.context;
    return (await db.selectFrom('cases').select('id').where('name', '=', name).execute()).length;
  };
  const claimed = (key: string) =>
    until('the claim', async () => (await keyRow(app, key)) !== undefined, 5);

  it('make one change, twenty of them', async () => {
    const [key, title] = [randomUUID(), `Twenty ${randomUUID()}`];
    const { case_id, document_id } = ids;
    const create = () =>
      send(app, {
        method: 'POST',
        path: `/api/v1/cases/${case_id}/signing-envelopes`,
        body: { title, document_ids: [document_id], signers: [JOHN], send_emails: true },
        key,
        credential,
      });
    const first = expectOneChange(await Promise.all(Array.from({ length: 20 }, create)));
    expect(await create()).toEqual({ ...first, replayed: 'true' });
    const { db } = app.context;
    const made = await db.selectFrom('envelopes').select('id').where('title', '=', title).execute();
    expect(made).toEqual([{ id: JSON.parse(first.text).id }]);
    const trail = await db
      .selectFrom('audit_events')
      .select('type')
      .where('envelope_id', '=', made[0]!.id)
      .where('type', '=', 'envelope.sent')
      .execute();
    expect(trail).toHaveLength(1);
  });

  it('make one change, short as it is', async () => {
    const [key, name] = [randomUUID(), `Short ${randomUUID()}`];
    expectOneChange(await Promise.all(Array.from({ length: 20 }, () => post(key, name))));
    expect(await countCases(name)).toBe(1);
  });

  it('are 409 while one is being worked on, and then get its answer', async () => {
    const [key, name] = [randomUUID(), `In flight ${randomUUID()}`];
    const pause = gate();
    const work = slowly(key, name, { before: pause.passed });
    await claimed(key);
    expect(await post(key, name)).toMatchObject({ status: 409, code: 'IDEMPOTENCY_IN_FLIGHT' });
    const other = await post(key, 'Something else');
    expect(other).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await countCases(name)).toBe(0);
    pause.open();
    const { answer } = await work;
    expect(await post(key, name)).toMatchObject({ status: 201, replayed: 'true', text: answer });
    expect(await countCases(name)).toBe(1);
  });

  it('wait for a dead process until its lease ends, and not longer', async () => {
    await holdBeats();
    const [key, name] = [randomUUID(), `Dead ${randomUUID()}`];
    const pause = gate();
    void slowly(key, name, { before: pause.passed }).catch(() => {});
    await claimed(key);
    app.clock.advance(LEASE_MS - 1);
    expect(await post(key, name)).toMatchObject({ status: 409 });
    app.clock.advance(1);
    expect(await post(key, name)).toMatchObject({ status: 201, replayed: null });
    pause.open();
  });

  it('never both commit: who comes back from the dead writes nothing', async () => {
    await holdBeats();
    const [key, name] = [randomUUID(), `Back ${randomUUID()}`];
    const pauses = [gate(), gate()];
    const early = slowly(key, name, { before: pauses[0]!.passed });
    await claimed(key);
    const { lease } = (await keyRow(app, key))!;
    app.clock.advance(LEASE_MS);
    const late = slowly(key, name, { before: pauses[1]!.passed });
    await until('the other claim', async () => (await keyRow(app, key))?.lease !== lease);
    pauses[0]!.open();
    await expect(early).rejects.toMatchObject({ errorCode: 'IDEMPOTENCY_IN_FLIGHT' });
    expect(await countCases(name)).toBe(0);
    // Its end does not end the claim of the other.
    expect(await post(key, name)).toMatchObject({ status: 409 });
    pauses[1]!.open();
    const { answer } = await late;
    expect(await countCases(name)).toBe(1);
    expect(await post(key, name)).toMatchObject({ status: 201, replayed: 'true', text: answer });
  });

  it('wait for work that takes longer than a lease', async () => {
    await holdBeats();
    const [key, name] = [randomUUID(), `Long ${randomUUID()}`];
    const pause = gate();
    const work = slowly(key, name, { before: pause.passed });
    await claimed(key);
    for (let beat = 0; beat < 6; beat += 1) {
      const { leased_until } = (await keyRow(app, key))!;
      app.clock.advance(LEASE_MS / 3);
      vi.advanceTimersByTime(LEASE_MS / 3);
      const isProlonged = async () => (await keyRow(app, key))?.leased_until !== leased_until;
      await until('a longer lease', isProlonged);
    }
    expect(await post(key, name)).toMatchObject({ status: 409 });
    pause.open();
    await work;
    expect(vi.getTimerCount()).toBe(0);
    expect(await countCases(name)).toBe(1);
  });

  it.each([
    [
      'reads beside its transaction',
      async (ctx: Context, name: string) => {
        await createCase(ctx, caller, { name });
        return ctx.db.selectFrom('cases').select('id').execute();
      },
    ],
    [
      'begins a second transaction',
      (ctx: Context, name: string) =>
        createCase(ctx, caller, { name }).then(() => createCase(ctx, caller, { name })),
    ],
    [
      'fails after its transaction',
      async (ctx: Context, name: string) => {
        await createCase(ctx, caller, { name });
        throw new Error('no answer');
      },
    ],
  ])('find nothing of a change that %s', async (_what, work) => {
    const [key, name] = [randomUUID(), `Undone ${randomUUID()}`];
    const request = { caller, key, operation: 'cases.create', input: { name } };
    const wrong = changeOnce(app.context, request, async (ctx) =>
      JSON.stringify(await work(ctx, name)),
    );
    await expect(wrong).rejects.toThrow(/waiting to be committed|no answer/);
    expect(await countCases(name)).toBe(0);
    expect(await keyRow(app, key)).toBeUndefined();
    expect(await post(key, name)).toMatchObject({ status: 201, replayed: null });
  });

  if (kind === 'postgres') {
    it('make one change on two servers', async () => {
      const port = await freePort();
      const second = await startServer({ ...app.context.config, port }, WEB_DIR, {
        clock: app.clock,
        log: pino({ level: 'silent' }),
      });
      const there = { url: `http://localhost:${port}` };
      for (let round = 0; round < 5; round += 1) {
        const [key, name] = [randomUUID(), `Two servers ${randomUUID()}`];
        const body = { name };
        const request = { method: 'POST', path: '/api/v1/cases', body, key, credential };
        const answers = await Promise.all(
          Array.from({ length: 20 }, (_, at) => send(at % 2 ? app : there, request)),
        );
        const first = expectOneChange(answers);
        for (const server of [app, there]) {
          expect(await send(server, request)).toEqual({ ...first, replayed: 'true' });
        }
        expect(await countCases(name)).toBe(1);
      }
      await second.stop();
    });
  }
});
