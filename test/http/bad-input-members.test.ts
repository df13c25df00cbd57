import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, JOHN } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { type Door, expectRefused } from './call-both-ways.ts';
import { type Ids, makeIds, newClient } from './every-operation.ts';

type Members = Record<string, unknown>;
const UNKNOWN_DOCUMENT = 'doc_01JZX5W6C3T0B4N8Q2M7R9V1KD';
const DOORS = ['create', 'promote', 'patch', 'add signer', 'change signer'] as const;
type DoorName = (typeof DOORS)[number];

const manySigners = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: 'N', email: `n${index}@x.example` }));
const manyDocuments = (count: number) =>
  Array.from({ length: count }, (_, index) => `doc_${String(index).padStart(26, '0')}`);
const manyKeys = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, 'value']));

// Each row: what is wrong, the members that say it, and the path that `details` must name.
const LINES: [string, unknown][] = [
  ['empty', ''],
  ['of spaces', '   '],
  ['null', null],
  ['a number', 7],
  ['a list', ['x']],
  ['an object', { x: 1 }],
  ['10,000 characters', 'x'.repeat(10_000)],
  ['a header injection', 'Contract\r\nBcc: spy@x.example'],
  ['a line feed', 'Con\ntract'],
  ['a null byte', 'Con\u0000tract'],
  ['a bell', 'Con\u0007tract'],
  ['a C1 control', 'Con\u0085tract'],
  ['a bidi override', 'annex\u202efdp.exe'],
  ['a bidi isolate', 'annex\u2067fdp.exe'],
  ['a lone surrogate', 'Con\ud800tract'],
  ['a line separator', 'Con\u2028tract'],
];
const EMAILS: [string, unknown][] = [
  ['empty', ''],
  ['null', null],
  ['a list', ['a@b.example']],
  ['a quoted local part', '"john smith"@b.example'],
  ['a header injection', 'a@b.example\r\nBcc: spy@x.example'],
  ['a display name', 'John <a@b.example>'],
  ['two @', 'a@b@c.example'],
  ['two addresses', 'a@b.example,c@d.example'],
  ['no domain', 'a@'],
  ['no dot', 'a@localhost'],
  ['an address literal', 'a@[127.0.0.1]'],
  ['a null byte', 'a\u0000@b.example'],
  ['a bidi override', 'a\u202e@b.example'],
  ['300 characters', `${'a'.repeat(290)}@b.example`],
  ['255 characters', `${'a'.repeat(245)}@b.example`],
];
const SIGNERS: [string, unknown, string][] = [
  ['a string', 'john@b.example', ''],
  ['null', null, ''],
  ['without a name', { email: 'a@b.example' }, '.name'],
  ['without an e-mail', { name: 'N' }, '.email'],
  ['with a role unknown', { ...JOHN, role: 'witness' }, '.role'],
  ['with a role null', { ...JOHN, role: null }, '.role'],
  ['with an order of 0', { ...JOHN, order: 0 }, '.order'],
  ['with an order of 1.5', { ...JOHN, order: 1.5 }, '.order'],
  ['with an order of text', { ...JOHN, order: '1' }, '.order'],
  ['with an order too large', { ...JOHN, order: 1e15 }, '.order'],
  ['with a locale unknown', { ...JOHN, locale: 'fr' }, '.locale'],
  ['with a status', { ...JOHN, status: 'signed' }, '.status'],
  ['with an unknown member', { ...JOHN, phone: '1' }, '.phone'],
  ...LINES.map(([what, name]): [string, unknown, string] => [
    `whose name is ${what}`,
    { ...JOHN, name },
    '.name',
  ]),
  ...EMAILS.map(([what, email]): [string, unknown, string] => [
    `whose e-mail is ${what}`,
    { ...JOHN, email },
    '.email',
  ]),
];
const LISTS: [string, Members, string][] = [
  ['document_ids of text', { document_ids: UNKNOWN_DOCUMENT }, 'document_ids'],
  ['document_ids null', { document_ids: null }, 'document_ids'],
  ['document_ids an object', { document_ids: { 0: UNKNOWN_DOCUMENT } }, 'document_ids'],
  ['a number among document_ids', { document_ids: [7] }, 'document_ids.0'],
  ['null among document_ids', { document_ids: [null] }, 'document_ids.0'],
  ['an id twice', { document_ids: [UNKNOWN_DOCUMENT, UNKNOWN_DOCUMENT] }, 'document_ids'],
  ['21 documents', { document_ids: manyDocuments(21) }, 'document_ids'],
];
const SETTINGS: [string, Members, string][] = [
  ['signers of text', { signers: 'john@b.example' }, 'signers'],
  ['signers null', { signers: null }, 'signers'],
  ['signers an object', { signers: JOHN }, 'signers'],
  ['51 signers', { signers: manySigners(51) }, 'signers'],
  [
    'a second signer without a name',
    { signers: [JOHN, { email: 'a@b.example' }] },
    'signers.1.name',
  ],
  ['a signing_order unknown', { signing_order: 'random' }, 'signing_order'],
  ['a locale unknown', { locale: 'fr' }, 'locale'],
  ['a locale of a region', { locale: 'de-DE' }, 'locale'],
  ['a time_zone unknown', { time_zone: 'Mars/Olympus' }, 'time_zone'],
  ['a time_zone offset', { time_zone: '+01:00' }, 'time_zone'],
  ['a time_zone null', { time_zone: null }, 'time_zone'],
  ['expires_at in the past', { expires_at: '2020-01-01T00:00:00Z' }, 'expires_at'],
  ['expires_at without a zone', { expires_at: '2099-01-01T00:00:00' }, 'expires_at'],
  ['expires_at of a date', { expires_at: '2099-01-01' }, 'expires_at'],
  ['expires_at of no date', { expires_at: 'tomorrow' }, 'expires_at'],
  ['expires_at on 30 February', { expires_at: '2099-02-30T00:00:00Z' }, 'expires_at'],
  ['expires_at at 25 hours', { expires_at: '2099-01-01T25:00:00Z' }, 'expires_at'],
  ['expires_at in a leap second', { expires_at: '2098-12-31T23:59:60Z' }, 'expires_at'],
  ['expires_at at offset 99', { expires_at: '2099-01-01T00:00:00+99:99' }, 'expires_at'],
  ['expires_at beyond the last year', { expires_at: '9999-12-31T23:59:59-23:59' }, 'expires_at'],
  ['expires_at of a number', { expires_at: 4070908800 }, 'expires_at'],
  ['both deadlines', { expires_at: '2099-01-01T00:00:00Z', expires_in_days: 3 }, 'expires_at'],
  ['expires_in_days 0', { expires_in_days: 0 }, 'expires_in_days'],
  ['expires_in_days 1.5', { expires_in_days: 1.5 }, 'expires_in_days'],
  ['expires_in_days of text', { expires_in_days: '3' }, 'expires_in_days'],
  ['expires_in_days without end', { expires_in_days: 1e308 }, 'expires_in_days'],
  ['a message of 4,001', { message: 'x'.repeat(4001) }, 'message'],
  ['a message with a null byte', { message: 'a\u0000b' }, 'message'],
  ['a message with an override', { message: 'a\u202eb' }, 'message'],
  ['a message with a lone surrogate', { message: 'a\udfffb' }, 'message'],
  ['a message of a number', { message: 7 }, 'message'],
  ['a sender without a name', { sender: { email: 'a@b.example' } }, 'sender.name'],
  ['a sender with an injection', { sender: { name: 'A\r\nTo: b' } }, 'sender.name'],
  ['a sender with a bad e-mail', { sender: { name: 'A', email: 'a@b@c.example' } }, 'sender.email'],
  ['a sender with more', { sender: { name: 'A', phone: '1' } }, 'sender.phone'],
  ['21 metadata keys', { metadata: manyKeys(21) }, 'metadata'],
  ['a metadata key of 65', { metadata: { ['k'.repeat(65)]: 'v' } }, `metadata.${'k'.repeat(65)}`],
  ['a metadata value of 1,001', { metadata: { k: 'v'.repeat(1001) } }, 'metadata.k'],
  ['a metadata value of a number', { metadata: { k: 7 } }, 'metadata.k'],
  ['a metadata value of an object', { metadata: { k: {} } }, 'metadata.k'],
  ['metadata of a list', { metadata: ['v'] }, 'metadata'],
  ['an unknown member', { colour: 'red' }, 'colour'],
  ['a status', { status: 'completed' }, 'status'],
];

describe.each(DATABASES)('bad members on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let ids: Ids;

  beforeAll(async () => {
    app = await startApp(kind);
    client = await newClient(app);
    ids = await makeIds(client);
  });
  afterAll(() => app.stop());

  const doorOf = (name: DoorName): Door => {
    const { case_id, envelope_id, signer_id } = ids;
    const envelope = `/signing/envelopes/${envelope_id}`;
    const doors = {
      create: ['post', `/cases/${case_id}/signing-envelopes`, 'create', { case_id }],
      promote: ['post', '/signing/promote-to-envelope', 'promote', {}],
      patch: ['patch', envelope, 'update', { envelope_id }],
      'add signer': ['post', `${envelope}/signers`, 'signers.add', { envelope_id }],
      'change signer': [
        'patch',
        `${envelope}/signers/${signer_id}`,
        'signers.update',
        { envelope_id, signer_id },
      ],
    } as const;
    const [method, path, procedure, params] = doors[name];
    return { name, method, path, procedure: `envelopes.${procedure}`, params };
  };
  /** What the door accepts as it is. */
  const goodBody = (name: DoorName): Members => {
    const { case_id, document_id } = ids;
    const promote = { case_id, title: 'T', document_ids: [document_id] };
    const { case_id: _path, ...rest } = promote;
    if (name === 'create') return { ...rest, signers: [JOHN] };
    if (name === 'promote') return promote;
    return name === 'add signer' ? { ...JOHN } : {};
  };
  const expectInvalid = async (name: DoorName, changes: Members, path: string) => {
    const body = { ...goodBody(name), ...changes };
    const error = await expectRefused(app, client, doorOf(name), body, 'VALIDATION_FAILED');
    expect(error.details).toContainEqual({ path, message: expect.stringMatching(/\S/) });
  };

  it.each(LINES)('refuses a title that is %s', async (_what, title) => {
    for (const door of ['create', 'promote', 'patch'] as const) {
      await expectInvalid(door, { title }, 'title');
    }
  });

  it('wants a title of create and promote', async () => {
    await expectInvalid('create', { title: undefined }, 'title');
    await expectInvalid('promote', { title: undefined }, 'title');
  });

  it.each(LISTS)('refuses %s', async (_what, changes, path) => {
    for (const door of ['create', 'promote', 'patch'] as const) {
      await expectInvalid(door, changes, path);
    }
  });

  it.each(SETTINGS)('refuses %s', async (_what, changes, path) => {
    for (const door of ['create', 'patch'] as const) await expectInvalid(door, changes, path);
  });

  it.each(SIGNERS)('refuses a signer %s', async (_what, signer, path) => {
    for (const door of ['create', 'patch'] as const) {
      await expectInvalid(door, { signers: [signer] }, `signers.0${path}`);
    }
  });

  it.each(SIGNERS.filter(([, signer]) => signer !== null && typeof signer === 'object'))(
    'refuses to add a signer %s, or to make one so',
    async (what, signer, path) => {
      const members = { name: undefined, email: undefined, ...(signer as Members) };
      await expectInvalid('add signer', members, path.slice(1));
      if (!what.startsWith('without')) await expectInvalid('change signer', members, path.slice(1));
    },
  );

  it.each(DOORS)('%s names each unknown member', async (door) => {
    const body = { ...goodBody(door), colour: 'red', shape: 1 };
    const error = await expectRefused(app, client, doorOf(door), body, 'VALIDATION_FAILED');
    const paths = error.details.map(({ path }: { path: string }) => path);
    expect(paths.sort()).toEqual(['colour', 'shape']);
  });

  it('takes members of create that promote does not have for unknown', async () => {
    await expectInvalid('promote', { signers: [JOHN] }, 'signers');
    await expectInvalid('promote', { send_emails: true }, 'send_emails');
    await expectInvalid('create', { send_emails: 'true' }, 'send_emails');
    await expectInvalid('promote', { case_id: 7 }, 'case_id');
    await expectInvalid('promote', { case_id: undefined }, 'case_id');
  });
});
