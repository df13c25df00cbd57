import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import jwt from 'jsonwebtoken';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../src/server.ts';
import { callTrpc, expectError } from '../http/call-both-ways.ts';
import { countTypes, eventsOf, person } from '../signing/support.ts';
import { createClient, openLink, signerCall } from '../support/client.ts';
import { DATABASES, DAY, freePort, HOUR, startApp, type TestApp } from '../support/start-app.ts';
import { type Ci, openCi } from './support.ts';

const WEB_DIR = fileURLToPath(new URL('../../dist/web', import.meta.url));
const SECRET = 'a secret of more than thirty-two bytes, for JWTs';
const YEAR = 365 * DAY;
const POLICY = { after_days: 3, every_days: 3, max: 3 };

describe.each(DATABASES)('the time of a test tenant on %s', (kind) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(kind, { env: { JWT_SECRET: SECRET } });
  });
  afterAll(() => app.stop());

  const seconds = (milliseconds: number) => ({ advance_seconds: milliseconds / 1000 });
  const later = (milliseconds: number) => new Date(app.clock.now().getTime() + milliseconds);
  const subjects = async (ci: Ci, email: string) =>
    (await ci.mails(email)).map(({ subject }) => subject.split(/[,:]/)[0]);

  it('is the real one until it is moved, and is moved as far as is asked', async () => {
    const { client } = await openCi(app);
    const now = app.clock.now().toISOString();
    expect((await client.get('/test/clock')).body).toEqual({ now, offset_seconds: 0, pending: 0 });
    const moved = await client.post('/test/clock', seconds(DAY));
    const after = { now: later(DAY).toISOString(), offset_seconds: 86_400, pending: 0 };
    expect(moved).toMatchObject({ status: 200, body: after });
    app.clock.advance(HOUR);
    expect((await client.get('/test/clock')).body.now).toBe(later(DAY).toISOString());
    expect(
      await callTrpc(app, client.key, { type: 'query', procedure: 'test.clock', input: {} }),
    ).toMatchObject({ result: { offset_seconds: 86_400 } });
  });

  it.each([
    {},
    { advance_seconds: 0 },
    { advance_seconds: -1 },
    { advance_seconds: 1.5 },
    { advance_seconds: '60' },
    { advance_seconds: 10 * 365 * 86_400 + 1 },
    { advance_seconds: 60, now: '2030-01-01T00:00:00Z' },
  ])('is not moved by %j', async (body) => {
    const { client } = await openCi(app);
    expectError(await client.post('/test/clock', body), 'VALIDATION_FAILED');
    expect((await client.get('/test/clock')).body.offset_seconds).toBe(0);
  });

  it('is never more than fifty years ahead', async () => {
    const { client } = await openCi(app);
    for (let decade = 0; decade < 5; decade += 1) {
      expect((await client.post('/test/clock', seconds(10 * YEAR))).status).toBe(200);
    }
    expectError(await client.post('/test/clock', { advance_seconds: 1 }), 'VALIDATION_FAILED');
    expect((await client.get('/test/clock')).body.offset_seconds).toBe((50 * YEAR) / 1000);
  });

  it.each(['wait_seconds=61', 'wait_seconds=-1', 'wait_seconds=x', 'wait=1'])(
    'is not told for %s',
    async (query) => {
      const { client } = await openCi(app);
      expectError(await client.get(`/test/clock?${query}`), 'VALIDATION_FAILED');
    },
  );

  it('adds up when it is moved by several at once, and moves once under one key', async () => {
    const { client } = await openCi(app);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => client.post('/test/clock', { advance_seconds: 3600 })),
    );
    const offsets = answers.map(({ body }) => body.offset_seconds).toSorted((a, b) => a - b);
    expect(offsets).toEqual(Array.from({ length: 8 }, (_, index) => 3600 * (index + 1)));
    const header = { 'idempotency-key': randomUUID() };
    const keyed = () => client.post('/test/clock', { advance_seconds: 60 }, header);
    const [first, again] = [await keyed(), await keyed()];
    expect(again.body).toEqual(first.body);
    expect((await client.get('/test/clock')).body.offset_seconds).toBe(8 * 3600 + 60);
  });

  it('is each tenant’s own: others’ envelopes stay, in live mode of the same workspace too', async () => {
    const [early, late] = [await openCi(app), await openCi(app)];
    const { key } = await app.createKey({ workspace: late.workspace });
    const live = createClient(app, key);
    const { body: parent } = await live.post('/cases', { name: 'Live' });
    const { body: document } = await live.upload('b1_1p.pdf', parent.id);
    const [ann, bob, cid] = [person('Ann'), person('Bob'), person('Cid')];
    const members = { reminders: POLICY, expires_in_days: 7 };
    const there = await early.envelope([ann], members);
    const here = await late.envelope([bob], members);
    const { body: real } = await live.post(`/cases/${parent.id}/signing-envelopes`, {
      title: 'Live',
      document_ids: [document.id],
      signers: [cid],
      send_emails: true,
      ...members,
    });
    await late.advance(4 * DAY);
    await early.advance(DAY);
    await late.advance(4 * DAY);
    expect((await late.read(here.id)).status).toBe('expired');
    expect((await early.read(there.id)).status).toBe('sent');
    expect((await live.get(`/signing/envelopes/${real.id}`)).body.status).toBe('sent');
    expect(await subjects(late, bob.email)).toEqual(['Please sign', 'Reminder', 'Deadline passed']);
    expect(await subjects(early, ann.email)).toEqual(['Please sign']);
    const { body: trail } = await live.get(`/signing/envelopes/${real.id}/audit-trail`);
    expect(JSON.stringify(trail)).not.toContain('recorded_at');
    const { body: list } = await early.client.get('/test/clock');
    expect(list.offset_seconds).toBe(86_400);
  });

  it('jumps as over a stop that lasted so long: nothing is made up for', async () => {
    const ci = await openCi(app);
    const [ann, bob] = [person('Ann'), person('Bob')];
    await ci.envelope([ann], { reminders: POLICY });
    await ci.settled();
    await ci.advance(10 * DAY);
    expect(await subjects(ci, ann.email)).toEqual(['Please sign', 'Reminder']);
    await ci.advance(2 * DAY);
    expect(await subjects(ci, ann.email)).toEqual(['Please sign', 'Reminder', 'Reminder']);
    const { id } = await ci.envelope([bob], { reminders: POLICY });
    await ci.settled();
    await ci.advance(30 * DAY);
    expect(await subjects(ci, bob.email)).toEqual(['Please sign', 'Deadline passed']);
    expect((await ci.read(id)).status).toBe('expired');
  });

  it('ages links, and asks for fresh ones by it', async () => {
    const ci = await openCi(app);
    const ann = person('Ann');
    await ci.envelope([ann]);
    await ci.settled();
    const tokens = async () =>
      (await ci.mails(ann.email)).map(({ links }) => links[0]!.url.split('/').at(-1)!);
    const [token] = await tokens();
    const landing = async () => (await signerCall(app, 'POST', '/landing', { token })).body.state;
    await ci.advance(7 * DAY - HOUR);
    expect(await landing()).toBe('ready');
    await ci.advance(HOUR);
    expect(await landing()).toBe('link_expired');
    for (let time = 0; time < 4; time += 1) {
      expect((await signerCall(app, 'POST', '/links', { token })).status).toBe(202);
    }
    await ci.settled();
    expect(await tokens()).toHaveLength(4);
    await ci.advance(DAY + HOUR);
    await signerCall(app, 'POST', '/links', { token });
    await ci.settled();
    const fresh = await tokens();
    expect(fresh).toHaveLength(5);
    expect((await (await openLink(app, fresh.at(-1)!)).sign()).status).toBe(200);
  });

  it('is that of envelopes made and changed from then on', async () => {
    const ci = await openCi(app);
    await ci.advance(100 * DAY);
    const now = later(100 * DAY).toISOString();
    const ann = person('Ann');
    const envelope = await ci.envelope([ann], { expires_in_days: 10 });
    expect(envelope).toMatchObject({ created_at: now, sent_at: now });
    expect(envelope.expires_at).toBe(later(110 * DAY).toISOString());
    const past = { expires_at: later(50 * DAY).toISOString(), send_emails: false };
    await expect(ci.envelope([ann], past)).rejects.toThrow('VALIDATION_FAILED');
    const draft = await ci.envelope([ann], { send_emails: false });
    const patched = await ci.client.patch(`/signing/envelopes/${draft.id}`, past);
    expectError({ ...patched }, 'VALIDATION_FAILED');
    const deadline = { expires_at: later(105 * DAY).toISOString() };
    expectError(
      await ci.client.post(`/signing/envelopes/${envelope.id}/extend`, deadline),
      'VALIDATION_FAILED',
    );
    const { body } = await ci.client.get('/signing/events?limit=100');
    expect(body.data.every((event: { created_at: string }) => event.created_at === now)).toBe(true);
  });

  it('changes nothing about credentials, sessions, keys of requests, leases and retries', async () => {
    const ci = await openCi(app);
    const ann = person('Ann');
    const envelope = await ci.envelope([ann], { expires_in_days: 365 });
    await ci.settled();
    const [mail] = await ci.mails(ann.email);
    const signer = await openLink(app, mail!.links[0]!.url.split('/').at(-1)!);
    const expiresAt = later(DAY).toISOString();
    const options = { workspace: ci.workspace, mode: 'test', expiresAt } as const;
    const { key, workspaceId: workspace } = await app.createKey(options);
    const claims = { workspace, mode: 'test', scope: 'documents:read' };
    const token = jwt.sign(claims, SECRET, { subject: 'us', expiresIn: '1h' });
    const header = { 'idempotency-key': randomUUID() };
    const keyed = () => ci.client.post('/cases', { name: 'Once' }, header);
    const first = await keyed();
    const { db } = app.context;
    const retried = await db
      .updateTable('outbox')
      .set({ status: 'pending', attempts: 3, run_at: later(HOUR).toISOString() })
      .where('type', '=', 'mail.invitation')
      .where('envelope_id', '=', envelope.id)
      .returning(['id', 'run_at'])
      .executeTakeFirstOrThrow();

    await ci.client.post('/test/clock', seconds(364 * DAY));
    expect((await signer.call('GET', '/session')).status).toBe(200);
    await ci.client.post('/test/clock', seconds(366 * DAY));
    await ci.settled();
    for (const credential of [key, token]) {
      expect((await createClient(app, credential).get('/test/clock')).status).toBe(200);
    }
    // Still the session, whose envelope has expired meanwhile.
    expect((await signer.sign()).body.error.code).toBe('ENVELOPE_STATE_CONFLICT');
    expect((await keyed()).body).toEqual(first.body);
    const waiting = await db
      .selectFrom('outbox')
      .select(['id', 'run_at'])
      .where('id', '=', retried.id)
      .executeTakeFirstOrThrow();
    expect(waiting).toEqual(retried);
    // What is sealed late is late by the real time.
    const next = await ci.envelope([ann]);
    await ci.play(next, ann, 'sign');
    await ci.settled();
    await ci.advance(DAY);
    const templates = (await ci.mails()).map(({ template }) => template);
    expect(templates).not.toContain('sealing_delayed');
    const rows = await db
      .selectFrom('outbox')
      .select(['created_at', 'run_at', 'type'])
      .where('envelope_id', '=', next.id)
      .where('type', 'not like', 'envelope.%')
      .execute();
    const real = app.clock.now().toISOString();
    expect(rows.filter(({ created_at }) => created_at !== real)).toEqual([]);
    const delayed = rows.find(({ type }) => type === 'mail.sealing_delayed');
    expect(delayed?.run_at).toBe(later(HOUR).toISOString());
  });

  it('stays moved for another process, and after a start', async () => {
    const ci = await openCi(app);
    await ci.advance(9 * DAY);
    const port = await freePort();
    const second = await startServer({ ...app.context.config, port }, WEB_DIR, {
      clock: app.clock,
      log: pino({ level: 'silent' }),
    });
    const there = createClient({ ...app, url: `http://localhost:${port}` }, ci.client.key);
    const { body } = await there.get('/test/clock');
    await second.stop();
    expect(body.now).toBe(later(9 * DAY).toISOString());
  });

  it('moves along whatever is scheduled while it is moved', async () => {
    const ci = await openCi(app);
    const drafts = [];
    for (let each = 0; each < 12; each += 1) {
      const members = { send_emails: false, reminders: POLICY };
      drafts.push(await ci.envelope([person('Ann')], members));
    }
    await Promise.all(
      drafts.flatMap(({ id }) => [
        ci.client.post(`/signing/envelopes/${id}/send`),
        ci.client.post('/test/clock', { advance_seconds: 1000 }),
      ]),
    );
    await expectScheduled(ci, drafts);
    await ci.advance(40 * DAY);
    for (const { id } of drafts) {
      expect((await ci.read(id)).status).toBe('expired');
      const trail = await ci.trail(id);
      expect(countTypes(trail)).toMatchObject({ 'envelope.expired': 1 });
      const times = trail.map(({ at }) => at);
      expect(times.toSorted()).toEqual(times);
    }
  });

  /** Whatever the order was: the real time of each is its tenant's less how far that is ahead. */
  async function expectScheduled(ci: Ci, envelopes: readonly { id: string }[]) {
    const { body } = await ci.client.get('/test/clock');
    for (const { id } of envelopes) {
      const { expires_at, sent_at } = await ci.read(id);
      const rows = await app.context.db
        .selectFrom('outbox')
        .select(['type', 'run_at'])
        .where('envelope_id', '=', id)
        .where('type', 'like', 'envelope.%')
        .execute();
      const expected = {
        'envelope.expire': Date.parse(expires_at),
        'envelope.warn': Date.parse(expires_at) - DAY,
        'envelope.remind': Date.parse(sent_at) + 3 * DAY,
      };
      const times = rows.map(({ type, run_at }) => [
        type,
        Date.parse(run_at) + body.offset_seconds * 1000,
      ]);
      expect(Object.fromEntries(times)).toEqual(expected);
    }
  }

  it('decides an act and a move at the same moment one after the other', async () => {
    const ci = await openCi(app);
    for (let round = 0; round < 6; round += 1) {
      const ann = person('Ann');
      const envelope = await ci.envelope([ann], { expires_in_days: 1 });
      const [signed] = await Promise.all([
        ci.play(envelope, ann, 'sign'),
        ci.client.post('/test/clock', seconds(DAY)),
      ]);
      await ci.settled();
      const { status } = await ci.read(envelope.id);
      expect([200, 409]).toContain(signed.status);
      expect(status).toBe(signed.status === 200 ? 'completed' : 'expired');
      const trail = await ci.trail(envelope.id);
      const ends = trail.filter(({ type }) => /^envelope\.(completed|expired)$/.test(type));
      expect(ends.map(({ type }) => type)).toEqual([`envelope.${status}`]);
      expect(eventsOf(trail, 'signer.signed')).toHaveLength(signed.status === 200 ? 1 : 0);
    }
  });

  it('is answered when all is done that is due, and not before', async () => {
    const ci = await openCi(app);
    const ann = person('Ann');
    const envelope = await ci.envelope([ann]);
    const waited = await ci.client.get('/test/clock?wait_seconds=60');
    expect(waited.body.pending).toBe(0);
    expect(await ci.mails(ann.email)).toHaveLength(1);
    app.clock.advance(1000);
    await ci.play(envelope, ann, 'sign');
    await ci.client.get('/test/clock?wait_seconds=60');
    expect((await ci.read(envelope.id)).documents[0].seal_status).toBe('sealed');
    expect((await ci.mails(ann.email)).map(({ template }) => template)).toEqual([
      'signing_request',
      'completed_copy',
    ]);
    // Something that is in hand for ever: the answer comes all the same.
    const { db } = app.context;
    await db
      .updateTable('outbox')
      .set({ status: 'pending', leased_until: '9999' })
      .where('envelope_id', '=', envelope.id)
      .where('type', '=', 'mail.completed')
      .execute();
    const impatient = await ci.client.get('/test/clock?wait_seconds=1');
    expect(impatient).toMatchObject({ status: 200, body: { pending: 2 } });
    expect((await ci.client.get('/test/clock')).body.pending).toBe(2);
    expect((await (await openCi(app)).client.get('/test/clock')).body.pending).toBe(0);
  });
});
