import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linksTo, openAs, openLink, signerCall } from '../support/client.ts';
import { DATABASES, DAY, HOUR, startApp, type TestApp } from '../support/start-app.ts';
import { eventsOf, mailsTo, type Office, openOffice, person } from './support.ts';

describe.each(DATABASES)('asking for a fresh link on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  const ask = (token: string) => signerCall(app, 'POST', '/links', { token });

  async function withDeadLink() {
    const john = person('John');
    const { id } = await office.envelope([john]);
    const [token = ''] = await linksTo(app, john.email);
    app.clock.advance(7 * DAY);
    return { id: id as string, john, token };
  }

  it('mails one to the address on file when the old one is dead by age', async () => {
    const { id, john, token } = await withDeadLink();
    expect((await ask(token)).status).toBe(202);
    const [, mail] = await mailsTo(app, john.email);
    expect(mail?.to.email).toBe(john.email);
    const tokens = await linksTo(app, john.email);
    expect(tokens).toHaveLength(2);
    expect(tokens[1]).not.toBe(token);
    expect((await signerCall(app, 'POST', '/sessions', { token })).status).toBe(410);
    expect((await (await openAs(app, john.email)).sign()).body.status).toBe('signed');
    const requested = eventsOf(await office.trail(id), 'link.requested');
    expect(requested).toHaveLength(1);
    expect(requested[0]).toMatchObject({ actor: { type: 'system' }, ip: expect.any(String) });
  });

  it('asks nothing of somebody who has acted, and opens what they signed', async () => {
    const john = person('John');
    await office.envelope([john, person('Jane')]);
    const [token = ''] = await linksTo(app, john.email);
    await (await openLink(app, token)).sign();
    app.clock.advance(7 * DAY);
    await ask(token);
    const [, mail] = await mailsTo(app, john.email);
    expect(mail?.text).toContain('You have already signed this document');
    expect(mail?.text).not.toContain('asks you to sign');
    const reader = await openAs(app, john.email);
    expect(reader.session.signer.status).toBe('signed');
    const [{ id }] = reader.session.envelope.documents;
    expect((await reader.call('GET', `/documents/${id}`)).status).toBe(200);
  });

  it('answers alike for unknown, live, dead, replaced, voided and exhausted links', async () => {
    const dead = await withDeadLink();
    const john = person('John');
    const live = await office.envelope([john, person('Jane')]);
    const [liveToken = ''] = await linksTo(app, john.email);
    const bob = person('Bob');
    const other = await office.envelope([bob]);
    const [replaced = ''] = await linksTo(app, bob.email);
    const path = `/signing/envelopes/${other.id}/signers/${other.signers[0].id}`;
    await office.client.patch(path, { email: person('Rob').email });
    const ann = person('Ann');
    const { id } = await office.envelope([ann]);
    const [voided = ''] = await linksTo(app, ann.email);
    await office.client.post(`/signing/envelopes/${id}/void`, { reason: 'A mistake' });
    await app.settled();

    const before = (await app.mailbox.list()).length;
    const tokens = ['unknown', 'A'.repeat(43), liveToken, replaced, voided];
    const answers = [];
    for (const token of tokens) answers.push(await ask(token));
    await app.settled();
    expect(await app.mailbox.list()).toHaveLength(before);
    for (let times = 0; times < 5; times += 1) answers.push(await ask(dead.token));
    const seen = answers.map(({ status, body, headers }) => ({
      status,
      body,
      headers: [...headers.keys()].sort(),
      length: headers.get('content-length'),
    }));
    expect(seen).toEqual(Array(10).fill(seen[0]));
    expect(seen[0]).toMatchObject({ status: 202, body: { accepted: true } });
    expect(eventsOf(await office.trail(live.id), 'link.requested')).toHaveLength(0);
  });

  it('sends at most three within a day, and again after it', async () => {
    const { john, token } = await withDeadLink();
    for (let times = 0; times < 6; times += 1) {
      await ask(token);
      app.clock.advance(HOUR);
    }
    expect(await mailsTo(app, john.email)).toHaveLength(1 + 3);
    app.clock.advance(DAY - 6 * HOUR);
    await ask(token);
    expect(await mailsTo(app, john.email)).toHaveLength(1 + 3);
    app.clock.advance(1);
    await ask(token);
    expect(await mailsTo(app, john.email)).toHaveLength(1 + 4);
  });

  it('sends at most three when ten ask at once', async () => {
    const { id, john, token } = await withDeadLink();
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(token)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(202));
    expect(await mailsTo(app, john.email)).toHaveLength(1 + 3);
    expect(eventsOf(await office.trail(id), 'link.requested')).toHaveLength(3);
  });

  it('counts each signer apart', async () => {
    const [john, jane] = [person('John'), person('Jane')];
    await office.envelope([john, jane]);
    const [johns = ''] = await linksTo(app, john.email);
    const [janes = ''] = await linksTo(app, jane.email);
    app.clock.advance(7 * DAY);
    for (let times = 0; times < 4; times += 1) await ask(johns);
    await ask(janes);
    expect(await mailsTo(app, john.email)).toHaveLength(1 + 3);
    expect(await mailsTo(app, jane.email)).toHaveLength(1 + 1);
  });

  it('leaves earlier fresh links valid', async () => {
    const { john, token } = await withDeadLink();
    await ask(token);
    app.clock.advance(HOUR);
    await ask(token);
    const [, first = '', second = ''] = await linksTo(app, john.email);
    expect(first).not.toBe(second);
    for (const fresh of [first, second]) {
      expect((await openLink(app, fresh)).session.signer.name).toBe('John');
    }
  });

  it('goes to the replacing signer alone once there is one', async () => {
    const { id, john, token } = await withDeadLink();
    const mary = person('Mary');
    const [signer] = (await office.read(id)).signers;
    const path = `/signing/envelopes/${id}/signers/${signer.id}`;
    await office.client.patch(path, { name: mary.name, email: mary.email });
    await ask(token);
    const johns = (await mailsTo(app, john.email)).map(({ subject }) => subject.split(':')[0]);
    expect(johns).toEqual(['Please sign', 'No longer for you']);
    expect(await mailsTo(app, mary.email)).toHaveLength(1);
  });
});
