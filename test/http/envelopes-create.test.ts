import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, HR, JOHN, linksTo } from '../support/client.ts';
import { DATABASES, DAY, startApp, type TestApp } from '../support/start-app.ts';
import { expectError } from './call-both-ways.ts';
import { newClient } from './every-operation.ts';

const SHA256 = /^[0-9a-f]{64}$/;
const ULID = '[0-9A-HJKMNP-TV-Z]{26}';

describe.each(DATABASES)('making and reading envelopes on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let documents: string[];

  beforeAll(async () => {
    app = await startApp(kind);
    client = await newClient(app);
    documents = [];
    for (let index = 0; index < 20; index += 1) {
      documents.push((await client.upload('rot0.pdf')).body.id);
    }
  });
  afterAll(() => app.stop());

  const newCase = async () => (await client.post('/cases', { name: 'Smith ./. Acme' })).body.id;
  const create = async (members: Record<string, unknown> = {}, caseId?: string) =>
    client.post(`/cases/${caseId ?? (await newCase())}/signing-envelopes`, {
      title: 'T',
      document_ids: [documents[0]],
      signers: [JOHN],
      ...members,
    });

  it('has the defaults: a draft in parallel, in English, Berlin time, 30 days', async () => {
    const caseId = await newCase();
    const signers = [{ name: 'A', email: 'a@b.example' }];
    const { status, body } = await create({ signers }, caseId);
    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(new RegExp(`^env_${ULID}$`)),
      case_id: caseId,
      title: 'T',
      status: 'draft',
      documents: [
        {
          id: expect.stringMatching(new RegExp(`^sigdoc_${ULID}$`)),
          document_id: documents[0],
          filename: 'rot0.pdf',
          page_count: 1,
          sha256: expect.stringMatching(SHA256),
          presented_sha256: expect.stringMatching(SHA256),
          signed_sha256: null,
          signed_document_id: null,
          seal_status: 'none',
        },
      ],
      signers: [
        {
          id: expect.stringMatching(new RegExp(`^signer_${ULID}$`)),
          name: 'A',
          email: 'a@b.example',
          role: 'signer',
          status: 'pending',
          signed_at: null,
          order: 1,
          locale: 'en',
          viewed_at: null,
          declined_at: null,
          invited_at: null,
          reminded_at: null,
          delivery: null,
          delivery_reason: null,
        },
      ],
      created_at: app.clock.now().toISOString(),
      completed_at: null,
      sender: { name: 'Kanzlei Test', email: null },
      message: null,
      signing_order: 'parallel',
      locale: 'en',
      time_zone: 'Europe/Berlin',
      expires_at: null,
      expires_in_days: 30,
      reminders: { after_days: 3, every_days: 3, max: 3 },
      can_remind_at: null,
      sent_at: null,
      declined_at: null,
      decline_reason: null,
      voided_at: null,
      void_reason: null,
      metadata: {},
      fields: [],
      certificate_status: 'none',
      seal: null,
    });
    expect((await client.get(`/signing/envelopes/${body.id}`)).body).toEqual(body);
  });

  it('keeps every member that is given', async () => {
    const members = {
      title: 'Vertrag – Müller ✍',
      message: 'Bitte bis Freitag.\n\nDanke,\n\tM. <b>x</b>',
      signing_order: 'sequential',
      locale: 'de',
      time_zone: 'America/New_York',
      sender: { name: 'RA Weiß', email: 'weiss@kanzlei.example' },
      expires_in_days: 7,
      metadata: { 'matter no.': '7/26', ä: 'ü\n✍' },
      signers: [
        { ...JOHN, order: 2 },
        { ...HR, role: 'approver', order: 1, locale: 'en' },
        { name: 'Copy', email: 'c@d.example', role: 'cc' },
      ],
    };
    const { status, body } = await create(members);
    expect(status).toBe(201);
    expect(body).toMatchObject(members);
    expect(body.signers.map(({ locale }: { locale: string }) => locale)).toEqual([
      'de',
      'en',
      'de',
    ]);
    expect((await client.get(`/signing/envelopes/${body.id}`)).body).toEqual(body);
  });

  it('gives promote the same defaults, without signers', async () => {
    const caseId = await newCase();
    const { body: created } = await create({}, caseId);
    const { body: promoted } = await client.post('/signing/promote-to-envelope', {
      case_id: caseId,
      document_ids: [documents[0]],
      title: 'T',
    });
    const { id, documents: parts, ...rest } = promoted;
    expect({ ...created, signers: [] }).toMatchObject(rest);
    expect(id).not.toBe(created.id);
    expect(parts[0].id).not.toBe(created.documents[0].id);
  });

  it('takes the workspace’s sender where none is given', async () => {
    const options = { workspace: 'With a sender', senderEmail: 'us@firm.example' };
    const own = await newClient(app, options);
    const { id: caseId } = (await own.post('/cases', { name: 'A' })).body;
    const document = (await own.upload('rot0.pdf', caseId)).body.id;
    const members = { title: 'T', document_ids: [document], signers: [JOHN] };
    const { body } = await own.post(`/cases/${caseId}/signing-envelopes`, members);
    expect(body.sender).toEqual({ name: 'With a sender', email: 'us@firm.example' });
    const named = await own.post(`/cases/${caseId}/signing-envelopes`, {
      ...members,
      sender: { name: 'Alone' },
    });
    expect(named.body.sender).toEqual({ name: 'Alone', email: null });
  });

  it('counts the deadline from sending, or takes the instant in UTC', async () => {
    const { body: draft } = await create({ expires_in_days: 3 });
    app.clock.advance(5 * DAY);
    const { body: sent } = await client.post(`/signing/envelopes/${draft.id}/send`);
    const inDays = (days: number) => new Date(app.clock.now().getTime() + days * DAY).toISOString();
    expect(sent).toMatchObject({ expires_at: inDays(3), sent_at: inDays(0) });
    const { body: byDefault } = await create({ send_emails: true });
    expect(byDefault.expires_at).toBe(inDays(30));
    const instant = inDays(2).replace('Z', '+00:00');
    const { body: dated } = await create({ expires_at: instant, send_emails: true });
    expect(dated).toMatchObject({ expires_at: inDays(2), expires_in_days: null });
    const berlin = `${inDays(4).slice(0, 10)}T12:00:00+02:00`;
    const { body: zoned } = await create({ expires_at: berlin });
    expect(zoned.expires_at).toBe(`${inDays(4).slice(0, 10)}T10:00:00.000Z`);
  });

  it('refuses to send a draft whose deadline has passed meanwhile', async () => {
    const expires_at = new Date(app.clock.now().getTime() + DAY).toISOString();
    const { body: draft } = await create({ expires_at });
    app.clock.advance(DAY);
    expectError(await client.post(`/signing/envelopes/${draft.id}/send`), 'VALIDATION_FAILED');
    const { body } = await client.get(`/signing/envelopes/${draft.id}`);
    expect(body.status).toBe('draft');
  });

  it('sends no mail unless asked to', async () => {
    const email = 'unasked@b.example';
    await create({ signers: [{ name: 'A', email }] });
    await create({ signers: [{ name: 'A', email }], send_emails: false });
    expect(await linksTo(app, email)).toEqual([]);
  });

  it('wants one who signs before it sends', async () => {
    const caseId = await newCase();
    for (const role of ['cc', 'approver']) {
      const signers = [{ ...JOHN, role }];
      expectError(await create({ signers, send_emails: true }, caseId), 'NO_SIGNERS');
      const { body: draft } = await create({ signers }, caseId);
      expectError(await client.post(`/signing/envelopes/${draft.id}/send`), 'NO_SIGNERS');
      const { body } = await client.get(`/signing/envelopes/${draft.id}`);
      expect(body).toEqual(draft);
    }
    const { body } = await client.get(`/cases/${caseId}/signed-documents`);
    expect(body.data).toHaveLength(2);
  });

  it('keeps the order of 20 documents and 50 signers', async () => {
    const document_ids = documents.toReversed();
    const signers = Array.from({ length: 50 }, (_, index) => ({
      name: `Signer ${index}`,
      email: `s${(index * 37) % 50}@many.example`,
    }));
    const { status, body } = await create({ document_ids, signers });
    expect(status).toBe(201);
    const { body: read } = await client.get(`/signing/envelopes/${body.id}`);
    for (const envelope of [body, read]) {
      expect(
        envelope.documents.map(({ document_id }: { document_id: string }) => document_id),
      ).toEqual(document_ids);
      expect(envelope.signers).toMatchObject(signers);
      expect(envelope.signers.map(({ order }: { order: number }) => order)).toEqual(
        signers.map((_, index) => index + 1),
      );
    }
  });

  it('takes the same address twice, with a link for each', async () => {
    const email = 'twice@b.example';
    const signers = [
      { name: 'As director', email },
      { name: 'In person', email },
    ];
    const { body } = await create({ signers, send_emails: true });
    expect(body.signers).toMatchObject(signers);
    expect(new Set(await linksTo(app, email)).size).toBe(2);
  });

  it('lists whole envelopes newest first, all exactly once over pages', async () => {
    const caseId = await newCase();
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      app.clock.advance(1);
      const send_emails = index % 2 === 0;
      ids.unshift((await create({ title: `E${index}`, send_emails }, caseId)).body.id);
    }
    // Not as they were answered: what became of the invitations is shown too.
    await app.settled();
    const made: unknown[] = [];
    for (const id of ids) made.push((await client.get(`/signing/envelopes/${id}`)).body);
    const path = `/cases/${caseId}/signed-documents`;
    const { body: all } = await client.get(path);
    expect(all).toEqual({ data: made, next_cursor: null, has_more: false });
    const seen: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await client.get(`${path}?limit=2${query}`);
      seen.push(...body.data);
      expect(body.has_more).toBe(body.next_cursor !== null);
      cursor = body.next_cursor;
    }
    expect(seen).toEqual(made);
    const { body: other } = await client.get(`/cases/${await newCase()}/signed-documents`);
    expect(other).toEqual({ data: [], next_cursor: null, has_more: false });
  });
});
