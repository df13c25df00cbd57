import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linksTo, openAs, openLink, request, signerCall } from '../support/client.ts';
import { DATABASES, DAY, startApp, type TestApp } from '../support/start-app.ts';
import { eventsOf, mailsTo, type Office, openOffice, type Person, person } from './support.ts';

describe.each(DATABASES)('the end of a link on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  const landing = async (token: string) =>
    (await signerCall(app, 'POST', '/landing', { token })).body;

  /** An envelope of John and Jane, who has signed, with the links they were mailed. */
  async function begun(members: Record<string, unknown> = {}) {
    const [john, jane] = [person('John Smith'), person('Jane Doe')];
    const envelope = await office.envelope([john, jane], { title: 'Secret title', ...members });
    const [johns = ''] = await linksTo(app, john.email);
    const [janes = ''] = await linksTo(app, jane.email);
    await (await openLink(app, janes)).sign();
    // Captured mails sort by time, so what comes next is later.
    app.clock.advance(1_000);
    return { id: envelope.id as string, john, jane, johns, janes };
  }

  async function expectDead(
    { johns, janes, john, jane }: { johns: string; janes: string; john: Person; jane: Person },
    state: string,
  ) {
    for (const token of [johns, janes]) {
      const shown = await landing(token);
      expect(shown).toMatchObject({ state, envelope: null, signer: null });
      const text = JSON.stringify(shown);
      for (const secret of ['Secret', john.name, john.email, jane.name, jane.email, 'Kanzlei']) {
        expect(text).not.toContain(secret);
      }
      const { status, body, headers } = await signerCall(app, 'POST', '/sessions', { token });
      expect(status).toBe(409);
      expect(body.error).toMatchObject({ code: 'ENVELOPE_STATE_CONFLICT', status: state });
      expect(JSON.stringify(body)).not.toContain('Secret');
      expect(headers.get('set-cookie')).toBeNull();
    }
  }

  it('comes when the envelope is completed', async () => {
    const all = await begun();
    await (await openLink(app, all.johns)).sign();
    await expectDead(all, 'completed');
  });

  it('comes when somebody declines', async () => {
    const all = await begun();
    await (await openLink(app, all.johns)).decline();
    await expectDead(all, 'declined');
  });

  it('comes when the envelope is voided', async () => {
    const all = await begun();
    await office.client.post(`/signing/envelopes/${all.id}/void`, { reason: 'A mistake' });
    await expectDead(all, 'voided');
  });

  it('comes when the deadline has passed', async () => {
    const all = await begun({ expires_in_days: 1 });
    app.clock.advance(DAY);
    await expect.poll(async () => (await office.read(all.id)).status).toBe('expired');
    await expectDead(all, 'expired');
  });

  it('comes for the old link of a signer who was replaced, and for that one alone', async () => {
    const { id, john, johns, janes } = await begun();
    const [before] = (await office.read(id)).signers;
    const mary = person('Mary Major');
    const path = `/signing/envelopes/${id}/signers/${before.id}`;
    const { status, body } = await office.client.patch(path, {
      name: mary.name,
      email: mary.email,
    });
    expect(status).toBe(200);
    expect(body.signers[0]).toMatchObject({ id: before.id, name: mary.name, status: 'pending' });
    for (const call of ['/landing', '/sessions']) {
      const refused = await signerCall(app, 'POST', call, { token: johns });
      expect([refused.status, refused.body.error.code]).toEqual([404, 'LINK_INVALID']);
      expect(JSON.stringify(refused.body)).not.toContain(mary.name);
    }
    expect((await landing(janes)).state).toBe('acted');
    const [, told, ...more] = await mailsTo(app, john.email);
    expect(told?.subject).toMatch(/^No longer for you: /);
    expect(told?.text).toContain('your link no longer works');
    expect(told?.text).not.toMatch(/Mary|mary|sign\//);
    expect(more).toEqual([]);
    expect((await (await openAs(app, mary.email)).sign()).body.status).toBe('signed');
    expect(eventsOf(await office.trail(id), 'signer.replaced')).toMatchObject([
      {
        data: {
          was: { name: john.name, email: john.email },
          is: { name: mary.name, email: mary.email },
        },
      },
    ]);
  });

  describe('and the copy link of the completion mail', () => {
    async function completed() {
      const all = await begun();
      await (await openLink(app, all.johns)).sign();
      const copy = (await linksTo(app, all.john.email)).at(-1) ?? '';
      expect(copy).not.toBe(all.johns);
      return { ...all, copy };
    }

    it('shows and hands out the signed documents, which is logged', async () => {
      const { id, copy } = await completed();
      expect(await landing(copy)).toMatchObject({ state: 'ready', kind: 'copy' });
      const before = await office.read(id);
      const reader = await openLink(app, copy);
      expect(reader.session).toMatchObject({
        kind: 'copy',
        envelope: { status: 'completed', documents: [{ signed: true }] },
      });
      const [document] = before.documents;
      const url = `${app.url}/api/v1/sign/documents/${document.id}?version=signed`;
      const answer = await fetch(url, { headers: { cookie: reader.cookie } });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('application/pdf');
      const digest = await crypto.subtle.digest('SHA-256', await answer.arrayBuffer());
      expect(Buffer.from(digest).toString('hex')).toBe(document.signed_sha256);

      const trail = await office.trail(id);
      const [opened] = eventsOf(trail, 'copy.opened');
      expect(opened).toMatchObject({
        signer_id: before.signers[0].id,
        data: { kind: 'copy' },
        ip: expect.any(String),
      });
      const { session_id } = opened?.data ?? {};
      expect(eventsOf(trail, 'document.downloaded')).toMatchObject([
        { data: { document_id: document.id, version: 'signed', session_id } },
      ]);
      expect(await office.read(id)).toEqual(before);
    });

    it('signs and declines nothing', async () => {
      const { id, copy } = await completed();
      const [before, trail] = [await office.read(id), await office.trail(id)];
      const reader = await openLink(app, copy);
      for (const act of [reader.sign(), reader.decline()]) {
        const { status, body } = await act;
        expect(status).toBe(409);
        expect(body.error).toMatchObject({ code: 'ENVELOPE_STATE_CONFLICT', status: 'completed' });
      }
      expect(await office.read(id)).toEqual(before);
      expect((await office.trail(id)).length).toBe(trail.length + 1);
    });

    it('lasts thirty days, and no fresh one is sent', async () => {
      const { john, copy } = await completed();
      app.clock.advance(30 * DAY - 1);
      expect((await signerCall(app, 'POST', '/sessions', { token: copy })).status).toBe(201);
      app.clock.advance(1);
      expect(await landing(copy)).toMatchObject({ state: 'link_expired', envelope: null });
      const dead = await signerCall(app, 'POST', '/sessions', { token: copy });
      expect([dead.status, dead.body.error.code]).toEqual([410, 'LINK_EXPIRED']);
      const mails = (await mailsTo(app, john.email)).length;
      const asked = await signerCall(app, 'POST', '/links', { token: copy });
      expect(asked.status).toBe(202);
      expect(await mailsTo(app, john.email)).toHaveLength(mails);
    });

    it('is opened by a press alone', async () => {
      const { id, copy } = await completed();
      const trail = await office.trail(id);
      for (let times = 0; times < 3; times += 1) await request(`${app.url}/sign/${copy}`);
      await landing(copy);
      expect(await office.trail(id)).toEqual(trail);
    });
  });
});
