import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AuditEventRow,
  countSignerEvents,
  holdAuditHead,
  listAuditEvents,
} from '../../src/db/audit-events.ts';
import type { Db } from '../../src/db/database.ts';
import { newId } from '../../src/db/ids.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { type AuditEntry, appendAudit, startAudit } from '../../src/domain/audit.ts';
import { DATABASES } from '../support/start-app.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import { TENANT, TIME } from './support/rows.ts';

const NOW = new Date(TIME);
const ORIGIN = { ip: '203.0.113.7', userAgent: 'Größe/1.0 "quoted" \u20ac' };

describe.each(DATABASES)('the audit trail on %s', (kind) => {
  let database: TestDatabase;
  let db: Db;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    db = database.db;
  });
  afterAll(() => database.close());

  async function newTrail(): Promise<string> {
    const id = newId('envelope', NOW);
    await inTransaction(db, (tx) => startAudit(tx, TENANT, id));
    return id;
  }

  const append = (id: string, ...entries: AuditEntry[]) =>
    inTransaction(db, (tx) =>
      appendAudit(tx, id, entries, { actor: { type: 'system' }, origin: ORIGIN, now: NOW }),
    );
  const list = (id: string) => listAuditEvents(db, TENANT, id, { afterSeq: 0, limit: 1000 });
  const headOf = (id: string) => inTransaction(db, (tx) => holdAuditHead(tx, id));

  it('refuses to change or delete a row', async () => {
    const id = await newTrail();
    await append(id, { type: 'envelope.created' });
    const before = await list(id);
    const attempts = [
      db.updateTable('audit_events').set({ data: '{"forged":true}' }).where('envelope_id', '=', id),
      db.updateTable('audit_events').set({ seq: 1 }).where('envelope_id', '=', id),
      db.deleteFrom('audit_events').where('envelope_id', '=', id),
      db.deleteFrom('audit_events'),
    ];
    for (const attempt of attempts) {
      await expect(attempt.execute()).rejects.toThrow('the audit trail is append-only');
    }
    expect(await list(id)).toEqual(before);
  });

  it('refuses to put a row in the place of another', async () => {
    const id = await newTrail();
    await append(id, { type: 'envelope.created' });
    const before = await list(id);
    const forged = { ...before[0]!, data: '{"forged":true}' };
    const insert = db.insertInto('audit_events').values(forged);
    const attempt =
      kind === 'sqlite'
        ? insert.orReplace()
        : insert.onConflict((conflict) =>
            conflict.columns(['envelope_id', 'seq']).doUpdateSet({ data: forged.data }),
          );
    await expect(attempt.execute()).rejects.toThrow('the audit trail is append-only');
    expect(await list(id)).toEqual(before);
  });

  // SQLite knows no other way to empty a table than to delete its rows.
  if (kind === 'postgres') {
    it('refuses to empty the table at once', async () => {
      const attempt = sql`truncate audit_events`.execute(db);
      await expect(attempt).rejects.toThrow('the audit trail is append-only');
    });
  }

  it('chains thirty appends that come at once without a gap, each hash over the one before', async () => {
    const id = await newTrail();
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        append(
          id,
          {
            type: 'mail.sent',
            signerId: `signer_${index}`,
            data: { index, name: 'Jörg "J" \u2028' },
          },
          { type: 'signer.viewed', signerId: `signer_${index}` },
        ),
      ),
    );
    const rows = await list(id);
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    expect(new Set(rows.map(({ signer_id }) => signer_id)).size).toBe(30);
    // Entries of one append stay together.
    for (let index = 0; index < 60; index += 2) {
      expect(rows[index]?.signer_id).toBe(rows[index + 1]?.signer_id);
    }
    expect(firstFault(rows)).toBeNull();
    expect(await headOf(id)).toMatchObject({ seq: 60, hash: rows.at(-1)?.hash });
  });

  it('keeps nothing of an append whose transaction fails, and goes on without a gap', async () => {
    const id = await newTrail();
    await append(id, { type: 'envelope.created' });
    const failed = inTransaction(db, async (tx) => {
      const stamp = { actor: { type: 'system' as const }, origin: ORIGIN, now: NOW };
      await appendAudit(tx, id, [{ type: 'envelope.updated' }], stamp);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await append(id, { type: 'envelope.deleted' });
    const rows = await list(id);
    expect(rows.map(({ type }) => type)).toEqual(['envelope.created', 'envelope.deleted']);
    expect(firstFault(rows)).toBeNull();
  });

  it('refuses to append to a trail that was never started', async () => {
    await expect(append('env_none', { type: 'envelope.created' })).rejects.toThrow();
  });

  it('shows a changed row, whichever of its members was changed, and where', async () => {
    const forgeries: Partial<AuditEventRow>[] = [
      { data: '{"index":1}' },
      { type: 'signer.declined' },
      { at: '2026-03-10T12:00:00.001Z' },
      { actor: '{"type":"signer"}' },
      { ip: null },
      { user_agent: null },
      { signer_id: 'signer_other' },
      { id: 'evt_forged' },
      { hash: 'f'.repeat(64) },
      { prev_hash: 'f'.repeat(64) },
    ];
    for (const forgery of forgeries) {
      const id = await newTrail();
      for (let index = 0; index < 5; index += 1) {
        await append(id, { type: 'mail.sent', signerId: 'signer_1', data: { index } });
      }
      await withoutProtection(db, kind, () =>
        db
          .updateTable('audit_events')
          .set(forgery)
          .where('envelope_id', '=', id)
          .where('seq', '=', 3)
          .execute(),
      );
      expect(firstFault(await list(id)), JSON.stringify(forgery)).toBe(3);
      await withoutProtection(db, kind, () =>
        db.deleteFrom('audit_events').where('envelope_id', '=', id).execute(),
      );
    }
    // The protection is back.
    const id = await newTrail();
    await append(id, { type: 'envelope.created' });
    await expect(db.deleteFrom('audit_events').execute()).rejects.toThrow('append-only');
  });

  it('lists events oldest first, after a number, up to a limit', async () => {
    const id = await newTrail();
    for (let index = 0; index < 12; index += 1) await append(id, { type: 'mail.sent' });
    const page = await listAuditEvents(db, TENANT, id, { afterSeq: 8, limit: 3 });
    expect(page.map(({ seq }) => seq)).toEqual([9, 10, 11]);
  });

  it('counts what happened to a signer, of one type, since a time and at it', async () => {
    const id = await newTrail();
    const signerId = newId('signer', NOW);
    await append(id, { type: 'link.requested', signerId }, { type: 'link.requested', signerId });
    await append(id, { type: 'mail.sent', signerId }, { type: 'link.requested' });
    const count = (since: string) =>
      countSignerEvents(db, signerId, { type: 'link.requested', since });
    expect(await count(TIME)).toBe(2);
    expect(await count('2026-03-10T12:00:00.001Z')).toBe(0);
  });
});

/** The number of the first row that breaks the chain, or null; computed apart from src. */
function firstFault(rows: readonly AuditEventRow[]): number | null {
  let previous = '0'.repeat(64);
  for (const [index, row] of rows.entries()) {
    const { tenant: _tenant, hash, ...covered } = row;
    const event = { ...covered, actor: JSON.parse(row.actor), data: JSON.parse(row.data) };
    const text = canonicalize(event) ?? '';
    const computed = createHash('sha256').update(Buffer.from(text, 'utf8')).digest('hex');
    if (row.seq !== index + 1 || row.prev_hash !== previous || hash !== computed) return row.seq;
    previous = hash;
  }
  return null;
}

/** As somebody would who has the database's password. */
async function withoutProtection(
  db: Db,
  kind: string,
  work: () => Promise<unknown>,
): Promise<void> {
  if (kind === 'postgres') {
    await sql`alter table audit_events disable trigger user`.execute(db);
    await work();
    await sql`alter table audit_events enable trigger user`.execute(db);
    return;
  }
  const triggers = await sql<{ name: string; sql: string }>`
    select name, sql from sqlite_master where type = 'trigger' and tbl_name = 'audit_events'`.execute(
    db,
  );
  for (const { name } of triggers.rows) await sql`drop trigger ${sql.id(name)}`.execute(db);
  await work();
  for (const trigger of triggers.rows) await sql.raw(trigger.sql).execute(db);
}
