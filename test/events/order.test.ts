import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeEventNumbers } from '../../src/db/events.ts';
import { tenantOf } from '../../src/db/tenant.ts';
import { recordEvents } from '../../src/domain/events.ts';
import { type RunningServer, startServer } from '../../src/server.ts';
import { type Office, openOffice, person } from '../signing/support.ts';
import { createClient } from '../support/client.ts';
import { freePort, startApp, type TestApp } from '../support/start-app.ts';
import { type Event, readAll } from './support.ts';

const WEB_DIR = fileURLToPath(new URL('../../dist/web', import.meta.url));
const CHANGES = 30;

describe('events of two servers on one postgres', () => {
  let app: TestApp;
  let second: RunningServer;
  let there: TestApp;
  let office: Office;

  beforeAll(async () => {
    app = await startApp('postgres');
    const port = await freePort();
    const log = pino({ level: 'silent' });
    second = await startServer({ ...app.context.config, port }, WEB_DIR, { clock: app.clock, log });
    there = { ...app, url: `http://localhost:${port}` };
  });
  afterAll(async () => {
    await second.stop();
    await app.stop();
  });

  it('reach a poller once each, in one order without gaps, however many are made at once', async () => {
    office = await openOffice(app);
    const doors = [office.client, createClient(there, office.client.key)];
    const polled: Event[] = [];
    let done = false;
    const poller = (async () => {
      let cursor: string | undefined;
      for (;;) {
        const last = done;
        const page = await readAll(doors[1]!, cursor, 7);
        polled.push(...page.events);
        cursor = page.cursor;
        if (last) return;
      }
    })();
    const each = <T>(work: (index: number, door: (typeof doors)[number]) => Promise<T>) =>
      Promise.all(Array.from({ length: CHANGES }, (_none, at) => work(at, doors[at % 2]!)));
    const made = await each(() => office.envelope([person('John')], { send_emails: false }));
    await each((at, door) => door.post(`/signing/envelopes/${made[at].id}/send`));
    await each((at, door) =>
      door.post(`/signing/envelopes/${made[at].id}/void`, { reason: 'A mistake' }),
    );
    done = true;
    await poller;

    const ids = polled.map(({ id }) => id);
    expect(new Set(ids).size).toBe(CHANGES * 4);
    expect(ids).toEqual((await readAll(office.client)).events.map(({ id }) => id));
    for (const { id } of made) {
      const own = polled.filter(({ data }) => data.envelope.id === id).map(({ type }) => type);
      expect(own).toEqual([
        'envelope.created',
        'envelope.sent',
        'signer.invited',
        'envelope.voided',
      ]);
    }
    const rows = await app.context.db.selectFrom('events').select('seq').orderBy('seq').execute();
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_row, index) => index + 1));
  });

  it('wait for the one before them to be committed or rolled back', async () => {
    office = await openOffice(app);
    const { id } = await office.envelope([person('John')], { send_emails: false });
    const { db } = app.context;
    const { tenant } = await db
      .selectFrom('envelopes')
      .select('tenant')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const record = (tx: Parameters<typeof recordEvents>[0], type: 'signer.reminded') =>
      recordEvents(tx, { id, tenant }, [{ type }], app.clock.now());
    const types = async () => (await readAll(office.client)).events.map(({ type }) => type);

    const slow = await db.startTransaction().execute();
    await record(slow, 'signer.reminded');
    let committed = false;
    const fast = second.context
      .transact((tx) => record(tx, 'signer.reminded'))
      .then(() => {
        committed = true;
      });
    await sleep(300);
    expect(committed).toBe(false);
    expect(await types()).toEqual(['envelope.created']);
    await slow.rollback().execute();
    await fast;
    expect(await types()).toEqual(['envelope.created', 'signer.reminded']);
    expect(await db.transaction().execute((tx) => takeEventNumbers(tx, tenant, 1))).toBe(3);
  });

  it('of one tenant do not wait for those of another', async () => {
    const [one, other] = [tenantOf('ws_one', 'live'), tenantOf('ws_one', 'test')];
    const { db } = app.context;
    const slow = await db.startTransaction().execute();
    await takeEventNumbers(slow, one, 1);
    expect(await db.transaction().execute((tx) => takeEventNumbers(tx, other, 2))).toBe(2);
    await slow.rollback().execute();
  });
});
