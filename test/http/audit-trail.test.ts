import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createEnvelope, linksTo, openLink } from '../support/client.ts';
import { DATABASES, MINUTE, startApp, type TestApp } from '../support/start-app.ts';
import { expectError } from './call-both-ways.ts';
import { newClient, UNKNOWN } from './every-operation.ts';

// biome-ignore lint/suspicious/noExplicitAny: an answer
type Event = any;

describe.each(DATABASES)('the audit trail on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let envelope: Event;
  let tokens: string[];
  let events: Event[];

  beforeAll(async () => {
    app = await startApp(kind);
    client = await newClient(app);
    const signers = ['Ännä ✍', 'Bert'].map((name, index) => ({
      name,
      email: `s${index}@b.example`,
    }));
    const members = { signers, send_emails: false, title: 'Vertrag “ü” \\ / 1.0' };
    envelope = await createEnvelope(client, members);
    app.clock.advance(MINUTE);
    await client.patch(path(), { metadata: { a: '1' }, message: 'Zeile\n\t"zwei"' });
    await client.post(`${path()}/send`);
    tokens = [];
    for (const { email } of signers) {
      tokens.push(...(await linksTo(app, email)));
      app.clock.advance(MINUTE);
      await (await openLink(app, tokens.at(-1) ?? '')).sign();
    }
    await app.settled();
    events = (await client.get(`${path()}/audit-trail?limit=100`)).body.data;
  });
  afterAll(() => app.stop());
  const path = () => `/signing/envelopes/${envelope.id}`;

  it('holds every event with who, when and from where, oldest first', () => {
    expect(events.length).toBeGreaterThan(12);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const times = events.map(({ at }) => at);
    expect(times).toEqual(times.toSorted());
    for (const event of events) {
      expect(Object.keys(event).sort()).toEqual(
        [
          'id',
          'envelope_id',
          'signer_id',
          'seq',
          'at',
          'type',
          'actor',
          'data',
          'ip',
          'user_agent',
          'prev_hash',
          'hash',
        ].sort(),
      );
      expect(event).toMatchObject({
        id: expect.stringMatching(/^evt_[0-9A-HJKMNP-TV-Z]{26}$/),
        envelope_id: envelope.id,
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      });
    }
    const types = events.map(({ type }) => type);
    const story = [
      'envelope.created',
      'envelope.updated',
      'envelope.sent',
      'signer.viewed',
      'envelope.opened',
      'signer.signed',
      'signer.viewed',
      'signer.signed',
      'envelope.completed',
    ];
    expect(types.filter((type) => story.includes(type))).toEqual(story);
    expect(events[0]).toMatchObject({ actor: { type: 'api_key' }, ip: expect.any(String) });
    const signed = events.filter(({ type }) => type === 'signer.signed');
    expect(signed.map(({ signer_id }) => signer_id)).toEqual(
      envelope.signers.map(({ id }: { id: string }) => id),
    );
    for (const { actor, signer_id, ip, user_agent } of signed) {
      expect(actor).toMatchObject({ type: 'signer', signer_id });
      expect([ip, user_agent]).toEqual([expect.any(String), expect.any(String)]);
    }
  });

  it('verifies from the answer alone: RFC 8785, SHA-256, each chained to the one before', () => {
    let previous = '0'.repeat(64);
    for (const { hash, ...rest } of events) {
      expect(rest.prev_hash).toBe(previous);
      const canonical = canonicalize(rest) ?? '';
      expect(createHash('sha256').update(canonical).digest('hex')).toBe(hash);
      previous = hash;
    }
  });

  it('does not verify once a member of any event is another', () => {
    for (const { hash, ...rest } of events) {
      for (const member of Object.keys(rest)) {
        const changed = canonicalize({ ...rest, [member]: 'another' }) ?? '';
        expect(createHash('sha256').update(changed).digest('hex')).not.toBe(hash);
      }
    }
  });

  it.each([1, 4, 100])('pages oldest first, all exactly once, by %i', async (limit) => {
    const seen: Event[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await client.get(`${path()}/audit-trail?limit=${limit}${query}`);
      expect(Object.keys(body).sort()).toEqual(['data', 'has_more', 'next_cursor']);
      expect(body.data.length).toBeLessThanOrEqual(limit);
      expect(body.has_more).toBe(body.next_cursor !== null);
      seen.push(...body.data);
      cursor = body.next_cursor;
    }
    expect(seen).toEqual(events);
  });

  it('holds no token of any link, nor the key', () => {
    const text = JSON.stringify(events);
    expect(tokens).toHaveLength(2);
    for (const token of tokens) expect(text).not.toContain(token);
    expect(text).not.toContain(client.key);
  });

  it('names what was signed: the presented bytes and the text agreed to', () => {
    const [{ id, presented_sha256 }] = envelope.documents;
    const signed = events.find(({ type }) => type === 'signer.signed');
    expect(signed.data).toMatchObject({
      documents: [{ id, presented_sha256 }],
      consent_version: expect.any(String),
      consent_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      signature: { kind: 'typed', text: 'Ännä ✍' },
    });
  });

  it('grows by a download, and by no reading', async () => {
    await client.get(path());
    await client.get(`${path()}/audit-trail`);
    const count = async () => (await client.get(`${path()}/audit-trail?limit=100`)).body.data;
    expect(await count()).toEqual(events);
    await client.get(`${path()}/documents/${envelope.documents[0].id}/download`);
    const [last] = (await count()).slice(-1);
    expect(last).toMatchObject({ type: 'document.downloaded', seq: events.length + 1 });
  });

  it('can be neither changed nor deleted in the database', async () => {
    const { db } = app.context;
    const where = ['envelope_id', '=', envelope.id] as const;
    const update = db
      .updateTable('audit_events')
      .set({ type: 'x' })
      .where(...where)
      .execute();
    await expect(update).rejects.toThrow(/append-only/);
    const remove = db
      .deleteFrom('audit_events')
      .where(...where)
      .execute();
    await expect(remove).rejects.toThrow(/append-only/);
  });

  it('is 404 for an envelope that never was', async () => {
    const unknown = `/signing/envelopes/${UNKNOWN.envelope_id}/audit-trail`;
    expectError(await client.get(unknown), 'ENVELOPE_NOT_FOUND');
  });
});
