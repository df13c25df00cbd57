import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  deleteExpiredKeys,
  findIdempotencyKey,
  releaseIdempotencyKey,
  takeIdempotencyKey,
  updateIdempotencyKey,
} from '../../src/db/idempotency-keys.ts';
import { tenantOf } from '../../src/db/tenant.ts';
import { DATABASES } from '../support/start-app.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import { TENANT } from './support/rows.ts';

// Times in their order.
const [PAST, NOW, SOON, LATER] = ['01', '02', '03', '04'].map(
  (day) => `2026-03-${day}T12:00:00.000Z`,
) as [string, string, string, string];

describe.each(DATABASES)('an idempotency key on %s', (kind) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
  });
  afterAll(() => database.close());

  let count = 0;
  const newRow = (changes = {}) => {
    count += 1;
    return {
      tenant: TENANT,
      credential: '{"type":"api_key","id":"key_1"}',
      key: `key ${count}`,
      fingerprint: 'ab',
      lease: 'first',
      leased_until: SOON as string | null,
      answer: null,
      expires_at: LATER,
      ...changes,
    };
  };
  const take = (row: ReturnType<typeof newRow>) => takeIdempotencyKey(database.db, row, NOW);
  const find = (row: ReturnType<typeof newRow>) => findIdempotencyKey(database.db, row);

  it.each([
    ['leased', {}],
    ['answered', { lease: null, leased_until: null, answer: '{}' }],
  ])('that is %s is not given to another', async (_name, changes) => {
    const row = newRow(changes);
    expect(await take(row)).toBe(true);
    expect(await take({ ...row, lease: 'second', fingerprint: 'cd' })).toBe(false);
    expect(await find(row)).toEqual(row);
  });

  it.each([
    ['whose lease has run out', { leased_until: NOW }],
    [
      'whose answer has expired',
      { lease: null, leased_until: null, answer: '{}', expires_at: NOW },
    ],
  ])('%s is taken with nothing left of before', async (_name, changes) => {
    const row = newRow(changes);
    expect(await take(row)).toBe(true);
    const next = newRow({ key: row.key, lease: 'second', fingerprint: 'cd' });
    expect(await take(next)).toBe(true);
    expect(await find(row)).toEqual(next);
  });

  it('is written to and let go by its holder alone', async () => {
    const row = newRow();
    await take(row);
    const other = { ...row, lease: 'second' };
    expect(await updateIdempotencyKey(database.db, other, { answer: '{}' })).toBe(false);
    await releaseIdempotencyKey(database.db, other);
    expect(await find(row)).toEqual(row);
    expect(await updateIdempotencyKey(database.db, row, { leased_until: LATER })).toBe(true);
    expect(await find(row)).toMatchObject({ leased_until: LATER });
    await releaseIdempotencyKey(database.db, row);
    expect(await find(row)).toBeUndefined();
  });

  it.each([
    ['another tenant', { tenant: tenantOf('ws_01JZ0000000000000000000000', 'test') }],
    ['another credential', { credential: '{"type":"jwt","subject":"key_1"}' }],
  ])('of %s is another key', async (_name, changes) => {
    const row = newRow();
    const other = { ...row, ...changes };
    expect(await take(row)).toBe(true);
    expect(await find(other)).toBeUndefined();
    expect(await updateIdempotencyKey(database.db, other, { answer: '{}' })).toBe(false);
    await releaseIdempotencyKey(database.db, other);
    expect(await find(row)).toEqual(row);
    expect(await take(other)).toBe(true);
    expect(await find(row)).toEqual(row);
  });

  it('is deleted once it has expired, not before', async () => {
    const rows = [newRow({ expires_at: PAST }), newRow({ expires_at: NOW }), newRow()];
    for (const row of rows) await take(row);
    await deleteExpiredKeys(database.db, NOW);
    expect(await Promise.all(rows.map(find))).toEqual([undefined, undefined, rows[2]]);
  });
});
