import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linksTo, openAs, openLink, signerCall } from '../support/client.ts';
import { DATABASES, DAY, startApp, type TestApp } from '../support/start-app.ts';
import { eventsOf, mailsTo, type Office, openOffice, type Person, person } from './support.ts';

describe.each(DATABASES)('who is asked, told and when on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  /** How many mails each has got so far. */
  const mailed = async (...everybody: Person[]) => {
    const counts: number[] = [];
    for (const { email } of everybody) counts.push((await mailsTo(app, email)).length);
    return counts;
  };

  it('invites groups of equal order one after the other', async () => {
    const [ann, bob] = [
      person('Ann', 'signer', { order: 2 }),
      person('Bob', 'signer', { order: 1 }),
    ];
    const [cid, dee] = [
      person('Cid', 'approver', { order: 2 }),
      person('Dee', 'signer', { order: 7 }),
    ];
    const all = [ann, bob, cid, dee];
    const { id } = await office.envelope(all, { signing_order: 'sequential' });
    expect(await mailed(...all)).toEqual([0, 1, 0, 0]);
    await (await openAs(app, bob.email)).sign();
    expect(await mailed(...all)).toEqual([1, 1, 1, 0]);
    const anns = await openAs(app, ann.email);
    await (await openAs(app, cid.email)).sign();
    expect(await mailed(...all)).toEqual([1, 1, 1, 0]);
    await anns.sign();
    expect(await mailed(...all)).toEqual([1, 1, 1, 1]);
    const last = await (await openAs(app, dee.email)).sign();
    expect(last.body.envelope_status).toBe('completed');
    expect(await mailed(...all)).toEqual([2, 2, 2, 2]);
    const invited = eventsOf(await office.trail(id), 'signer.invited');
    expect(invited).toHaveLength(4);
  });

  it('lets nobody open, sign or decline before their turn', async () => {
    const [ann, bob] = [
      person('Ann', 'signer', { order: 1 }),
      person('Bob', 'signer', { order: 2 }),
    ];
    const { id, signers } = await office.envelope([ann, bob], { signing_order: 'sequential' });
    await (await openAs(app, ann.email)).sign();
    const bobs = await openAs(app, bob.email);
    // Nobody is mailed a link too early, so the turn is taken back underneath an open session.
    await app.context.db
      .updateTable('signers')
      .set({ status: 'pending', signed_at: null })
      .where('id', '=', signers[0].id)
      .execute();
    for (const act of [bobs.sign(), bobs.decline()]) {
      const { status, body } = await act;
      expect([status, body.error.code]).toEqual([409, 'NOT_YOUR_TURN']);
    }
    const [token = ''] = await linksTo(app, bob.email);
    const { body: landing } = await signerCall(app, 'POST', '/landing', { token });
    expect(landing.state).toBe('not_your_turn');
    await app.context.db
      .updateTable('signers')
      .set({ status: 'pending' })
      .where('id', '=', signers[1].id)
      .execute();
    const opening = await signerCall(app, 'POST', '/sessions', { token });
    expect([opening.status, opening.body.error.code]).toEqual([409, 'NOT_YOUR_TURN']);
    expect((await office.read(id)).status).toBe('in_progress');
  });

  it('sends cc the copies alone', async () => {
    const [ann, cc] = [person('Ann'), person('Cecil Copy', 'cc')];
    const { id } = await office.envelope([ann, cc]);
    expect(await mailed(ann, cc)).toEqual([1, 0]);
    expect((await office.read(id)).signers[1].status).toBe('pending');
    const last = await (await openAs(app, ann.email)).sign();
    expect(last.body.envelope_status).toBe('completed');
    const [copy, ...others] = await mailsTo(app, cc.email);
    expect(others).toEqual([]);
    const types = copy?.attachments.map(({ contentType }) => contentType);
    expect(types).toEqual(['application/pdf', 'application/pdf']);
    expect((await office.read(id)).signers[1]).toMatchObject({ status: 'copied', signed_at: null });
  });

  it.each(['decline', 'void', 'expire'])('tells cc nothing of a %s', async (end) => {
    const [ann, cc] = [person('Ann'), person('Cecil Copy', 'cc')];
    const { id } = await office.envelope([ann, cc], { expires_in_days: 1 });
    expect(await mailed(ann, cc)).toEqual([1, 0]);
    if (end === 'decline') await (await openAs(app, ann.email)).decline();
    if (end === 'void') {
      await office.client.post(`/signing/envelopes/${id}/void`, { reason: 'A mistake' });
    }
    if (end === 'expire') app.clock.advance(DAY);
    const told = await mailed(ann, cc);
    expect(told).toEqual([end === 'decline' ? 1 : 2, 0]);
    expect((await office.read(id)).signers[1].status).toBe('pending');
  });

  it('sends a link for each role of one address', async () => {
    const signer = person('Ann');
    const approver = { ...person('Ann', 'approver'), email: signer.email };
    const { id } = await office.envelope([signer, approver]);
    const tokens = await linksTo(app, signer.email);
    expect(new Set(tokens).size).toBe(2);
    const roles = [];
    for (const token of tokens) {
      const opened = await openLink(app, token);
      roles.push(opened.session.signer.role);
      expect((await opened.sign()).status).toBe(200);
    }
    expect(roles.sort()).toEqual(['approver', 'signer']);
    expect((await office.read(id)).status).toBe('completed');
    expect(await mailsTo(app, signer.email)).toHaveLength(4);
  });

  it('tells the reason of a decline to the sender alone', async () => {
    const [ann, bob, cid] = [person('Ann'), person('Bob'), person('Cid')];
    const reason = 'Reason 4711 of mine';
    const office = await openOffice(app);
    const { id } = await office.envelope([ann, bob, cid]);
    const [annOpen, bobOpen] = [await openAs(app, ann.email), await openAs(app, bob.email)];
    await annOpen.sign();
    app.clock.advance(1_000);
    const answer = await bobOpen.decline(reason);
    expect(JSON.stringify(answer.body)).not.toContain('4711');

    const [notice, ...others] = await mailsTo(app, office.senderEmail);
    expect(others).toEqual([]);
    expect(notice?.text).toContain(reason);
    expect(notice?.text).toContain(bob.email);
    expect((await office.read(id)).decline_reason).toBe(reason);
    expect(eventsOf(await office.trail(id), 'signer.declined')).toMatchObject([
      { data: { reason } },
    ]);
    expect(await mailed(ann, bob, cid)).toEqual([2, 1, 2]);
    for (const { email } of [ann, cid]) {
      for (const mail of await mailsTo(app, email)) {
        expect(mail.subject + mail.text + mail.html).not.toMatch(/4711|Bob|bob\./);
      }
    }
    const [token = ''] = await linksTo(app, cid.email);
    for (const shown of [
      await annOpen.call('GET', '/session'),
      await bobOpen.call('GET', '/session'),
      await signerCall(app, 'POST', '/landing', { token }),
      await signerCall(app, 'POST', '/sessions', { token }),
    ]) {
      expect(JSON.stringify(shown.body)).not.toContain('4711');
    }
  });

  it('names the case in the sender’s mails alone', async () => {
    const [ann, bob, cc] = [person('Ann'), person('Bob'), person('Cecil Copy', 'cc')];
    for (const end of ['sign', 'decline', 'void', 'expire']) {
      const { id } = await office.envelope([ann, bob, cc], { expires_in_days: 1 });
      const open = await openAs(app, ann.email);
      if (end === 'decline') await open.decline();
      if (end === 'void')
        await office.client.post(`/signing/envelopes/${id}/void`, { reason: '-' });
      if (end === 'expire') app.clock.advance(DAY);
      if (end === 'sign') await open.sign();
      if (end === 'sign') await (await openAs(app, bob.email)).sign();
      // Captured mails sort by time: those of this end come before the next invitation.
      await app.settled();
      app.clock.advance(1_000);
    }
    const { body: found } = await office.client.get(`/cases/${office.caseId}`);
    const naming = (mails: { subject: string; text: string; html: string }[]) =>
      mails.filter(({ subject, text, html }) => (subject + text + html).includes(found.name));
    const toSender = (await mailsTo(app, office.senderEmail)).slice(-4);
    expect(naming(toSender)).toHaveLength(4);
    for (const { email } of [ann, bob, cc]) {
      const mails = await mailsTo(app, email);
      expect(mails.length).toBeGreaterThan(0);
      expect(naming(mails)).toEqual([]);
    }
  });

  it('writes to nobody after their own signature but with the outcome', async () => {
    const [ann, bob] = [
      person('Ann', 'signer', { order: 1 }),
      person('Bob', 'signer', { order: 2 }),
    ];
    const { id, signers } = await office.envelope([ann, bob], { signing_order: 'sequential' });
    await (await openAs(app, ann.email)).sign();
    await openAs(app, bob.email);
    const path = `/signing/envelopes/${id}/signers/${signers[1].id}`;
    const bea = person('Bea');
    await office.client.patch(path, { name: bea.name, email: bea.email });
    expect(await mailed(ann, bob, bea), 'Bob hears of it').toEqual([1, 2, 1]);
    await (await openAs(app, bea.email)).sign();
    expect(await mailed(ann, bob, bea)).toEqual([2, 2, 2]);
  });
});
