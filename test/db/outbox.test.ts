import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/dialects.ts';
import {
  claimOutboxRows,
  insertOutboxRow,
  type OutboxTable,
  prolongLease,
  settleOutboxRow,
} from '../../src/db/outbox.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { enqueue } from '../../src/outbox/enqueue.ts';
import { DATABASES } from '../support/start-app.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import { outboxRow, SHA, TENANT, TIME } from './support/rows.ts';

const LEASED_UNTIL = '2026-03-10T12:05:00.000Z';
const DONE = { status: 'done', last_error: null, done_at: TIME } as const;

describe.each(DATABASES)('the outbox on %s', (kind) => {
  let database: TestDatabase;
  let db: Db;
  let second: Db;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    db = database.db;
    second = openDatabase(database.url);
  });
  beforeEach(async () => {
    await db.deleteFrom('outbox').execute();
  });
  afterAll(async () => {
    await second.destroy();
    await database.close();
  });

  const add = (...rows: Partial<OutboxTable>[]) =>
    inTransaction(db, async (tx) => {
      for (const row of rows) await insertOutboxRow(tx, outboxRow(row));
    });
  const claim = (lease: string, options: { now?: string; limit?: number; by?: Db } = {}) =>
    claimOutboxRows(options.by ?? db, {
      now: options.now ?? TIME,
      leasedUntil: LEASED_UNTIL,
      lease,
      limit: options.limit ?? 10,
    });
  const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).toSorted();
  const read = (id: string) =>
    db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

  it('gives each message to one claimer alone, however many claim at once', async () => {
    const count = 300;
    await add(...Array.from({ length: count }, (_, index) => ({ id: `msg_${index}` })));
    const given: string[] = [];
    async function claimAll(by: Db, lease: string) {
      for (;;) {
        const rows = await claim(lease, { by, limit: 7 });
        if (rows.length === 0) return;
        expect(rows.length).toBeLessThanOrEqual(7);
        expect(rows.every((row) => row.lease === lease && row.attempts === 1)).toBe(true);
        given.push(...idsOf(rows));
      }
    }
    await Promise.all([
      claimAll(db, 'a'),
      claimAll(second, 'b'),
      claimAll(db, 'c'),
      claimAll(second, 'd'),
    ]);
    // A claimer passes over what another is just claiming; what is left is given afterwards.
    await claimAll(db, 'e');
    expect(given).toHaveLength(count);
    expect(new Set(given).size).toBe(count);
  });

  it('gives one message to one of two claimers, every time', async () => {
    for (let round = 0; round < 40; round += 1) {
      await add({ id: `msg_${round}` });
      const [one, two] = await Promise.all([claim('one'), claim('two', { by: second })]);
      expect(idsOf([...one, ...two])).toEqual([`msg_${round}`]);
    }
  });

  it('gives the oldest first, by when they are due and then by id', async () => {
    await add(
      { id: 'msg_5', run_at: '2026-03-10T11:00:00.003Z' },
      { id: 'msg_2', run_at: '2026-03-10T11:00:00.002Z' },
      { id: 'msg_4', run_at: '2026-03-10T11:00:00.001Z' },
      { id: 'msg_1', run_at: '2026-03-10T11:00:00.002Z' },
      { id: 'msg_3', run_at: '2026-03-10T11:00:00.004Z' },
    );
    const order: string[][] = [];
    for (let round = 0; round < 3; round += 1) order.push(idsOf(await claim('a', { limit: 2 })));
    expect(order).toEqual([['msg_1', 'msg_4'], ['msg_2', 'msg_5'], ['msg_3']]);
  });

  it('gives nothing before it is due, and gives it at that instant', async () => {
    await add({ id: 'msg_1', run_at: '2026-03-10T12:00:00.001Z' });
    expect(await claim('a')).toEqual([]);
    expect(idsOf(await claim('a', { now: '2026-03-10T12:00:00.001Z' }))).toEqual(['msg_1']);
  });

  it('gives nothing that is done or has failed for good', async () => {
    await add({ status: 'done' }, { status: 'failed' });
    expect(await claim('a')).toEqual([]);
  });

  it('gives a message again once its lease has run out, and counts the attempt', async () => {
    await add({ id: 'msg_1' });
    expect(await claim('a')).toMatchObject([{ attempts: 1, leased_until: LEASED_UNTIL }]);
    expect(await claim('b', { now: '2026-03-10T12:04:59.999Z' })).toEqual([]);
    expect(await claim('b', { now: LEASED_UNTIL })).toMatchObject([{ attempts: 2, lease: 'b' }]);
  });

  it('lets a claimer settle what it holds, and not what another holds by now', async () => {
    await add({ id: 'msg_1' });
    const [stale] = await claim('a');
    const [current] = await claim('b', { now: LEASED_UNTIL });
    expect(await settleOutboxRow(db, stale!, DONE)).toBe(false);
    expect(await read('msg_1')).toMatchObject({ status: 'pending', lease: 'b' });
    expect(await settleOutboxRow(db, current!, DONE)).toBe(true);
    expect(await read('msg_1')).toMatchObject({ status: 'done', lease: null, leased_until: null });
    expect(await settleOutboxRow(db, current!, DONE)).toBe(false);
  });

  it('gives a postponed message again at its new time, with the error it had', async () => {
    await add({ id: 'msg_1' });
    const [row] = await claim('a');
    const run_at = '2026-03-10T12:01:00.000Z';
    await settleOutboxRow(db, row!, { status: 'pending', last_error: 'refused', run_at });
    expect(await claim('b')).toEqual([]);
    expect(await claim('b', { now: run_at })).toMatchObject([{ last_error: 'refused' }]);
  });

  it('prolongs a lease that is held, and not one that another holds by now', async () => {
    await add({ id: 'msg_1' });
    const [row] = await claim('a');
    const until = '2026-03-10T12:30:00.000Z';
    expect(await prolongLease(db, row!, until)).toBe(true);
    expect(await claim('b', { now: LEASED_UNTIL })).toEqual([]);
    expect(await claim('b', { now: until })).toHaveLength(1);
    expect(await prolongLease(db, row!, '2026-03-10T13:00:00.000Z')).toBe(false);
  });
});

describe.each(DATABASES)('enqueueing on %s', (kind) => {
  let database: TestDatabase;
  let db: Db;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    db = database.db;
  });
  afterAll(() => database.close());

  const now = new Date(TIME);
  const purge = { type: 'file.purge', tenant: TENANT, sha256: SHA } as const;
  const ended = {
    type: 'mail.ended',
    tenant: TENANT,
    envelopeId: 'env_1',
    recipient: 'sender',
  } as const;
  const find = (dedupeKey: string) =>
    db.selectFrom('outbox').selectAll().where('dedupe_key', '=', dedupeKey).execute();

  it('writes the message with its envelope, due at once', async () => {
    await inTransaction(db, (tx) => enqueue(tx, ended, { now, dedupeKey: 'one' }));
    const [row] = await find('mail.ended:one');
    expect(row).toMatchObject({
      type: 'mail.ended',
      envelope_id: 'env_1',
      status: 'pending',
      run_at: TIME,
      attempts: 0,
    });
    expect(JSON.parse(row!.payload)).toEqual({
      tenant: TENANT,
      envelopeId: 'env_1',
      recipient: 'sender',
    });
  });

  it('makes a message due when it is asked to', async () => {
    const runAt = '2026-04-01T00:00:00.000Z';
    await inTransaction(db, (tx) => enqueue(tx, purge, { now, dedupeKey: 'later', runAt }));
    expect(await find('file.purge:later')).toMatchObject([{ run_at: runAt, envelope_id: null }]);
  });

  it('drops the second message of the same occasion and keeps the first', async () => {
    const runAt = '2026-04-01T00:00:00.000Z';
    await inTransaction(db, async (tx) => {
      await enqueue(tx, purge, { now, dedupeKey: 'twice' });
      await enqueue(tx, purge, { now, dedupeKey: 'twice', runAt });
    });
    await inTransaction(db, (tx) => enqueue(tx, purge, { now, dedupeKey: 'twice', runAt }));
    expect(await find('file.purge:twice')).toMatchObject([{ run_at: TIME }]);
  });

  it('drops it also when both come at once', async () => {
    const results = await Promise.all(
      Array.from({ length: 8 }, () =>
        inTransaction(db, (tx) => enqueue(tx, purge, { now, dedupeKey: 'race' })),
      ),
    );
    expect(results).toHaveLength(8);
    expect(await find('file.purge:race')).toHaveLength(1);
  });

  it('keeps messages of different types apart that are named alike', async () => {
    await inTransaction(db, async (tx) => {
      await enqueue(tx, purge, { now, dedupeKey: 'same' });
      await enqueue(tx, ended, { now, dedupeKey: 'same' });
    });
    expect(await find('file.purge:same')).toHaveLength(1);
    expect(await find('mail.ended:same')).toHaveLength(1);
  });

  it('leaves nothing when its transaction is rolled back', async () => {
    const work = inTransaction(db, async (tx) => {
      await enqueue(tx, purge, { now, dedupeKey: 'gone' });
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await find('file.purge:gone')).toEqual([]);
  });
});
