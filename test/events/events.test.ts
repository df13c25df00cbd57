import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice, person } from '../signing/support.ts';
import { createClient, linksTo, openAs, openLink } from '../support/client.ts';
import { DATABASES, DAY, startApp, type TestApp } from '../support/start-app.ts';
import { type Event, readAll, typesOf } from './support.ts';

describe.each(DATABASES)('the events of a tenant on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
  });
  afterAll(() => app.stop());
  beforeEach(async () => {
    office = await openOffice(app);
  });

  const all = async (): Promise<Event[]> => (await readAll(office.client)).events;

  it('tell every step to the sealed end, in order', async () => {
    const [john, jane, copy] = [person('John'), person('Jane', 'approver'), person('Kim', 'cc')];
    const { id, case_id } = await office.envelope([john, jane, copy], {
      signing_order: 'sequential',
    });
    await (await openAs(app, john.email)).sign();
    await (await openAs(app, jane.email)).sign();
    await app.settled();
    const events = await all();
    expect(typesOf(events)).toEqual([
      'envelope.created',
      'envelope.sent',
      'signer.invited',
      'signer.viewed',
      'envelope.opened',
      'signer.signed',
      'signer.invited',
      'signer.viewed',
      'signer.signed',
      'envelope.completed',
      'envelope.sealed',
    ]);
    const [created, sent, , , , signed, , , approved, completed, sealed] = events;
    expect(created?.id).toMatch(/^evt_[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(created?.data).toEqual({
      envelope: {
        id,
        case_id,
        title: 'Employment Agreement -- Smith',
        status: 'draft',
        expires_at: null,
        decline_reason: null,
        void_reason: null,
      },
    });
    expect(sent?.data.envelope.status).toBe('sent');
    expect(signed?.data.signer).toMatchObject({ ...john, status: 'signed' });
    expect(approved?.data.signer).toMatchObject({ ...jane, status: 'approved' });
    expect(completed?.data.envelope.status).toBe('completed');
    expect(sealed?.data.seal).toMatchObject({ level: 'B-B' });
  });

  it('tell of a decline with its reason, and whom a new signer replaced', async () => {
    const john = person('John');
    const { id, signers } = await office.envelope([john]);
    const jane = person('Jane');
    const path = `/signing/envelopes/${id}/signers/${signers[0].id}`;
    await office.client.patch(path, { name: jane.name, email: jane.email });
    await (await openAs(app, jane.email)).decline('Not as agreed');
    const events = await all();
    expect(typesOf(events).slice(3)).toEqual([
      'signer.replaced',
      'signer.invited',
      'signer.viewed',
      'envelope.opened',
      'signer.declined',
      'envelope.declined',
    ]);
    expect(events[3]?.data).toMatchObject({
      signer: { id: signers[0].id, name: jane.name, email: jane.email, status: 'pending' },
      previous: { name: john.name, email: john.email },
    });
    const { envelope, signer } = events.at(-1)?.data ?? {};
    expect(envelope).toMatchObject({ status: 'declined', decline_reason: 'Not as agreed' });
    expect(signer).toMatchObject({ email: jane.email, status: 'declined' });
  });

  it('tell of a withdrawal and of a passed deadline', async () => {
    const voided = await office.envelope([person('John')]);
    await office.client.post(`/signing/envelopes/${voided.id}/void`, { reason: 'A mistake' });
    const expired = await office.envelope([person('Jane')], { expires_in_days: 1 });
    app.clock.advance(2 * DAY);
    await app.settled();
    const events = await all();
    expect(typesOf(events, voided.id).at(-1)).toBe('envelope.voided');
    expect(events.find(({ type }) => type === 'envelope.voided')?.data.envelope).toMatchObject({
      status: 'voided',
      void_reason: 'A mistake',
    });
    expect(typesOf(events, expired.id).at(-1)).toBe('envelope.expired');
  });

  it('are the same whenever they are read, and say nothing that opens or traces', async () => {
    const john = person('John');
    await office.envelope([john]);
    const [token = ''] = await linksTo(app, john.email);
    const before = await all();
    await (await openLink(app, token)).sign();
    await app.settled();
    const after = await all();
    expect(after.slice(0, before.length)).toEqual(before);
    const text = JSON.stringify(after);
    for (const secret of [token, '/sign/', '127.0.0.1', '::1', 'node', 'user_agent', '"ip"']) {
      expect(text).not.toContain(secret);
    }
  });

  it('are not told of what was rolled back, and leave no gap there', async () => {
    const john = person('John');
    const { id } = await office.envelope([john]);
    const signer = await openAs(app, john.email);
    const acts = await Promise.all([signer.sign(), signer.sign(), signer.decline()]);
    expect(acts.filter(({ status }) => status === 200)).toHaveLength(1);
    await app.settled();
    await office.client.post(`/signing/envelopes/${id}/void`, { reason: 'Too late' });
    const rows = await app.context.db.selectFrom('events').selectAll().orderBy('seq').execute();
    const own = rows.filter(({ envelope_id }) => envelope_id === id);
    expect(own.map(({ seq }) => seq)).toEqual(own.map((_row, index) => index + 1));
  });

  it('give a cursor at the end too, after which only what is new comes', async () => {
    const { body: nothing } = await office.client.get('/signing/events');
    expect(nothing).toEqual({ data: [], next_cursor: '0', has_more: false });
    const { id } = await office.envelope([person('John')]);
    const first = await readAll(office.client, nothing.next_cursor, 2);
    expect(typesOf(first.events)).toEqual(['envelope.created', 'envelope.sent', 'signer.invited']);
    const { body: quiet } = await office.client.get(`/signing/events?cursor=${first.cursor}`);
    expect(quiet).toEqual({ data: [], next_cursor: first.cursor, has_more: false });
    await office.client.post(`/signing/envelopes/${id}/void`, { reason: 'A mistake' });
    const { events } = await readAll(office.client, first.cursor);
    expect(typesOf(events)).toEqual(['envelope.voided']);
    for (const cursor of ['-1', 'x', '1.5', '9999999999']) {
      const { status, body } = await office.client.get(`/signing/events?cursor=${cursor}`);
      expect([status, body.error.code], cursor).toEqual([400, 'VALIDATION_FAILED']);
    }
  });

  it('are those of the key’s own workspace and mode alone', async () => {
    await office.envelope([person('John')]);
    const other = await openOffice(app);
    expect((await readAll(other.client)).events).toEqual([]);
    const { key } = await app.createKey({ workspace: 'Kanzlei Anders', mode: 'test' });
    expect((await readAll(createClient(app, key))).events).toEqual([]);
  });

  it('cannot be changed or removed afterwards', async () => {
    await office.envelope([person('John')]);
    const { db } = app.context;
    await expect(db.updateTable('events').set({ body: '{}' }).execute()).rejects.toThrow();
    await expect(db.deleteFrom('events').execute()).rejects.toThrow('append-only');
  });
});
