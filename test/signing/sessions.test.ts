import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linksTo, openAs, openLink, request, signerCall } from '../support/client.ts';
import { DATABASES, HOUR, MINUTE, startApp, type TestApp } from '../support/start-app.ts';
import { type Office, openOffice, person } from './support.ts';

describe.each(DATABASES)('a signing session on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  async function opened(members: Record<string, unknown> = {}) {
    const [john, jane] = [person('John Smith'), person('Jane Doe')];
    const envelope = await office.envelope([john, jane], members);
    return {
      id: envelope.id as string,
      envelope,
      john,
      jane,
      signer: await openAs(app, john.email),
    };
  }

  it('lasts while it is used, and 30 minutes after that', async () => {
    const { signer } = await opened();
    for (let times = 0; times < 3; times += 1) {
      app.clock.advance(30 * MINUTE - 1);
      expect((await signer.call('GET', '/session')).status).toBe(200);
    }
    app.clock.advance(30 * MINUTE);
    const { status, body } = await signer.call('GET', '/session');
    expect([status, body.error.code]).toEqual([401, 'SESSION_EXPIRED']);
    const refused = await signer.sign();
    expect([refused.status, refused.body.error.code]).toEqual([401, 'SESSION_EXPIRED']);
  });

  it('lasts eight hours in all, however busy', async () => {
    const { id, signer } = await opened();
    for (let minutes = 20; minutes < 480; minutes += 20) {
      app.clock.advance(20 * MINUTE);
      expect((await signer.call('GET', '/session')).status).toBe(200);
    }
    app.clock.advance(20 * MINUTE - 1);
    expect((await signer.call('GET', '/session')).status).toBe(200);
    app.clock.advance(1);
    const { status, body } = await signer.sign();
    expect([status, body.error.code]).toEqual([401, 'SESSION_EXPIRED']);
    expect((await office.read(id)).signers[0].status).toBe('viewed');
  });

  it('is required, and an unknown one has expired', async () => {
    const { envelope } = await opened();
    const act = { signer_id: envelope.signers[0].id, reason: 'No' };
    const calls: [string, string, unknown?][] = [
      ['GET', '/session'],
      ['GET', `/documents/${envelope.documents[0].id}`],
      ['POST', '/decline', act],
      ['POST', '/sign', { signer_id: act.signer_id, consent_version: 'signer-en-1' }],
    ];
    for (const [method, path, body] of calls) {
      const none = await signerCall(app, method, path, body);
      expect([none.status, none.body.error.code]).toEqual([401, 'SESSION_REQUIRED']);
      for (const cookie of ['signing_session=', 'other=1']) {
        const empty = await signerCall(app, method, path, body, cookie);
        expect([empty.status, empty.body.error.code]).toEqual([401, 'SESSION_REQUIRED']);
      }
      const unknown = `signing_session=${'A'.repeat(43)}`;
      const wrong = await signerCall(app, method, path, body, unknown);
      expect([wrong.status, wrong.body.error.code]).toEqual([401, 'SESSION_EXPIRED']);
    }
    expect((await office.read(envelope.id)).status).toBe('in_progress');
  });

  it('is no credential of the sender’s side, nor the other way round', async () => {
    const { id, signer } = await opened();
    const path = `${app.url}/api/v1/signing/envelopes/${id}`;
    const { status, body } = await request(path, { headers: { cookie: signer.cookie } });
    expect([status, body.error.code]).toEqual([401, 'AUTH_REQUIRED']);
    const own = await office.client.get('/sign/session');
    expect([own.status, own.body.error.code]).toEqual([401, 'SESSION_REQUIRED']);
  });

  it('does not act as somebody else than the page showed, though a replacement keeps the id', async () => {
    const { id, jane, envelope, signer: john } = await opened();
    const [signer] = envelope.signers;
    const successor = { name: 'Joan Smith', email: `joan-${jane.email}` };
    await office.client.patch(`/signing/envelopes/${id}/signers/${signer.id}`, successor);
    // The browser's cookie is Joan's by now; a tab of before still shows John.
    const joans = await openAs(app, successor.email);
    const acting_as = { name: john.session.signer.name, email: john.session.signer.email };
    for (const act of [
      joans.sign({ acting_as }),
      joans.call('POST', '/decline', { signer_id: signer.id, reason: 'No', acting_as }),
    ]) {
      const { status, body } = await act;
      expect([status, body.error.code]).toEqual([409, 'SESSION_MISMATCH']);
    }
    expect((await office.read(id)).signers[0].status).toBe('viewed');
    expect((await joans.sign({ acting_as: successor })).body.status).toBe('signed');
  });

  it('acts for its own signer alone when two links were opened in one browser', async () => {
    const { id, jane, envelope, signer: john } = await opened();
    const janes = await openAs(app, jane.email);
    // The browser now has Jane's cookie; the page that still shows John says so.
    const [johnId] = envelope.signers.map(({ id: signerId }: { id: string }) => signerId);
    for (const act of [
      janes.sign({ signer_id: johnId }),
      janes.call('POST', '/decline', { signer_id: johnId, reason: 'No' }),
      janes.sign({ signer_id: 'signer_unknown' }),
    ]) {
      const { status, body } = await act;
      expect([status, body.error.code]).toEqual([409, 'SESSION_MISMATCH']);
    }
    const { signers, status } = await office.read(id);
    expect([status, signers[0].status, signers[1].status]).toEqual([
      'in_progress',
      'viewed',
      'viewed',
    ]);
    expect((await john.sign()).body.status).toBe('signed');
  });

  it('reads no other envelope’s document', async () => {
    const { signer } = await opened();
    const other = await opened();
    const ids = [other.envelope.documents[0].id, `sigdoc_${'0'.repeat(26)}`, 'nonsense'];
    for (const id of ids) {
      const { status, body } = await signer.call('GET', `/documents/${id}`);
      expect([status, body.error.code]).toEqual([404, 'DOCUMENT_NOT_FOUND']);
    }
    const [own] = signer.session.envelope.documents;
    expect((await signer.call('GET', `/documents/${own.id}`)).status).toBe(200);
  });

  it('ends when its signer is replaced', async () => {
    const { id, envelope, signer } = await opened();
    const mary = person('Mary');
    const path = `/signing/envelopes/${id}/signers/${envelope.signers[0].id}`;
    await office.client.patch(path, { name: mary.name, email: mary.email });
    const [own] = signer.session.envelope.documents;
    for (const answer of [
      signer.call('GET', '/session'),
      signer.call('GET', `/documents/${own.id}`),
      signer.sign(),
      signer.decline(),
    ]) {
      const { status, body } = await answer;
      expect([status, body.error.code]).toEqual([401, 'SESSION_EXPIRED']);
    }
    expect((await (await openAs(app, mary.email)).sign()).body.status).toBe('signed');
  });

  it('still reads after its own act, and acts no second time', async () => {
    const { jane, signer } = await opened();
    await signer.sign();
    const [own] = signer.session.envelope.documents;
    const reads = async () => {
      const { status, body } = await signer.call('GET', '/session');
      expect([status, body.signer?.status]).toEqual([200, 'signed']);
      expect((await signer.call('GET', `/documents/${own.id}`)).status).toBe(200);
      for (const act of [signer.sign(), signer.decline()]) {
        const again = await act;
        expect([again.status, again.body.error.code]).toEqual([409, 'SIGNER_ALREADY_ACTED']);
      }
    };
    await reads();
    await (await openAs(app, jane.email)).sign();
    await app.settled();
    await reads();
    const signed = await signer.call('GET', `/documents/${own.id}?version=signed`);
    expect(signed.status).toBe(200);
  });

  it.each([
    [
      'voided',
      (id: string) => office.client.post(`/signing/envelopes/${id}/void`, { reason: '-' }),
    ],
    ['declined', async (_id: string, jane: string) => (await openAs(app, jane)).decline()],
    ['expired', async () => app.clock.advance(20 * MINUTE)],
  ])('says after the end of the envelope that it is %s', async (status, end) => {
    const expires_at = new Date(app.clock.now().getTime() + 20 * MINUTE).toISOString();
    const { id, jane, signer } = await opened({ expires_at });
    await end(id, jane.email);
    const refuses = async () => {
      for (const answer of [signer.sign(), signer.decline(), signer.call('GET', '/session')]) {
        const { status: http, body } = await answer;
        expect(http).toBe(409);
        expect(body.error).toMatchObject({ code: 'ENVELOPE_STATE_CONFLICT', status });
      }
      const [own] = signer.session.envelope.documents;
      expect((await signer.call('GET', `/documents/${own.id}`)).status).toBe(409);
    };
    await refuses();
    await expect.poll(async () => (await office.read(id)).status).toBe(status);
    await refuses();
  });

  it('refuses the act at the very moment of the deadline', async () => {
    const { id, signer } = await opened({
      expires_at: new Date(app.clock.now().getTime() + 20 * MINUTE).toISOString(),
    });
    app.clock.advance(20 * MINUTE - 1);
    expect((await signer.call('GET', '/session')).status).toBe(200);
    app.clock.advance(1);
    const { status, body } = await signer.sign();
    expect(status).toBe(409);
    expect(body.error).toMatchObject({ code: 'ENVELOPE_STATE_CONFLICT', status: 'expired' });
    expect((await office.read(id)).signers[0]).toMatchObject({ status: 'viewed', signed_at: null });
  });

  it('outlives nothing else: a fresh opening starts one of its own', async () => {
    const { john, signer } = await opened();
    const [token = ''] = await linksTo(app, john.email);
    app.clock.advance(HOUR);
    expect((await signer.call('GET', '/session')).status).toBe(401);
    const again = await openLink(app, token);
    expect(again.cookie).not.toBe(signer.cookie);
    expect((await again.sign()).body.status).toBe('signed');
    expect((await signer.call('GET', '/session')).status).toBe(401);
  });
});
