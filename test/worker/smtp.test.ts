import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSmtpMailer } from '../../src/email/smtp-mailer.ts';
import { reply, startSmtpServer, type TestSmtpServer } from '../email/smtp-server.ts';
import { readAll } from '../events/support.ts';
import { eventsOf, type Office, openOffice, person } from '../signing/support.ts';
import { createClient, createEnvelope, request, signerCall } from '../support/client.ts';
import { DATABASES, DAY, freePort, HOUR, startApp, type TestApp } from '../support/start-app.ts';
import { headerOf, outboxOf } from './support.ts';

describe.each(DATABASES)('mail over SMTP on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  let smtp: TestSmtpServer;
  /** What the server says to a recipient before it takes the mail. */
  let refusals: Map<string, Error[]>;
  beforeAll(async () => {
    refusals = new Map();
    smtp = await startSmtpServer({
      onRcptTo: ({ address }, _session, done) => done(refusals.get(address)?.shift()),
    });
    app = await startApp(kind, { env: { SMTP_URL: smtp.url } });
    office = await openOffice(app);
  });
  beforeEach(() => refusals.clear());
  afterAll(async () => {
    await app.stop();
    await smtp.close();
  });

  const receivedBy = (email: string) => smtp.received.filter(({ to }) => to.includes(email));
  const tokenIn = (source: Buffer) => {
    const text = source.toString('utf8').replaceAll('=\r\n', '');
    return /\/sign\/([\w-]{43})/.exec(text)?.[1] ?? '';
  };

  it('reaches the addressee, one a mail', async () => {
    const [john, jane] = [person('John'), person('Jane')];
    const { id } = await office.envelope([john, jane]);
    await app.settled();
    for (const { email } of [john, jane]) {
      const [mail, ...others] = receivedBy(email);
      expect(others).toEqual([]);
      expect(mail?.to).toEqual([email]);
      const landing = await signerCall(app, 'POST', '/landing', {
        token: tokenIn(mail?.source ?? Buffer.of()),
      });
      expect(landing.body.state).toBe('ready');
    }
    const sent = eventsOf(await office.trail(id), 'mail.sent');
    expect(sent.map(({ data }) => data.message_id).sort()).toEqual(
      [john, jane].map(({ email }) => headerOf(receivedBy(email)[0]!.source, 'Message-ID')).sort(),
    );
    expect((await app.mailbox.list()).length).toBe(0);
  });

  it('is tried again after 451 and delivered once', async () => {
    const [john, jane] = [person('John'), person('Jane')];
    refusals.set(john.email, [reply(451, 'Greylisted'), reply(451, 'Greylisted')]);
    const { id } = await office.envelope([john, jane]);
    await app.settled();
    expect(receivedBy(john.email)).toHaveLength(0);
    expect(receivedBy(jane.email)).toHaveLength(1);
    const waiting = (await outboxOf(app, id)).find(({ last_error }) => last_error !== null);
    expect(waiting).toMatchObject({ status: 'pending', attempts: 1 });
    expect(waiting?.last_error).toContain('Greylisted');
    for (const tries of [2, 3]) {
      app.clock.advance(60_000);
      await app.settled();
      const row = (await outboxOf(app, id)).find((each) => each.id === waiting?.id);
      expect(row).toMatchObject({ attempts: tries, lease: null });
    }
    const [mail, ...others] = receivedBy(john.email);
    expect(others).toEqual([]);
    expect(headerOf(mail?.source ?? Buffer.of(), 'Message-ID')).toContain(waiting?.id);
    expect(eventsOf(await office.trail(id), 'mail.sent')).toHaveLength(2);
    expect(eventsOf(await office.trail(id), 'mail.failed')).toHaveLength(0);
    const token = tokenIn(mail?.source ?? Buffer.of());
    expect((await signerCall(app, 'POST', '/sessions', { token })).status).toBe(201);
    // The links of the attempts that failed are dead; nobody has them.
    const links = await app.context.db
      .selectFrom('links')
      .select('ended_by')
      .where('signer_id', '=', (await office.read(id)).signers[0].id)
      .orderBy('id')
      .execute();
    expect(links.map(({ ended_by }) => ended_by).sort()).toEqual(['not_sent', 'not_sent', null]);
  });

  it('carries the same Message-ID at each attempt', async () => {
    const attempts: string[] = [];
    let failures = 2;
    const flaky = await startSmtpServer({
      onData(stream, _session, done) {
        let text = '';
        stream.setEncoding('utf8');
        stream.on('data', (chunk: string) => {
          text += chunk;
        });
        stream.on('end', () => {
          attempts.push(headerOf(Buffer.from(text), 'Message-ID'));
          failures -= 1;
          done(failures >= 0 ? reply(451, 'Not now') : null);
        });
      },
    });
    const mailer = createSmtpMailer(flaky.url);
    const other = await startApp(kind, { overrides: { mailers: { live: mailer, test: mailer } } });
    try {
      await (await openOffice(other)).envelope([person('John')]);
      for (const tries of [1, 2, 3]) {
        await other.settled();
        expect(attempts).toHaveLength(tries);
        other.clock.advance(60_000);
      }
      await other.settled();
      expect(attempts).toHaveLength(3);
      expect(attempts[0]).toMatch(/^<msg_.+@.+>$/);
      expect(new Set(attempts).size).toBe(1);
    } finally {
      await other.stop();
      await flaky.close();
    }
  });

  it('fails for good at 550, which the sender sees, and nobody else suffers', async () => {
    const [john, jane] = [person('John'), person('Jane')];
    refusals.set(john.email, [reply(550, 'No such user'), reply(550, 'No such user')]);
    const { id, signers } = await office.envelope([john, jane]);
    await app.settled();
    const rows = await outboxOf(app, id);
    const failed = rows.filter(({ status }) => status === 'failed');
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({ type: 'mail.invitation', attempts: 1 });
    const events = eventsOf(await office.trail(id), 'mail.failed');
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      signer_id: signers[0].id,
      actor: { type: 'system' },
      data: { mail: 'mail.invitation', recipient: signers[0].id },
    });
    expect(events[0]?.data.response).toContain('No such user');
    const told = (await readAll(office.client)).events.filter(
      ({ type, data }) => type === 'signer.undeliverable' && data.envelope.id === id,
    );
    expect(told).toMatchObject([
      { data: { reason: 'refused', signer: { id: signers[0].id, email: john.email } } },
    ]);
    const links = await app.context.db
      .selectFrom('links')
      .select(['signer_id', 'ended_by'])
      .where('envelope_id', '=', id)
      .execute();
    expect(links).toHaveLength(2);
    expect(links).toContainEqual({ signer_id: signers[0].id, ended_by: 'not_sent' });
    expect(links).toContainEqual({ signer_id: signers[1].id, ended_by: null });
    app.clock.advance(DAY);
    await app.settled();
    expect(receivedBy(john.email)).toHaveLength(0);
    expect(receivedBy(jane.email)).toHaveLength(1);
    const token = tokenIn(receivedBy(jane.email)[0]!.source);
    expect((await signerCall(app, 'POST', '/sessions', { token })).status).toBe(201);
  });

  it('to one who was replaced before it got through is not sent to the next one too', async () => {
    const [john, mary] = [person('John'), person('Mary')];
    refusals.set(john.email, [reply(451, 'Greylisted')]);
    const { id, signers } = await office.envelope([john]);
    await app.settled();
    const path = `/signing/envelopes/${id}/signers/${signers[0].id}`;
    await office.client.patch(path, { name: mary.name, email: mary.email });
    await app.settled();
    app.clock.advance(HOUR);
    await app.settled();
    expect(receivedBy(john.email)).toHaveLength(0);
    expect(receivedBy(mary.email)).toHaveLength(1);
    expect(eventsOf(await office.trail(id), 'mail.sent')).toHaveLength(1);
  });

  it('waits for a server that is down', async () => {
    const port = await freePort();
    const other = await startApp(kind, { env: { SMTP_URL: `smtp://127.0.0.1:${port}` } });
    try {
      const john = person('John');
      const { id } = await (await openOffice(other)).envelope([john]);
      await other.settled();
      expect(await outboxOf(other, id)).toContainEqual(
        expect.objectContaining({ type: 'mail.invitation', status: 'pending', attempts: 1 }),
      );
      const [row] = (await outboxOf(other, id)).filter(({ type }) => type === 'mail.invitation');
      expect(row?.last_error).toMatch(/not delivered yet/);
      expect(row?.run_at).not.toBe(row?.created_at);
      expect((await request(`${other.url}/api/v1/openapi.json`)).status).toBe(200);
    } finally {
      await other.stop();
    }
  });

  it('of test mode is captured even where SMTP is configured', async () => {
    const { key } = await app.createKey({ workspace: 'Trial', mode: 'test' });
    const john = person('John');
    await createEnvelope(createClient(app, key), { signers: [john] });
    await app.settled();
    expect(receivedBy(john.email)).toHaveLength(0);
    expect((await app.mailbox.list()).map(({ to }) => to.email)).toEqual([john.email]);
  });
});
