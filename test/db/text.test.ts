import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCase, insertCase, listCases } from '../../src/db/cases.ts';
import type { Db } from '../../src/db/database.ts';
import { findDocument, insertDocument } from '../../src/db/documents.ts';
import { findEnvelope, insertEnvelope } from '../../src/db/envelopes.ts';
import { findSigners, insertSigners } from '../../src/db/signers.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { findWorkspaceByName, insertWorkspace } from '../../src/db/workspaces.ts';
import { DATABASES } from '../support/start-app.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import { caseRow, documentRow, envelopeRow, signerRow, TENANT, TIME } from './support/rows.ts';

const TEXTS = [
  '{"a":1}',
  '[1]',
  '"quoted"',
  'null',
  'true',
  '42',
  '1e3',
  '007',
  '2026-03-10',
  TIME,
  '\\x41',
  '{1,2}',
  "it's; drop table cases; --",
  '  spaces around  ',
  'Zoë Müller 🖋 ﷽ 契約',
  'two\nlines\tand a tab',
];

describe.each(DATABASES)('text on %s', (kind) => {
  let database: TestDatabase;
  let db: Db;
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    db = database.db;
  });
  afterAll(() => database.close());

  it.each(TEXTS)('comes back as it was written: %j', async (text) => {
    const parent = caseRow({ name: text, description: text, parties: text, staff: text });
    await insertCase(db, parent);
    expect(await findCase(db, TENANT, parent.id)).toEqual(parent);

    const document = documentRow({ filename: text, party_ids: text, unsignable_reason: text });
    await insertDocument(db, document);
    expect(await findDocument(db, TENANT, document.id)).toEqual(document);

    const envelope = envelopeRow({
      case_id: parent.id,
      title: text,
      message: text,
      metadata: text,
    });
    const signer = signerRow({ envelope_id: envelope.id, name: text, signature_text: text });
    await inTransaction(db, async (tx) => {
      await insertEnvelope(tx, envelope);
      await insertSigners(tx, [signer]);
    });
    expect(await findEnvelope(db, TENANT, envelope.id)).toEqual(envelope);
    expect(await findSigners(db, [envelope.id])).toEqual([signer]);

    const workspace = {
      id: `ws_${text}`,
      name: text,
      sender_name: text,
      sender_email: null,
      created_at: TIME,
    };
    await insertWorkspace(db, workspace);
    expect(await findWorkspaceByName(db, text)).toEqual(workspace);
  });

  it('finds signers of several envelopes in the order of each, and none for no envelope', async () => {
    const parent = caseRow();
    await insertCase(db, parent);
    const one = envelopeRow({ case_id: parent.id });
    const two = envelopeRow({ case_id: parent.id });
    await inTransaction(db, async (tx) => {
      for (const row of [one, two]) await insertEnvelope(tx, row);
      for (const envelope_id of [two.id, one.id]) {
        for (const position of [2, 0, 1]) {
          await insertSigners(tx, [signerRow({ envelope_id, position })]);
        }
      }
    });
    const found = await findSigners(db, [one.id, two.id, 'env_unknown']);
    const positions = (id: string) =>
      found.filter(({ envelope_id }) => envelope_id === id).map(({ position }) => position);
    expect([positions(one.id), positions(two.id)]).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ]);
    expect(await findSigners(db, [])).toEqual([]);
  });
});

describe.each(DATABASES)('searching cases on %s', (kind) => {
  let database: TestDatabase;
  const NAMES = [
    '100% Rabatt',
    '100 Rabatt',
    'a_b GmbH',
    'aXb GmbH',
    'C:\\Akten',
    'C:/Akten',
    'Müller ./. Jäger',
    'Muller ./. Jager',
    'ÄRZTEKAMMER',
    'Straße 5',
  ];
  beforeAll(async () => {
    database = await openTestDatabase(kind);
    for (const name of NAMES) {
      const row = caseRow({ name, search_text: `${name}\n`.toLowerCase() });
      await insertCase(database.db, row);
    }
  });
  afterAll(() => database.close());

  it.each([
    ['%', ['100% Rabatt']],
    ['0% r', ['100% Rabatt']],
    ['_', ['a_b GmbH']],
    ['A_B', ['a_b GmbH']],
    ['\\', ['C:\\Akten']],
    ['\\a', ['C:\\Akten']],
    ['\\%', []],
    ['müller', ['Müller ./. Jäger']],
    ['MÜLLER', ['Müller ./. Jäger']],
    ['jäger', ['Müller ./. Jäger']],
    ['ärzte', ['ÄRZTEKAMMER']],
    ['straße', ['Straße 5']],
    ['rabatt', ['100 Rabatt', '100% Rabatt']],
    ["'", []],
  ])('for %j finds %j', async (search, names) => {
    const found = await listCases(database.db, TENANT, { search }, { limit: 50, after: null });
    expect(found.map(({ name }) => name).toSorted()).toEqual(names);
  });
});
