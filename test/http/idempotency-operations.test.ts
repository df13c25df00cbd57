import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../src/db/database.ts';
import { isPostgres } from '../../src/db/dialects.ts';
import { readFixture } from '../support/client.ts';
import { DATABASES, HOUR, startApp, type TestApp } from '../support/start-app.ts';
import { storedRows } from './call-both-ways.ts';
import {
  bodyOf,
  type Ids,
  makeIds,
  modeOf,
  newClient,
  type Operation,
  pathOf,
  SCOPED,
  UNKNOWN,
} from './every-operation.ts';
import { formOf, type KeyedAnswer, keyRow, send } from './keyed.ts';

const CHANGES = SCOPED.filter(([, { type }]) => type === 'mutation');
const OF_SENT = [
  ...['envelopes.void', 'envelopes.remind', 'envelopes.extend'],
  ...['test.sign', 'test.decline', 'test.bounce'],
];

/** Makes every write of an answer fail, as a full disk at the last moment would. */
async function refuseAnswers(db: Db): Promise<void> {
  if (isPostgres(db)) {
    await sql`create function refuse_answers() returns trigger language plpgsql as
      $$ begin raise exception 'no'; end $$`.execute(db);
    await sql`create trigger refuse_answers before update on idempotency_keys for each row
      when (new.lease is null) execute function refuse_answers()`.execute(db);
    return;
  }
  await sql`create trigger refuse_answers before update on idempotency_keys
    when new.lease is null begin select raise(abort, 'no'); end`.execute(db);
}

/** The same JSON without some members, all else byte for byte. */
function textWithout(members: readonly string[] = [], text: string): string {
  if (members.length === 0) return text;
  const kept = Object.entries(JSON.parse(text)).filter(([name]) => !members.includes(name));
  return JSON.stringify(Object.fromEntries(kept));
}

async function allowAnswers(db: Db): Promise<void> {
  if (isPostgres(db)) await sql`drop function refuse_answers cascade`.execute(db);
  else await sql`drop trigger refuse_answers`.execute(db);
}

describe.each(DATABASES)('an Idempotency-Key on %s', (kind) => {
  let app: TestApp;
  const credentials: Record<string, string> = {};

  beforeAll(async () => {
    app = await startApp(kind);
    for (const mode of ['live', 'test'] as const) {
      credentials[mode] = (await newClient(app, { mode })).key;
    }
  });
  afterAll(() => app.stop());

  type Prepared = { ids: Ids; credential: string };
  const call = async (
    operation: Operation,
    { ids, credential }: Prepared,
    key: string,
  ): Promise<KeyedAnswer> => {
    const path = `/api/v1${pathOf(operation, ids)}`;
    const { method, meta } = operation;
    const body =
      meta.bytes === 'upload' ? formOf(await readFixture('rot0.pdf'), 'a.pdf') : undefined;
    const members = method === 'DELETE' ? undefined : bodyOf(operation, ids);
    return send(app, { method, path, body: body ?? members, key, credential });
  };
  // Each time for another tenant, since one has only so many webhooks.
  const prepare = async (operation: Operation): Promise<Prepared> => {
    const { name } = operation;
    const mode = modeOf(operation);
    const client = await newClient(app, { workspace: randomUUID(), mode });
    const ids = await makeIds(client);
    if (OF_SENT.includes(name)) await client.post(`/signing/envelopes/${ids.envelope_id}/send`);
    await app.settled();
    // Nobody is reminded within an hour of the invitation.
    if (name === 'envelopes.remind') app.clock.advance(HOUR);
    await app.settled();
    return { ids, credential: client.key };
  };

  it('is taken by every operation of the sender that is no GET', () => {
    expect(CHANGES.length).toBeGreaterThanOrEqual(15);
    expect(
      SCOPED.filter(([, { method, type }]) => (method === 'GET') !== (type === 'query')),
    ).toEqual([]);
  });

  it.each(CHANGES)('is not looked for when %s is not valid', async (_name, operation) => {
    const [key, before] = [randomUUID(), await storedRows(app)];
    const { method, meta } = operation;
    const path = `/api/v1${pathOf(operation, UNKNOWN)}`;
    const fault = { nonsense: 'x' };
    const request =
      meta.bytes === 'upload'
        ? { path, body: formOf(await readFixture('rot0.pdf'), 'a.pdf', fault) }
        : method === 'DELETE'
          ? { path: `${path}?nonsense=x` }
          : { path, body: { ...bodyOf(operation, UNKNOWN), ...fault } };
    const keyed = { method, key, credential: credentials[modeOf(operation)]! };
    expect(await send(app, { ...keyed, ...request })).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await storedRows(app)).toEqual(before);
    // Nor when the key stands for something else.
    const other = { method: 'POST', path: '/api/v1/cases', body: { name: 'Other' } };
    expect(await send(app, { ...keyed, ...other })).toMatchObject({ status: 201 });
    expect(await send(app, { ...keyed, ...request })).toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  it.each(CHANGES)('makes %s happen once', async (_name, operation) => {
    const prepared = await prepare(operation);
    const key = randomUUID();
    const first = await call(operation, prepared, key);
    expect(first).toMatchObject({ status: operation.meta.status ?? 200, replayed: null });
    await app.settled();
    const before = await storedRows(app);
    const text = textWithout(operation.meta.shownOnce, first.text);
    expect(await call(operation, prepared, key)).toEqual({ ...first, text, replayed: 'true' });
    expect(await storedRows(app)).toEqual(before);
  });

  it.each(CHANGES)(
    'is kept in the commit of %s: neither without the other',
    async (_, operation) => {
      const prepared = await prepare(operation);
      const key = randomUUID();
      const before = await storedRows(app);
      await refuseAnswers(app.context.db);
      const failed = await call(operation, prepared, key);
      await allowAnswers(app.context.db);
      expect(failed).toMatchObject({ status: 500, code: 'INTERNAL', replayed: null });
      expect(await storedRows(app)).toEqual(before);
      expect(await keyRow(app, key)).toBeUndefined();
      const again = await call(operation, prepared, key);
      expect(again).toMatchObject({ status: operation.meta.status ?? 200, replayed: null });
    },
  );
});
