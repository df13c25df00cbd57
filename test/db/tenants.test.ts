import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAuditEvents } from '../../src/db/audit-events.ts';
import * as cases from '../../src/db/cases.ts';
import type { Db } from '../../src/db/database.ts';
import * as documents from '../../src/db/documents.ts';
import { insertEnvelopeDocuments } from '../../src/db/envelope-documents.ts';
import * as envelopes from '../../src/db/envelopes.ts';
import * as events from '../../src/db/events.ts';
import * as files from '../../src/db/files.ts';
import { modeOf, type Tenant, tenantOf, workspaceOf } from '../../src/db/tenant.ts';
import * as testClocks from '../../src/db/test-clocks.ts';
import * as testEmails from '../../src/db/test-emails.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import * as webhooks from '../../src/db/webhooks.ts';
import { appendAudit, startAudit } from '../../src/domain/audit.ts';
import { DATABASES } from '../support/start-app.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import {
  caseRow,
  documentRow,
  envelopeDocumentRow,
  envelopeRow,
  SHA,
  TIME,
} from './support/rows.ts';

const OWNER = tenantOf('ws_01JZ0000000000000000000000', 'live');
/** What is there in test mode alone has an owner of that mode. */
const TEST_OWNER = tenantOf('ws_01JZ0000000000000000000002', 'test');
const STRANGERS = {
  'the same workspace in the other mode': tenantOf('ws_01JZ0000000000000000000000', 'test'),
  'another workspace': tenantOf('ws_01JZ0000000000000000000001', 'live'),
};

const parent = caseRow({ tenant: OWNER });
const document = documentRow({ tenant: OWNER, case_id: parent.id });
const envelope = envelopeRow({ tenant: OWNER, case_id: parent.id });
const event = {
  id: 'evt_01JZ0000000000000000000000',
  tenant: OWNER,
  seq: 1,
  envelope_id: envelope.id,
  type: 'envelope.created',
  body: '{}',
  created_at: TIME,
};
const webhook = {
  id: 'whk_01JZ0000000000000000000000',
  tenant: OWNER,
  url: 'https://hooks.invalid/',
  events: '["*"]',
  secret_sealed: '',
  created_at: TIME,
  updated_at: TIME,
};
const caseInTestMode = caseRow({ tenant: TEST_OWNER });
const inTestMode = envelopeRow({ tenant: TEST_OWNER, case_id: caseInTestMode.id });
const inEnvelope = '1e'.repeat(32);
const testEmail = {
  id: 'msg_1',
  tenant: TEST_OWNER,
  envelope_id: inTestMode.id,
  recipient: 'john@example.com',
  body: '{}',
  created_at: TIME,
};
const expiry = (id: string, envelope_id: string) => ({
  id,
  type: 'envelope.expire',
  payload: '{}',
  dedupe_key: id,
  envelope_id,
  status: 'pending' as const,
  run_at: TIME,
  attempts: 0,
  created_at: TIME,
});
const PAGE = { limit: 10, after: null };

const isFound = (result: unknown) =>
  Array.isArray(result)
    ? result.length > 0
    : result !== undefined && result !== false && result !== 0;
const inTx =
  <T>(
    query: (tx: Parameters<Parameters<typeof inTransaction>[1]>[0], tenant: Tenant) => Promise<T>,
  ) =>
  (db: Db, tenant: Tenant) =>
    inTransaction(db, (tx) => query(tx, tenant));

/** Every query of src/db that takes a tenant and reads or changes one row or several. */
const READS: Record<string, (db: Db, tenant: Tenant) => Promise<unknown>> = {
  listAuditEvents: (db, tenant) =>
    listAuditEvents(db, tenant, envelope.id, { afterSeq: 0, limit: 10 }),
  findCase: (db, tenant) => cases.findCase(db, tenant, parent.id),
  holdCase: inTx((tx, tenant) => cases.holdCase(tx, tenant, parent.id)),
  listCases: (db, tenant) => cases.listCases(db, tenant, { search: 'acme' }, PAGE),
  updateCase: (db, tenant) => cases.updateCase(db, tenant, parent.id, { name: parent.name }),
  findDocument: (db, tenant) => documents.findDocument(db, tenant, document.id),
  findDocuments: (db, tenant) => documents.findDocuments(db, tenant, [document.id]),
  listDocuments: (db, tenant) => documents.listDocuments(db, tenant, { caseId: parent.id }, PAGE),
  findEnvelope: (db, tenant) => envelopes.findEnvelope(db, tenant, envelope.id),
  listEnvelopesOfCase: (db, tenant) => envelopes.listEnvelopesOfCase(db, tenant, parent.id, PAGE),
  findEnvelopesOfCase: (db, tenant) => envelopes.findEnvelopesOfCase(db, tenant, parent.id),
  isFileNeeded: async (db, tenant) =>
    (await files.isFileNeeded(db, tenant, SHA)) || files.isFileNeeded(db, tenant, inEnvelope),
  fileSize: (db, tenant) => files.fileSize(db, tenant, SHA),
  findNewestEnvelope: (db, tenant) => envelopes.findNewestEnvelope(db, tenant),
  listEvents: (db, tenant) => events.listEvents(db, tenant, { afterSeq: 0, limit: 10 }),
  findEvent: (db, tenant) => events.findEvent(db, tenant, event.id),
  newestEventNumber: (db, tenant) => events.newestEventNumber(db, tenant),
  listEventsSince: (db, tenant) =>
    events.listEventsSince(db, tenant, { since: '', afterSeq: 0, untilSeq: 9, limit: 10 }),
  findWebhook: (db, tenant) => webhooks.findWebhook(db, tenant, webhook.id),
  holdWebhook: inTx((tx, tenant) => webhooks.holdWebhook(tx, tenant, webhook.id)),
  listWebhooks: (db, tenant) => webhooks.listWebhooks(db, tenant, PAGE),
  countWebhooks: (db, tenant) => webhooks.countWebhooks(db, tenant),
  holdEnabledWebhooks: inTx((tx, tenant) => webhooks.holdEnabledWebhooks(tx, tenant)),
};

/** As {@link READS}, of what only test tenants have. */
const TEST_READS: typeof READS = {
  clockOffset: (db, tenant) => testClocks.clockOffset(db, tenant),
  countDue: (db, tenant) => testClocks.countDue(db, tenant, '9'),
  listTestEmails: (db, tenant) => testEmails.listTestEmails(db, tenant, {}, PAGE),
};

/** Those that delete, last to first, so that each has something to delete. */
const DELETIONS: Record<string, (db: Db, tenant: Tenant) => Promise<unknown>> = {
  deleteWebhook: inTx((tx, tenant) => webhooks.deleteWebhook(tx, tenant, webhook.id)),
  deleteFileRow: inTx((tx, tenant) => files.deleteFileRow(tx, tenant, SHA)),
  deleteDocument: inTx((tx, tenant) => documents.deleteDocument(tx, tenant, document.id)),
  deleteDocumentsOfCase: inTx((tx, tenant) =>
    documents.deleteDocumentsOfCase(tx, tenant, parent.id),
  ),
  deleteCase: inTx((tx, tenant) => cases.deleteCase(tx, tenant, parent.id)),
};

const WRITES_OWN = [
  'advanceClock',
  'bringForward',
  'takeEventNumbers',
  'insertCase',
  'holdFile',
  'holdFileRow',
];

describe.each(DATABASES)('tenants on %s', (kind) => {
  let database: TestDatabase;
  let db: Db;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    db = database.db;
    await cases.insertCase(db, parent);
    await cases.insertCase(db, caseInTestMode);
    await documents.insertDocument(db, document);
    await inTransaction(db, async (tx) => {
      await files.holdFile(tx, { tenant: OWNER, sha256: SHA, size_bytes: 7, created_at: TIME });
      await envelopes.insertEnvelope(tx, envelope);
      await tx.insertInto('event_heads').values({ tenant: OWNER, seq: 1 }).execute();
      await tx.insertInto('events').values(event).execute();
      await tx.insertInto('webhooks').values(webhook).execute();
      await envelopes.insertEnvelope(tx, inTestMode);
      await testClocks.advanceClock(tx, TEST_OWNER, 7);
      await testEmails.insertTestEmail(tx, testEmail, 9);
      const rows = [
        expiry('msg_live', envelope.id),
        expiry('msg_test', inTestMode.id),
        { ...expiry('msg_retry', inTestMode.id), attempts: 1 },
      ];
      await tx.insertInto('outbox').values(rows).execute();
      const row = { tenant: OWNER, envelope_id: envelope.id, signed_sha256: inEnvelope };
      await insertEnvelopeDocuments(tx, [envelopeDocumentRow(row)]);
      await startAudit(tx, OWNER, envelope.id);
      const stamp = {
        actor: { type: 'system' as const },
        origin: { ip: null, userAgent: null },
        now: new Date(TIME),
      };
      await appendAudit(tx, envelope.id, [{ type: 'envelope.created' }], stamp);
    });
  });
  afterAll(() => database.close());

  it.each(Object.entries(TEST_READS))(
    'of test mode are given nothing of another’s by %s, which finds it for its owner',
    async (_name, query) => {
      for (const stranger of Object.values(STRANGERS)) {
        expect(isFound(await query(db, stranger))).toBe(false);
      }
      expect(isFound(await query(db, TEST_OWNER))).toBe(true);
    },
  );

  it('of test mode move their own clock and what is scheduled by it, and nobody else’s', async () => {
    const runAt = (id: string) =>
      db.selectFrom('outbox').select('run_at').where('id', '=', id).executeTakeFirstOrThrow();
    const [test] = Object.values(STRANGERS);
    await inTransaction(db, (tx) => testClocks.bringForward(tx, test!, 60));
    expect(await runAt('msg_test')).toEqual({ run_at: TIME });
    await inTransaction(db, async (tx) => {
      expect(await testClocks.advanceClock(tx, TEST_OWNER, 90)).toBe(97);
      await testClocks.bringForward(tx, TEST_OWNER, 90);
    });
    const run_at = new Date(Date.parse(TIME) - 90_000).toISOString();
    expect(await runAt('msg_test')).toEqual({ run_at });
    expect(await runAt('msg_live')).toEqual({ run_at: TIME });
    expect(await runAt('msg_retry')).toEqual({ run_at: TIME });
    expect(await testClocks.clockOffset(db, test!)).toBe(0);
  });

  it('of live mode can have neither a moved clock nor mails that are kept', async () => {
    const moved = inTransaction(db, (tx) => testClocks.advanceClock(tx, OWNER, 1));
    await expect(moved).rejects.toThrow();
    const mail = { ...testEmail, id: 'msg_2', tenant: OWNER };
    await expect(
      inTransaction(db, (tx) => testEmails.insertTestEmail(tx, mail, 9)),
    ).rejects.toThrow();
  });

  describe.each(Object.entries(STRANGERS))('%s', (_who, stranger) => {
    it.each(Object.entries(READS))(
      'is given nothing by %s, which finds it for its owner',
      async (_name, query) => {
        expect(isFound(await query(db, stranger))).toBe(false);
        expect(isFound(await query(db, OWNER))).toBe(true);
      },
    );

    it.each(Object.entries(DELETIONS))('deletes nothing by %s', async (_name, query) => {
      expect(isFound(await query(db, stranger))).toBe(false);
      for (const [name, read] of Object.entries(READS)) {
        expect(isFound(await read(db, OWNER)), name).toBe(true);
      }
    });

    it('holds a file of the same bytes apart from the owner’s', async () => {
      const file = { tenant: stranger, sha256: SHA, size_bytes: 8, created_at: TIME };
      await inTransaction(db, (tx) => files.holdFile(tx, file));
      await inTransaction(db, (tx) => files.holdFileRow(tx, stranger, SHA, TIME));
      expect(await files.fileSize(db, stranger, SHA)).toBe(8);
      expect(await files.fileSize(db, OWNER, SHA)).toBe(7);
      expect(await files.isFileNeeded(db, stranger, SHA)).toBe(false);
      await inTransaction(db, (tx) => files.deleteFileRow(tx, stranger, SHA));
      expect(await files.fileSize(db, OWNER, SHA)).toBe(7);
    });
  });

  it('delete what is their own', async () => {
    expect(await DELETIONS.deleteWebhook!(db, OWNER)).toBe(true);
    await DELETIONS.deleteFileRow!(db, OWNER);
    expect(await files.fileSize(db, OWNER, SHA)).toBe(0);
    expect(await DELETIONS.deleteDocument!(db, OWNER)).toMatchObject({ id: document.id });
    await documents.insertDocument(db, document);
    expect(await DELETIONS.deleteDocumentsOfCase!(db, OWNER)).toMatchObject([{ id: document.id }]);
    await inTransaction(db, (tx) =>
      envelopes.deleteEnvelope(tx, { id: envelope.id, version: envelope.version }),
    );
    await DELETIONS.deleteCase!(db, OWNER);
    expect(await cases.findCase(db, OWNER, parent.id)).toBeUndefined();
  });
});

it('this suite covers every query of src/db that takes a tenant', () => {
  const folder = new URL('../../src/db/', import.meta.url);
  const taking = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const source = readFileSync(new URL(name, folder), 'utf8');
      const heads = source.matchAll(
        /export (?:async )?function (\w+)(?:<[^(]*>)?\(([^{]*?tenant: Tenant[^{]*)\)/g,
      );
      return [...heads].map(([, found]) => found);
    })
    .filter((name) => name !== 'workspaceOf' && name !== 'modeOf');
  const covered = [
    ...Object.keys(READS),
    ...Object.keys(TEST_READS),
    ...Object.keys(DELETIONS),
    ...WRITES_OWN,
  ];
  expect(taking.length).toBeGreaterThan(10);
  expect(taking.filter((name) => !covered.includes(name!))).toEqual([]);
});

it('a tenant names its workspace and mode', () => {
  for (const mode of ['live', 'test'] as const) {
    const tenant = tenantOf('ws_01JZ0000000000000000000000', mode);
    expect([workspaceOf(tenant), modeOf(tenant)]).toEqual(['ws_01JZ0000000000000000000000', mode]);
  }
});
