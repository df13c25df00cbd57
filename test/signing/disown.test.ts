import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/db/ids.ts';
import { outboxRow } from '../db/support/rows.ts';
import { createClient, linksTo, openLink, request, signerCall } from '../support/client.ts';
import { DATABASES, DAY, HOUR, startApp, type TestApp } from '../support/start-app.ts';
import { eventsOf, mailsTo, type Office, openOffice, type Person, person } from './support.ts';

describe.each(DATABASES)('“This is not me” on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  const press = (token: string) => signerCall(app, 'POST', '/not-me', { token });
  const newest = async ({ email }: Person) => (await linksTo(app, email)).at(-1) ?? '';
  const disowned = async (id: string) => eventsOf(await office.trail(id), 'signer.disowned');
  const notices = async (id: string) =>
    eventsOf(await office.trail(id), 'mail.sent').filter(
      ({ data }) => data.mail === 'disowned_notice',
    );

  /** An envelope sent to John and Jane with their links. */
  async function sent(members: Record<string, unknown> = {}, johns: Record<string, unknown> = {}) {
    const [john, jane] = [person('John Smith', 'signer', johns), person('Jane Doe', 'signer')];
    const envelope = await office.envelope([john, jane], { title: 'Secret title', ...members });
    const [token, janes] = [await newest(john), await newest(jane)];
    return { id: envelope.id as string, envelope, john, jane, token, janes };
  }

  async function expectRefused(token: string, status: number, code: string) {
    const refused = await press(token);
    expect([refused.status, refused.body.error?.code]).toEqual([status, code]);
    expect(JSON.stringify(refused.body)).not.toMatch(/Secret|Smith/);
  }

  it('ends the link and leaves everybody’s status and the envelope’s as they are', async () => {
    const { id, token, janes } = await sent();
    const before = await office.read(id);
    app.clock.advance(1_000);
    const { status, body, headers } = await press(token);
    expect([status, body]).toEqual([200, { accepted: true }]);
    expect(headers.get('set-cookie')).toBeNull();
    const { updated_at, ...after } = await office.read(id);
    expect({ ...after, updated_at: before.updated_at }).toEqual(before);
    for (const path of ['/landing', '/sessions', '/not-me']) {
      const dead = await signerCall(app, 'POST', path, { token });
      expect([dead.status, dead.body.error.code]).toEqual([404, 'LINK_INVALID']);
      expect(JSON.stringify(dead.body)).not.toMatch(/Secret|Smith|Kanzlei/);
    }
    expect((await (await openLink(app, janes)).sign()).status).toBe(200);
  });

  it('is kept in the trail with the link, the address and the browser, and names nobody as the one who pressed', async () => {
    const { id, envelope, john, token } = await sent();
    const headers = { 'content-type': 'application/json', 'user-agent': 'Browser/1.0' };
    const init = { method: 'POST', headers, body: JSON.stringify({ token }) };
    expect((await request(`${app.url}/api/v1/sign/not-me`, init)).status).toBe(200);
    const link = await app.context.db
      .selectFrom('links')
      .selectAll()
      .where('signer_id', '=', envelope.signers[0].id)
      .executeTakeFirstOrThrow();
    expect(link).toMatchObject({ ended_by: 'disowned', ended_at: app.clock.now().toISOString() });
    expect(await disowned(id)).toMatchObject([
      {
        signer_id: envelope.signers[0].id,
        actor: { type: 'link_holder', link_id: link.id },
        data: { link_id: link.id, name: john.name, email: john.email },
        ip: expect.stringMatching(/127\.0\.0\.1|::1/),
        user_agent: 'Browser/1.0',
      },
    ]);
    expect(JSON.stringify(await office.trail(id))).not.toContain(token);
  });

  it('is told to the sender alone, by one mail that says what to do', async () => {
    const own = await openOffice(app);
    const [john, jane] = [person('John Smith'), person('Jane Doe')];
    await own.envelope([john, jane], { title: 'Secret title' });
    await press(await newest(john));
    const mails = await mailsTo(app, own.senderEmail);
    expect(mails).toHaveLength(1);
    const [{ subject = '', text = '', html = '' } = {}] = mails;
    expect(subject).toBe('Wrong recipient reported: Secret title');
    for (const told of [`John Smith (${john.email})`, 'no longer works', 'had not been opened']) {
      expect(text).toContain(told);
      expect(html).toContain(told);
    }
    expect(text).not.toContain('/sign/');
    expect(await mailsTo(app, john.email)).toHaveLength(1);
    expect(await mailsTo(app, jane.email)).toHaveLength(1);
  });

  it('tells the sender whether the documents had been opened before', async () => {
    const own = await openOffice(app);
    const john = person('John Smith');
    await own.envelope([john, person('Jane')]);
    const token = await newest(john);
    await openLink(app, token);
    await press(token);
    const [mail] = await mailsTo(app, own.senderEmail);
    expect(mail?.text).toContain('the documents had been opened with a link');
  });

  it('sends no mail where the sender has no address, and works all the same', async () => {
    const { key } = await app.createKey({ workspace: 'No address' });
    const client = createClient(app, key);
    const { body: made } = await client.post('/cases', { name: 'C' });
    const { body: document } = await client.upload('b1_1p.pdf', made.id);
    const john = person('John');
    const { body } = await client.post(`/cases/${made.id}/signing-envelopes`, {
      title: 'T',
      document_ids: [document.id],
      signers: [john],
      send_emails: true,
    });
    expect(body.sender.email).toBeNull();
    expect((await press(await newest(john))).status).toBe(200);
    await app.settled();
    const trail = await client.get(`/signing/envelopes/${body.id}/audit-trail`);
    const types = trail.body.data.map(({ type }: { type: string }) => type);
    expect(types.slice(-1)).toEqual(['signer.disowned']);
  });

  it('throws out whoever has a session of any of the signer’s links', async () => {
    const { id, token } = await sent();
    const tab = await openLink(app, token);
    expect((await tab.call('GET', '/session')).status).toBe(200);
    await press(token);
    const [document] = tab.session.envelope.documents;
    for (const call of [
      tab.call('GET', '/session'),
      tab.call('GET', `/documents/${document.id}`),
      tab.sign(),
      tab.decline(),
    ]) {
      const { status, body } = await call;
      expect([status, body.error.code]).toEqual([401, 'SESSION_EXPIRED']);
    }
    expect((await office.read(id)).signers[0].status).toBe('viewed');
  });

  it('takes an approver’s link too', async () => {
    const [john, jane] = [person('John', 'approver'), person('Jane')];
    const { id, signers } = await office.envelope([john, jane]);
    expect((await press(await newest(john))).status).toBe(200);
    expect(await disowned(id)).toMatchObject([{ signer_id: signers[0].id }]);
  });

  it('takes neither unknown links nor those that show copies', async () => {
    await expectRefused('A'.repeat(43), 404, 'LINK_INVALID');
    const [john, carl] = [person('John'), person('Carl', 'cc')];
    const { id } = await office.envelope([john, carl]);
    app.clock.advance(1_000);
    await (await openLink(app, await newest(john))).sign();
    for (const somebody of [john, carl]) {
      const copy = await newest(somebody);
      await expectRefused(copy, 404, 'LINK_INVALID');
      expect((await signerCall(app, 'POST', '/landing', { token: copy })).body.state).toBe('ready');
    }
    expect(await disowned(id)).toEqual([]);
  });

  it('is refused to those who have acted, and after every end', async () => {
    const { id, token, janes } = await sent();
    await (await openLink(app, token)).sign();
    await expectRefused(token, 409, 'SIGNER_ALREADY_ACTED');
    await office.client.post(`/signing/envelopes/${id}/void`, { reason: 'A mistake' });
    await expectRefused(token, 409, 'SIGNER_ALREADY_ACTED');
    await expectRefused(janes, 409, 'ENVELOPE_STATE_CONFLICT');
    expect(await disowned(id)).toEqual([]);
  });

  it('is refused from the moment of the deadline on', async () => {
    const { id, token } = await sent({ expires_in_days: 1 });
    app.clock.advance(DAY);
    await expectRefused(token, 409, 'ENVELOPE_STATE_CONFLICT');
    await expect.poll(async () => (await office.read(id)).status).toBe('expired');
    await expectRefused(token, 409, 'ENVELOPE_STATE_CONFLICT');
    expect(await disowned(id)).toEqual([]);
  });

  it('is refused with a link that is dead by age', async () => {
    const { id, token } = await sent();
    app.clock.advance(7 * DAY);
    await expectRefused(token, 410, 'LINK_EXPIRED');
    expect(await disowned(id)).toEqual([]);
  });

  it('is refused before one’s turn', async () => {
    const [john, jane] = [
      person('John', 'signer', { order: 1 }),
      person('Jane', 'signer', { order: 2 }),
    ];
    const { id, signers } = await office.envelope([john, jane], { signing_order: 'sequential' });
    const token = await newest(john);
    // Jane has no link yet: hers is John's, as far as the database tells.
    await app.context.db
      .updateTable('links')
      .set({ signer_id: signers[1].id })
      .where('signer_id', '=', signers[0].id)
      .execute();
    await expectRefused(token, 409, 'NOT_YOUR_TURN');
    expect(await disowned(id)).toEqual([]);
  });

  it('is a press: fetching the address changes nothing', async () => {
    const { id, token } = await sent();
    await app.settled();
    const trail = await office.trail(id);
    for (const method of ['GET', 'HEAD']) {
      for (const path of ['/api/v1/sign/not-me', `/api/v1/sign/not-me?token=${token}`]) {
        expect((await fetch(`${app.url}${path}`, { method })).status).toBe(405);
      }
      await fetch(`${app.url}/sign/${token}`, { method });
    }
    const headers = { 'content-type': 'application/json', origin: 'https://elsewhere.example' };
    const init = { method: 'POST', headers, body: JSON.stringify({ token }) };
    const { status, body } = await request(`${app.url}/api/v1/sign/not-me`, init);
    expect([status, body.error.code]).toEqual([403, 'ORIGIN_REFUSED']);
    expect((await signerCall(app, 'POST', '/not-me', { token, name: 'X' })).status).toBe(400);
    expect(await office.trail(id)).toEqual(trail);
    expect((await openLink(app, token)).session.signer.name).toBe('John Smith');
  });

  it('lets nobody ask for a fresh link with a dead one, however old', async () => {
    const { john, token } = await sent();
    app.clock.advance(7 * DAY);
    await signerCall(app, 'POST', '/links', { token });
    const fresh = await newest(john);
    expect(fresh).not.toBe(token);
    await press(fresh);
    app.clock.advance(7 * DAY);
    for (const dead of [token, fresh]) {
      expect((await signerCall(app, 'POST', '/links', { token: dead })).status).toBe(202);
      await expectRefused(dead, 404, 'LINK_INVALID');
    }
    expect(await mailsTo(app, john.email)).toHaveLength(2);
  });

  it('drops an invitation to the same signer that has not got through yet', async () => {
    const { id, envelope, john, token } = await sent();
    await app.settled();
    const [, { id: janes }] = envelope.signers;
    const waiting = [envelope.signers[0].id, janes].map((signerId: string) =>
      outboxRow({
        id: newId('message', app.clock.now()),
        type: 'mail.invitation',
        dedupe_key: `mail.invitation:${signerId}:again`,
        envelope_id: id,
        run_at: new Date(app.clock.now().getTime() + DAY).toISOString(),
      }),
    );
    await app.context.db.insertInto('outbox').values(waiting).execute();
    await press(token);
    const ends = waiting.map(({ id }) =>
      app.context.db
        .selectFrom('outbox')
        .select(['status', 'last_error'])
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    expect(await Promise.all(ends)).toEqual([
      { status: 'done', last_error: 'the signer was disowned' },
      { status: 'pending', last_error: null },
    ]);
    await app.context.db.deleteFrom('outbox').where('status', '=', 'pending').execute();
    expect(await mailsTo(app, john.email)).toHaveLength(1);
  });

  it('keeps a reminder by hand from the same wrong person, though the others are reminded', async () => {
    const { id, john, jane, token, janes } = await sent();
    await press(token);
    app.clock.advance(HOUR);
    const remind = () => office.client.post(`/signing/envelopes/${id}/remind`);
    expect((await remind()).status).toBe(200);
    expect(await mailsTo(app, jane.email)).toHaveLength(2);
    expect(await mailsTo(app, john.email)).toHaveLength(1);
    expect((await (await openLink(app, janes)).sign()).status).toBe(200);
    app.clock.advance(HOUR);
    const alone = await remind();
    expect([alone.status, alone.body.error.code]).toEqual([409, 'SIGNER_DISOWNED']);
    expect((await office.read(id)).can_remind_at).toBeNull();
  });

  it('leaves the sender to confirm the person, whose fresh link signs; twice is once', async () => {
    const { id, envelope, john, token } = await sent();
    const [{ id: signerId, name }] = envelope.signers;
    const path = `/signing/envelopes/${id}/signers/${signerId}`;
    const confirm = () => office.client.patch(path, { name, locale: 'de' });
    expect((await confirm()).status, 'before, it asks nobody').toBe(200);
    expect(await mailsTo(app, john.email)).toHaveLength(1);
    await press(token);
    app.clock.advance(1_000);
    expect((await office.client.patch(path, { locale: 'en' })).status).toBe(200);
    expect(await mailsTo(app, john.email), 'a language names nobody').toHaveLength(1);
    const answers = await Promise.all([confirm(), confirm(), confirm()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers[2]?.body.signers[0]).toMatchObject({ locale: 'de', status: 'pending' });
    expect(await mailsTo(app, john.email)).toHaveLength(2);
    const trail = await office.trail(id);
    expect(trail.filter(({ type }) => type === 'signer.reminded')).toMatchObject([
      { signer_id: signerId, data: { locale: 'de' } },
    ]);
    expect(trail.map(({ type }) => type)).not.toContain('signer.replaced');
    await expectRefused(token, 404, 'LINK_INVALID');
    expect((await (await openLink(app, await newest(john))).sign()).body.status).toBe('signed');
  });

  it('leaves the sender to correct the address, whose link signs', async () => {
    const { id, envelope, john, token } = await sent();
    await press(token);
    const path = `/signing/envelopes/${id}/signers/${envelope.signers[0].id}`;
    const right = person('John Smith');
    expect((await office.client.patch(path, { email: right.email })).status).toBe(200);
    expect((await (await openLink(app, await newest(right))).sign()).body.status).toBe('signed');
    await expectRefused(token, 404, 'LINK_INVALID');
    expect(await mailsTo(app, john.email)).toHaveLength(1);
    await app.settled();
    expect(await disowned(id)).toMatchObject([{ data: { email: john.email } }]);
    expect(await notices(id)).toHaveLength(1);
  });
});
