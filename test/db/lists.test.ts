import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CaseStatus, insertCase, listCases } from '../../src/db/cases.ts';
import type { Db } from '../../src/db/database.ts';
import { insertDocument, listDocuments } from '../../src/db/documents.ts';
import { insertEnvelope, listEnvelopesOfCase } from '../../src/db/envelopes.ts';
import { decodeCursor, encodeCursor, type Page } from '../../src/db/keyset.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { DATABASES } from '../support/start-app.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import { caseRow, documentRow, envelopeRow, TENANT } from './support/rows.ts';

type Listed = { id: string; created_at: string };

const COUNT = 26;
// Three instants only, so that most rows share theirs with others.
const timeOf = (index: number) => `2026-03-10T12:00:00.00${index % 3}Z`;

describe.each(DATABASES)('lists on %s', (kind) => {
  let database: TestDatabase;
  let db: Db;
  const parent = caseRow({ created_at: timeOf(0) });
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    db = database.db;
    await insertCase(db, parent);
    for (let index = 1; index < COUNT; index += 1) {
      const status: CaseStatus = index % 2 === 0 ? 'active' : 'closed';
      await insertCase(db, caseRow({ created_at: timeOf(index), status }));
    }
    for (let index = 0; index < COUNT; index += 1) {
      const created_at = timeOf(index);
      await insertDocument(db, documentRow({ created_at, case_id: index < 20 ? parent.id : null }));
      const envelope = envelopeRow({ created_at, case_id: parent.id });
      await inTransaction(db, (tx) => insertEnvelope(tx, envelope));
    }
  });
  afterAll(() => database.close());

  const LISTS: [string, number, (page: Page) => Promise<Listed[]>][] = [
    ['cases', COUNT, (page) => listCases(db, TENANT, {}, page)],
    ['active cases', COUNT / 2, (page) => listCases(db, TENANT, { status: 'active' }, page)],
    ['cases that are searched', COUNT, (page) => listCases(db, TENANT, { search: 'acme' }, page)],
    ['documents', COUNT, (page) => listDocuments(db, TENANT, {}, page)],
    ['documents of a case', 20, (page) => listDocuments(db, TENANT, { caseId: parent.id }, page)],
    ['envelopes', COUNT, (page) => listEnvelopesOfCase(db, TENANT, parent.id, page)],
  ];

  it.each(LISTS)(
    'of %s give each row once over pages of any size, newest first',
    async (_name, count, list) => {
      const whole = await list({ limit: 100, after: null });
      expect(whole).toHaveLength(count);
      expect(whole).toEqual(whole.toSorted(newestFirst));
      for (const limit of [1, 4, 7, 25, count]) {
        const paged: Listed[] = [];
        let after: Page['after'] = null;
        while (paged.length <= count) {
          const page: Listed[] = await list({ limit, after });
          expect(page.length).toBeLessThanOrEqual(limit);
          paged.push(...page);
          const last = page.at(-1);
          if (!last) break;
          // As a client does it: the place travels in the cursor.
          after = decodeCursor(encodeCursor({ createdAt: last.created_at, id: last.id }));
          expect(after).not.toBeNull();
        }
        expect(
          paged.map(({ id }) => id),
          `by ${limit}`,
        ).toEqual(whole.map(({ id }) => id));
      }
    },
  );

  it('neither repeat nor lose a row when newer ones are added between two pages', async () => {
    const first = await listDocuments(db, TENANT, {}, { limit: 5, after: null });
    const { created_at, id } = first.at(-1)!;
    const before = await listDocuments(
      db,
      TENANT,
      {},
      { limit: 5, after: { createdAt: created_at, id } },
    );
    await insertDocument(db, documentRow({ created_at: '2026-03-11T00:00:00.000Z' }));
    const after = await listDocuments(
      db,
      TENANT,
      {},
      { limit: 5, after: { createdAt: created_at, id } },
    );
    expect(after).toEqual(before);
  });
});

function newestFirst(a: Listed, b: Listed): number {
  const [one, other] = [`${a.created_at} ${a.id}`, `${b.created_at} ${b.id}`];
  return one < other ? 1 : -1;
}

describe('a cursor', () => {
  const CURSOR = { createdAt: '2026-03-10T12:00:00.000Z', id: 'doc_01JZ' };

  it('gives back the place it was made of', () => {
    expect(decodeCursor(encodeCursor(CURSOR))).toEqual(CURSOR);
  });

  it.each(['', 'x', '🖋', Buffer.from('yesterday|doc_1').toString('base64url')])(
    'that is not one of ours is none: %j',
    (cursor) => {
      expect(decodeCursor(cursor)).toBeNull();
    },
  );

  it('cannot carry anything but a time and an id', () => {
    const forged = Buffer.from("2026-03-10T12:00:00.000Z|doc' or 1=1").toString('base64url');
    expect(decodeCursor(forged)).toBeNull();
  });
});
