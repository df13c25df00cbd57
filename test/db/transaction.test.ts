import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import SqliteDriver from 'better-sqlite3';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCase, insertCase } from '../../src/db/cases.ts';
import type { Db } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/dialects.ts';
import {
  deleteEnvelope,
  findEnvelope,
  insertEnvelope,
  updateEnvelope,
} from '../../src/db/envelopes.ts';
import {
  inTransaction,
  isUniqueViolation,
  LostRace,
  openTransaction,
} from '../../src/db/transaction.ts';
import { DATABASES } from '../support/start-app.ts';
import {
  createEmptyDatabase,
  openTestDatabase,
  runProcess,
  type TestDatabase,
} from './support/database.ts';
import { caseRow, envelopeRow, TENANT } from './support/rows.ts';

describe.each(DATABASES)('transactions on %s', (kind) => {
  let database: TestDatabase;
  let db: Db;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    db = database.db;
  });
  afterAll(() => database.close());

  async function newEnvelope() {
    const parent = caseRow();
    const row = envelopeRow({ case_id: parent.id });
    await insertCase(db, parent);
    await inTransaction(db, (tx) => insertEnvelope(tx, row));
    return { id: row.id, version: row.version };
  }

  it('commits what the work wrote and returns what it returned', async () => {
    const row = caseRow();
    const result = await inTransaction(db, async (tx) => {
      await insertCase(tx, row);
      return 'done';
    });
    expect(result).toBe('done');
    expect(await findCase(db, TENANT, row.id)).toMatchObject({ id: row.id });
  });

  it('keeps nothing of work that throws, and passes its error on without trying again', async () => {
    const row = caseRow();
    const fault = new Error('no');
    let attempts = 0;
    const work = inTransaction(db, async (tx) => {
      attempts += 1;
      await insertCase(tx, row);
      throw fault;
    });
    await expect(work).rejects.toBe(fault);
    expect(attempts).toBe(1);
    expect(await findCase(db, TENANT, row.id)).toBeUndefined();
  });

  it('runs the work again after a lost race, from a clean start', async () => {
    const row = caseRow();
    let attempts = 0;
    await inTransaction(db, async (tx) => {
      attempts += 1;
      // Would break the primary key if the attempt before had left its row.
      await insertCase(tx, row);
      if (attempts < 3) throw new LostRace();
    });
    expect(attempts).toBe(3);
    expect(await findCase(db, TENANT, row.id)).toMatchObject({ id: row.id });
  });

  it('gives up after eight lost races and keeps nothing', async () => {
    const row = caseRow();
    let attempts = 0;
    const work = inTransaction(db, async (tx) => {
      attempts += 1;
      await insertCase(tx, row);
      throw new LostRace();
    });
    await expect(work).rejects.toBeInstanceOf(LostRace);
    expect(attempts).toBe(8);
    expect(await findCase(db, TENANT, row.id)).toBeUndefined();
  });

  it('refuses to start inside another one', async () => {
    let inner = false;
    const nested = inTransaction(db, (tx) =>
      inTransaction(tx, async () => {
        inner = true;
      }),
    );
    await expect(nested).rejects.toThrow('do not nest');
    expect(inner).toBe(false);
  });

  it('that is left open shows nothing to others before it is committed', async () => {
    const [kept, undone] = [caseRow(), caseRow()];
    const open = await openTransaction(db, async (tx) => {
      await insertCase(tx, kept);
      return 'done';
    });
    expect(open.result).toBe('done');
    expect(await findCase(open.tx, TENANT, kept.id)).toMatchObject({ id: kept.id });
    const elsewhere = openDatabase(database.url);
    expect(await findCase(elsewhere, TENANT, kept.id)).toBeUndefined();
    await open.commit();
    expect(await findCase(elsewhere, TENANT, kept.id)).toMatchObject({ id: kept.id });
    const other = await openTransaction(db, (tx) => insertCase(tx, undone));
    await other.rollBack();
    expect(await findCase(db, TENANT, undone.id)).toBeUndefined();
    await elsewhere.destroy();
  });

  it('that is left open runs its work again after a lost race, and ends with other errors', async () => {
    const row = caseRow();
    let attempts = 0;
    const open = await openTransaction(db, async (tx) => {
      attempts += 1;
      await insertCase(tx, row);
      if (attempts < 3) throw new LostRace();
    });
    await open.commit();
    expect(attempts).toBe(3);
    // Breaks the primary key; more often than there are connections, which all come back.
    for (let time = 0; time < 12; time += 1) {
      const broken = openTransaction(db, (tx) => insertCase(tx, row));
      await expect(broken).rejects.toSatisfy(isUniqueViolation);
    }
    expect(await findCase(db, TENANT, row.id)).toMatchObject({ id: row.id });
  });

  // Commits fail late where a constraint is looked at late; nothing here has one but this table.
  it('that cannot be committed is rolled back, and its connection comes back', async () => {
    const late = sql`references cases(id) deferrable initially deferred`;
    await sql`create table late_rows (id text ${late})`.execute(db);
    for (let time = 0; time < 12; time += 1) {
      const row = caseRow();
      const open = await openTransaction(db, async (tx) => {
        await insertCase(tx, row);
        await sql`insert into late_rows values ('nowhere')`.execute(tx);
      });
      await expect(open.commit()).rejects.toThrow(/foreign key/i);
      expect(await findCase(db, TENANT, row.id)).toBeUndefined();
    }
  });

  it('lets exactly one of two updates of the same version win, every time', async () => {
    for (let round = 0; round < 20; round += 1) {
      const row = await newEnvelope();
      const update = (title: string) =>
        db.transaction().execute((tx) => updateEnvelope(tx, row, { title }));
      const results = await Promise.allSettled([update('one'), update('two')]);
      const lost = results.filter((result) => result.status === 'rejected');
      expect(lost.map(({ reason }) => reason)).toEqual([expect.any(LostRace)]);
      const winner = results[0].status === 'fulfilled' ? 'one' : 'two';
      expect(await findEnvelope(db, TENANT, row.id)).toMatchObject({ version: 2, title: winner });
    }
  });

  it('deletes an envelope only at the version that was read', async () => {
    const row = await newEnvelope();
    await inTransaction(db, (tx) => updateEnvelope(tx, row, { title: 'newer' }));
    const stale = db.transaction().execute((tx) => deleteEnvelope(tx, row));
    await expect(stale).rejects.toBeInstanceOf(LostRace);
    expect(await findEnvelope(db, TENANT, row.id)).toBeDefined();
    await inTransaction(db, (tx) => deleteEnvelope(tx, { ...row, version: 2 }));
    expect(await findEnvelope(db, TENANT, row.id)).toBeUndefined();
  });

  it('loses no update of several writers in this process', async () => {
    const { id } = await newEnvelope();
    const increment = () =>
      inTransaction(db, async (tx) => {
        const row = await findEnvelope(tx, TENANT, id);
        await updateEnvelope(tx, row!, { title: `${Number(row!.title) || 0}` });
      });
    for (let round = 0; round < 10; round += 1) await Promise.all([increment(), increment()]);
    expect(await findEnvelope(db, TENANT, id)).toMatchObject({ version: 21 });
  });

  it('loses no update of two processes that write at once', async () => {
    const { id } = await newEnvelope();
    const writer = new URL('./support/writer.ts', import.meta.url).pathname;
    const write = () => runProcess(writer, [database.url, TENANT, id, '25']);
    const finished = await Promise.all([write(), write()]);
    expect(finished).toEqual(['25\n', '25\n']);
    expect(await findEnvelope(db, TENANT, id)).toMatchObject({ version: 51 });
  });

  // A transaction that first reads and then writes could not wait for another process' lock.
  if (kind === 'sqlite') {
    it('holds the write lock from its start, before it has read or written anything', async () => {
      const other = new SqliteDriver(database.url.slice('file:'.length), { timeout: 0 });
      await inTransaction(db, async () => {
        expect(() => other.exec('begin immediate')).toThrow('database is locked');
      });
      other.exec('begin immediate; rollback');
      other.close();
    });
  }

  it('tells a broken unique constraint from other errors', async () => {
    const row = caseRow();
    await insertCase(db, row);
    const again = await insertCase(db, row).catch((error) => error);
    expect(isUniqueViolation(again)).toBe(true);
    const envelope = envelopeRow({ case_id: 'nowhere' });
    const orphan = await inTransaction(db, (tx) => insertEnvelope(tx, envelope)).catch((e) => e);
    expect(orphan).toBeInstanceOf(Error);
    expect(isUniqueViolation(orphan)).toBe(false);
  });
});

// Opening holds up this thread: another one has the new file locked, and lets it go.
const OTHER_OPENER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const sqlite = new (require('better-sqlite3'))(workerData);
  sqlite.exec('create table theirs (id text); begin immediate');
  parentPort.postMessage('locked');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  sqlite.exec('commit');
  sqlite.close();
`;

it('a SQLite file that another process is just making is waited for', async () => {
  const { url, remove } = await createEmptyDatabase('sqlite');
  const other = new Worker(OTHER_OPENER, { eval: true, workerData: url.slice('file:'.length) });
  const ended = once(other, 'exit');
  await once(other, 'message');
  const db = openDatabase(url);
  const { rows } = await sql`pragma journal_mode`.execute(db);
  expect(rows).toEqual([{ journal_mode: 'wal' }]);
  await ended;
  await db.destroy();
  await remove();
});
