import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, createEnvelope, linksTo, openLink, signerCall } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { expectError } from './call-both-ways.ts';
import { newClient } from './every-operation.ts';

describe.each(DATABASES)('envelopes that were sent on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let count = 0;
  let anna: { name: string; email: string };
  let bert: { name: string; email: string };

  beforeAll(async () => {
    app = await startApp(kind);
    client = await newClient(app, { senderEmail: 'us@firm.example' });
  });
  afterAll(() => app.stop());
  beforeEach(() => {
    count += 1;
    anna = { name: 'Anna', email: `anna@c${count}.example` };
    bert = { name: 'Bert', email: `bert@c${count}.example` };
  });

  const send = (members = {}) => createEnvelope(client, { signers: [anna, bert], ...members });
  const pathOf = ({ id }: { id: string }) => `/signing/envelopes/${id}`;
  const read = async (envelope: { id: string }) => (await client.get(pathOf(envelope))).body;
  const open = async ({ email }: { email: string }) =>
    openLink(app, (await linksTo(app, email)).at(-1) ?? '');
  const trailOf = async (envelope: { id: string }) =>
    (await client.get(`${pathOf(envelope)}/audit-trail`)).body.data.map(
      ({ type }: { type: string }) => type,
    );
  const mailsTo = async (email: string) => {
    await app.settled();
    return (await app.mailbox.list()).filter(({ to }) => to.email === email);
  };
  const landing = (token: string | undefined) => signerCall(app, 'POST', '/landing', { token });

  it('can be neither changed nor deleted, its signers neither added nor removed', async () => {
    const made = await send();
    await app.settled();
    const sent = await read(made);
    const signer = `${pathOf(sent)}/signers/${sent.signers[0].id}`;
    for (const answer of [
      await client.delete(pathOf(sent)),
      await client.delete(signer),
      await client.post(`${pathOf(sent)}/signers`, { name: 'C', email: 'c@d.example' }),
      await client.patch(pathOf(sent), { title: 'X' }),
      await client.patch(pathOf(sent), { signers: [anna] }),
      await client.patch(signer, { role: 'cc' }),
      await client.patch(signer, { order: 9 }),
    ]) {
      expectError(answer, 'ENVELOPE_STATE_CONFLICT');
      expect(answer.body.error.status).toBe('sent');
    }
    expect(await read(sent)).toEqual(sent);
  });

  it('is sent once, whatever is pressed twice', async () => {
    const draft = await send({ send_emails: false });
    const [one, two] = await Promise.all([
      client.post(`${pathOf(draft)}/send`),
      client.post(`${pathOf(draft)}/send`),
    ]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    const again = await client.post(`${pathOf(draft)}/send`);
    expectError(again, 'ENVELOPE_STATE_CONFLICT');
    expect(again.body.error).toMatchObject({ status: 'sent', message: /sent/ });
    expect(await linksTo(app, anna.email)).toHaveLength(1);
    const sends = (await trailOf(draft)).filter((type: string) => type === 'envelope.sent');
    expect(sends).toHaveLength(1);
  });

  it('replaces a signer: same id, pending again, old link dead, a new one mailed', async () => {
    const sent = await send();
    const opened = await open(anna);
    const [oldLink] = await linksTo(app, anna.email);
    const [before, other] = (await read(sent)).signers;
    expect(before.status).toBe('viewed');
    const next = { name: 'Anne', email: `anne@c${count}.example` };
    const { status, body } = await client.patch(`${pathOf(sent)}/signers/${before.id}`, next);
    expect(status).toBe(200);
    const expected = { ...before, ...next, status: 'pending', viewed_at: null, delivery: null };
    expect(body).toMatchObject({ status: 'in_progress', signers: [expected, other] });

    expectError(await landing(oldLink), 'LINK_INVALID');
    expectError(await signerCall(app, 'POST', '/sessions', { token: oldLink }), 'LINK_INVALID');
    expectError(await opened.sign(), 'SESSION_EXPIRED');
    const [newLink] = await linksTo(app, next.email);
    expect((await landing(newLink)).body).toMatchObject({
      state: 'ready',
      signer: { name: 'Anne' },
    });
    expect(await linksTo(app, anna.email)).toHaveLength(1);

    // The second click changes nothing and invites nobody.
    const trail = await trailOf(sent);
    const settled = await read(sent);
    const again = await client.patch(`${pathOf(sent)}/signers/${before.id}`, next);
    expect(again).toMatchObject({ status: 200, body: settled });
    expect(await linksTo(app, next.email)).toEqual([newLink]);
    expect(await trailOf(sent)).toEqual(trail);
    expect((await landing(newLink)).body.state).toBe('ready');
    expect((await (await open(next)).sign()).status).toBe(200);
  });

  it.each([
    ['name', { name: 'Anne' }],
    ['email', { email: 'moved@new.example' }],
  ])(
    'replaces a signer of whom only the %s is new, and names both in the trail',
    async (_w, change) => {
      const sent = await send();
      const [oldLink] = await linksTo(app, anna.email);
      const [{ id }] = sent.signers;
      const { body } = await client.patch(`${pathOf(sent)}/signers/${id}`, change);
      expect(body.signers[0]).toMatchObject({ id, ...anna, ...change, status: 'pending' });
      expectError(await landing(oldLink), 'LINK_INVALID');
      const { data } = (await client.get(`${pathOf(sent)}/audit-trail`)).body;
      const replaced = data.find(({ type }: { type: string }) => type === 'signer.replaced');
      expect(replaced).toMatchObject({
        signer_id: id,
        data: { was: anna, is: { ...anna, ...change } },
      });
      const notices = (await mailsTo(anna.email)).filter(({ subject }) =>
        subject.startsWith('No longer for you'),
      );
      expect(notices).toHaveLength('email' in change ? 1 : 0);
    },
  );

  it('replaces a later signer without inviting before their turn', async () => {
    const sent = await send({ signing_order: 'sequential' });
    const next = { name: 'Bernd', email: `bernd@c${count}.example` };
    await client.patch(`${pathOf(sent)}/signers/${sent.signers[1].id}`, next);
    expect(await linksTo(app, next.email)).toEqual([]);
    await (await open(anna)).sign();
    expect(await linksTo(app, next.email)).toHaveLength(1);
    expect(await linksTo(app, bert.email)).toEqual([]);
  });

  it('keeps a signer who has acted', async () => {
    const sent = await send();
    await (await open(anna)).sign();
    const before = await read(sent);
    const [{ id }] = sent.signers;
    const answer = await client.patch(`${pathOf(sent)}/signers/${id}`, { name: 'X' });
    expectError(answer, 'SIGNER_ALREADY_ACTED');
    expect(await read(sent)).toEqual(before);
  });

  it('is voided with a reason, which those who were asked and the sender are told', async () => {
    const cc = { name: 'Copy', email: `copy@c${count}.example`, role: 'cc' };
    const sent = await send({ signers: [anna, bert, cc], title: `Void ${count}` });
    const session = await open(anna);
    const [, link] = [await linksTo(app, anna.email), (await linksTo(app, bert.email))[0]];
    app.clock.advance(1);
    const { status, body } = await client.post(`${pathOf(sent)}/void`, {
      reason: 'A wrong clause',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'voided',
      void_reason: 'A wrong clause',
      voided_at: app.clock.now().toISOString(),
      completed_at: null,
    });
    expect((await mailsTo(anna.email)).length).toBe(2);
    expect((await mailsTo(bert.email)).length).toBe(2);
    expect(await mailsTo(cc.email)).toEqual([]);
    const told = await app.mailbox.read((await mailsTo(bert.email))[0]?.id ?? '');
    expect(told?.text).toContain('A wrong clause');
    expect(told?.text).not.toMatch(/\/sign\/[\w-]{43}/);
    const [toSender] = await mailsTo('us@firm.example');
    expect((await app.mailbox.read(toSender?.id ?? ''))?.text).toContain(`Void ${count}`);
    expect((await landing(link)).body).toMatchObject({ state: 'voided', envelope: null });
    expectError(await session.sign(), 'ENVELOPE_STATE_CONFLICT');

    const second = await client.post(`${pathOf(sent)}/void`, { reason: 'Again' });
    expectError(second, 'ENVELOPE_STATE_CONFLICT');
    expect(second.body.error.status).toBe('voided');
    expect((await read(sent)).void_reason).toBe('A wrong clause');
    expect((await mailsTo(bert.email)).length).toBe(2);
  });

  it.each([
    ['no reason', {}],
    ['an empty one', { reason: '' }],
    ['spaces', { reason: '  \n ' }],
    ['null', { reason: null }],
    ['1,001 characters', { reason: 'x'.repeat(1001) }],
    ['a null byte', { reason: 'a\u0000b' }],
    ['an unknown member', { reason: 'R', notify: false }],
  ])('is not voided for %s', async (_what, body) => {
    const sent = await send();
    expectError(await client.post(`${pathOf(sent)}/void`, body), 'VALIDATION_FAILED');
    expect((await read(sent)).status).toBe('sent');
  });

  it('is voided while some have signed, and no signed document comes of it', async () => {
    const sent = await send();
    await (await open(anna)).sign();
    await client.post(`${pathOf(sent)}/void`, { reason: 'Too late' });
    await app.settled();
    const { status, documents, signers } = await read(sent);
    expect(status).toBe('voided');
    expect(documents).toMatchObject([{ signed_sha256: null, signed_document_id: null }]);
    expect(signers).toMatchObject([{ status: 'signed' }, { status: 'pending' }]);
    expect(await trailOf(sent)).toEqual(
      expect.arrayContaining(['signer.signed', 'envelope.voided']),
    );
  });

  it('sends to one who signs, and to no cc before completion', async () => {
    const cc = { name: 'Copy', email: `copy@c${count}.example`, role: 'cc' };
    const sent = await send({ signers: [anna, cc] });
    expect(await mailsTo(cc.email)).toEqual([]);
    expect((await (await open(anna)).sign()).body.envelope_status).toBe('completed');
    expect((await mailsTo(cc.email)).length).toBe(1);
    expect((await read(sent)).signers).toMatchObject([{ status: 'signed' }, { status: 'copied' }]);
  });
});
