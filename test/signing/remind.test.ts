import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, linksTo, openAs, openLink, signerCall } from '../support/client.ts';
import { DATABASES, DAY, HOUR, startApp, type TestApp } from '../support/start-app.ts';
import { eventsOf, mailsTo, type Office, openOffice, person } from './support.ts';

describe.each(DATABASES)('reminding and extending by hand on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  const path = (id: string, act: string) => `/signing/envelopes/${id}/${act}`;
  const remind = (id: string) => office.client.post(path(id, 'remind'));
  const extend = (id: string, body: object) => office.client.post(path(id, 'extend'), body);
  const inHours = (hours: number) =>
    new Date(app.clock.now().getTime() + hours * HOUR).toISOString();
  const subjects = async (email: string) =>
    (await mailsTo(app, email)).map(({ subject }) => subject);

  it('reminds who is waited for with a fresh link, and leaves earlier links valid', async () => {
    const [ann, bob, cid, cc] = [
      person('Ann'),
      person('Bob', 'approver'),
      person('Cid'),
      person('Cecil', 'cc'),
    ];
    const { id, signers } = await office.envelope([ann, bob, cid, cc]);
    await (await openAs(app, cid.email)).sign();
    app.clock.advance(HOUR);
    const { status, body } = await remind(id);
    expect(status).toBe(200);
    expect(body.can_remind_at).toBe(inHours(1));
    expect(body.signers.map(({ reminded_at }: { reminded_at: string }) => reminded_at)).toEqual([
      inHours(0),
      inHours(0),
      null,
      null,
    ]);
    expect((await subjects(ann.email))[1]).toBe(
      'Reminder, please sign: Employment Agreement -- Smith',
    );
    expect((await subjects(bob.email))[1]).toMatch(/^Reminder, please approve/);
    expect(await subjects(cid.email)).toHaveLength(1);
    expect(await subjects(cc.email)).toEqual([]);
    const [first = '', second = ''] = await linksTo(app, ann.email);
    expect(second).not.toBe(first);
    expect((await signerCall(app, 'POST', '/landing', { token: first })).body.state).toBe('ready');
    await openLink(app, second);
    expect((await (await openLink(app, first)).sign()).status).toBe(200);
    const reminded = eventsOf(await office.trail(id), 'signer.reminded');
    expect(reminded.map(({ signer_id }) => signer_id)).toEqual([signers[0].id, signers[1].id]);
    expect(reminded[0]).toMatchObject({ data: { reason: 'by_hand' }, actor: { type: 'api_key' } });
  });

  it('refuses within the hour and after ten times, telling when it can be done', async () => {
    const { id, can_remind_at } = await office.envelope([person('Ann')]);
    expect(can_remind_at).toBe(inHours(1));
    const early = await remind(id);
    expect(early.status).toBe(409);
    expect(early.body.error).toMatchObject({ code: 'REMINDER_TOO_SOON', can_remind_at });
    for (let count = 0; count < 10; count += 1) {
      app.clock.advance(HOUR);
      expect((await remind(id)).status, String(count)).toBe(200);
    }
    app.clock.advance(HOUR);
    const last = await remind(id);
    expect(last.status).toBe(409);
    expect(last.body.error).toMatchObject({ code: 'REMINDER_LIMIT_REACHED', can_remind_at: null });
    expect((await office.read(id)).can_remind_at).toBeNull();
  });

  it('moves the deadline only later, by a date or days from now, and mails nobody', async () => {
    const ann = person('Ann');
    const { id, expires_at } = await office.envelope([ann], { expires_in_days: 5 });
    const extended = await extend(id, { expires_in_days: 9 });
    expect(extended.body).toMatchObject({ status: 'sent', expires_at: inHours(9 * 24) });
    const dated = await extend(id, { expires_at: inHours(10 * 24) });
    expect(dated.body.expires_at).toBe(inHours(10 * 24));
    for (const body of [
      {},
      { expires_at: inHours(24) },
      { expires_at: dated.body.expires_at },
      { expires_in_days: 10 },
      { expires_at: inHours(999), expires_in_days: 30 },
      { expires_in_days: 0 },
    ]) {
      const { status, body: answer } = await extend(id, body);
      expect([status, answer.error.code], JSON.stringify(body)).toEqual([400, 'VALIDATION_FAILED']);
    }
    expect(await subjects(ann.email)).toHaveLength(1);
    const events = eventsOf(await office.trail(id), 'envelope.extended');
    expect(events[0]?.data).toEqual({ expires_at: inHours(9 * 24), was: expires_at });
    app.clock.advance(9 * DAY);
    await app.settled();
    expect((await office.read(id)).status).toBe('sent');
    app.clock.advance(DAY);
    await app.settled();
    expect((await office.read(id)).status).toBe('expired');
  });

  it('answers 404 to another workspace, 409 to a draft and an envelope that has ended', async () => {
    const draft = await office.envelope([person('Ann')], { send_emails: false });
    const ended = await office.envelope([person('Ann')]);
    await office.client.post(path(ended.id, 'void'), { reason: 'A mistake' });
    for (const [id, status] of [
      [draft.id, 'draft'],
      [ended.id, 'voided'],
    ]) {
      for (const answer of [await remind(id), await extend(id, { expires_in_days: 300 })]) {
        expect(answer.status).toBe(409);
        expect(answer.body.error).toMatchObject({ code: 'ENVELOPE_STATE_CONFLICT', status });
      }
    }
    const stranger = createClient(app, (await app.createKey({ workspace: 'Another' })).key);
    for (const act of ['remind', 'extend']) {
      const body = act === 'extend' ? { expires_in_days: 300 } : undefined;
      expect((await stranger.post(path(ended.id, act), body)).status).toBe(404);
    }
  });

  it('reminds or signs, and a signature is never followed by a mail that asks for it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [ann, bob] = [person('Ann'), person('Bob')];
      const { id, signers } = await office.envelope([ann, bob]);
      await app.settled();
      app.clock.advance(HOUR);
      const anns = await openAs(app, ann.email);
      const [signed, reminded] = await Promise.all([anns.sign(), remind(id)]);
      expect([signed.status, reminded.status]).toEqual([200, 200]);
      await app.settled();
      const trail = await office.trail(id);
      const own = trail.filter(({ signer_id }) => signer_id === signers[0].id);
      const types = own.map(({ type }) => type);
      expect(types.lastIndexOf('signer.reminded')).toBeLessThan(types.indexOf('signer.signed'));
      expect(types.filter((type) => type === 'signer.signed')).toHaveLength(1);
    }
  });

  it('extends or expires, never both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const ann = person('Ann');
      const { id, expires_at } = await office.envelope([ann], { expires_at: inHours(1) });
      await app.settled();
      app.clock.advance(HOUR - 1);
      const asked = extend(id, { expires_at: inHours(48) });
      app.clock.advance(1);
      const { status } = await asked;
      await app.settled();
      const envelope = await office.read(id);
      expect([envelope.status, envelope.expires_at === expires_at]).toEqual(
        status === 200 ? ['sent', false] : ['expired', true],
      );
      expect(await subjects(ann.email)).toHaveLength(status === 200 ? 1 : 2);
    }
  });
});
