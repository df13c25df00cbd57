import type { SMTPServerAddress, SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { reply, startSmtpServer, type TestSmtpServer } from '../email/smtp-server.ts';
import { countTypes, eventsOf, type Office, openOffice, person } from '../signing/support.ts';
import { openLink } from '../support/client.ts';
import { DATABASES, HOUR, MINUTE, startApp, type TestApp } from '../support/start-app.ts';
import { outboxOf } from './support.ts';

type Answer = (address: string, attempt: number) => Error | 'drop' | 'hang' | null;

describe.each(DATABASES)('a mail server that errs, on %s', (kind) => {
  const cleanUps: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });

  /** A server that answers each addressee as it is told, and the application that uses it. */
  async function start(answer: Answer) {
    const attempts = new Map<string, number>();
    const held: (() => void)[] = [];
    const options: SMTPServerOptions = {
      onRcptTo({ address }: SMTPServerAddress, _session, callback) {
        const attempt = 1 + (attempts.get(address) ?? 0);
        attempts.set(address, attempt);
        const what = answer(address, attempt);
        if (what === 'hang') held.push(() => callback());
        else callback(what === 'drop' ? null : what);
      },
      onData(stream, session, callback) {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          server.received.push({ from: '', to, source: Buffer.concat(chunks) });
          const attempt = attempts.get(to[0] ?? '') ?? 0;
          if (answer(to[0] ?? '', attempt) === 'drop') server.breakOff();
          else callback();
        });
      },
    };
    const server: TestSmtpServer = await startSmtpServer(options);
    const app = await startApp(kind, { env: { SMTP_URL: server.url } });
    const office = await openOffice(app);
    cleanUps.push(
      () => server.close(),
      () => app.stop(),
      async () => {
        for (const release of held) release();
      },
    );
    const release = () => {
      for (const go of held.splice(0)) go();
    };
    return { server, app, office, attempts, release };
  }

  const to = ({ received }: TestSmtpServer, email: string) =>
    received.filter((mail) => mail.to.includes(email)).map(({ source }) => source.toString());
  const messageIds = (sources: readonly string[]) =>
    sources.map((source) => /^Message-ID: (.*)$/im.exec(source)?.[1]);

  /** Waits until something shows; what is asked must become true by itself. */
  async function until(look: () => boolean | Promise<boolean>) {
    await expect.poll(look, { timeout: 20_000, interval: 20 }).toBe(true);
  }
  const statusOf = async (office: Office, id: string, index = 0) => {
    const { status, delivery, delivery_reason } = (await office.read(id)).signers[index];
    return { status, delivery, delivery_reason };
  };
  /** Lets time pass; a retry that is due by then is made. */
  async function pass(app: TestApp, hours: number) {
    app.clock.advance(hours * HOUR);
    await app.settled();
  }

  it('that refuses for good makes the signer undeliverable, and the sender is told once', async () => {
    const [ann, bob] = [person('Ann'), person('Bob')];
    const bad = (address: string) => address === ann.email;
    const { server, app, office } = await start((address) =>
      bad(address) ? reply(550, `5.1.1 <${address}> unknown`) : null,
    );
    const { id, signers } = await office.envelope([ann, bob]);
    await app.settled();
    expect(await statusOf(office, id)).toEqual({
      status: 'pending',
      delivery: 'undeliverable',
      delivery_reason: 'refused',
    });
    expect(await statusOf(office, id, 1)).toMatchObject({ delivery: 'sent' });
    expect(to(server, ann.email)).toEqual([]);
    expect(to(server, bob.email)).toHaveLength(1);
    const [notice, ...others] = to(server, office.senderEmail);
    expect(others).toEqual([]);
    expect(notice).toMatch(/^Subject: Not delivered: Employment Agreement/m);
    const trail = await office.trail(id);
    expect(eventsOf(trail, 'signer.undeliverable')).toMatchObject([
      { signer_id: signers[0].id, data: { reason: 'refused' } },
    ]);
    expect(JSON.stringify(trail)).not.toContain(ann.email.concat('> unknown'));
    app.clock.advance(HOUR);
    await office.client.post(`/signing/envelopes/${id}/remind`);
    await app.settled();
    expect(to(server, office.senderEmail)).toHaveLength(1);
    expect(to(server, bob.email)).toHaveLength(2);
    const right = person('Ann');
    const path = `/signing/envelopes/${id}/signers/${signers[0].id}`;
    const { body } = await office.client.patch(path, { email: right.email });
    expect(body.signers[0]).toMatchObject({ delivery: null, delivery_reason: null });
    await app.settled();
    expect(await statusOf(office, id)).toMatchObject({ delivery: 'sent', delivery_reason: null });
    expect(to(server, right.email)).toHaveLength(1);
  });

  it('that greylists gets the same mail again, and it arrives once', async () => {
    const ann = person('Ann');
    const { server, app, office, attempts } = await start((address, attempt) =>
      address === ann.email && attempt <= 2 ? reply(451, '4.7.1 Greylisted') : null,
    );
    const { id } = await office.envelope([ann]);
    await until(() => attempts.get(ann.email) === 1);
    expect((await statusOf(office, id)).delivery).toBeNull();
    for (let minutes = 0; minutes < 3; minutes += 1) {
      app.clock.advance(MINUTE);
      await app.settled();
    }
    expect(to(server, ann.email)).toHaveLength(1);
    expect(await statusOf(office, id)).toMatchObject({ delivery: 'sent' });
    expect(countTypes(await office.trail(id))).toMatchObject({ 'mail.sent': 1 });
  });

  it('that is out of order for two days makes the signer undeliverable, and no sooner', async () => {
    const ann = person('Ann');
    const { app, office } = await start((address) =>
      address === ann.email ? reply(451, '4.3.0 Try later') : null,
    );
    const { id } = await office.envelope([ann]);
    await app.settled();
    await pass(app, 47);
    expect((await statusOf(office, id)).delivery).toBeNull();
    await pass(app, 3);
    expect(await statusOf(office, id)).toMatchObject({
      delivery: 'undeliverable',
      delivery_reason: 'not_delivered',
    });
  }, 120_000);

  it('that takes the data and then breaks off gets the mail again under the same Message-ID', async () => {
    const ann = person('Ann');
    const { server, app, office, attempts } = await start((address, attempt) =>
      address === ann.email && attempt === 1 ? 'drop' : null,
    );
    const { id } = await office.envelope([ann]);
    // The failure must be noted first: what is noted later is due a while after the new time.
    await until(async () =>
      (await outboxOf(app, id)).some(({ last_error, lease }) => last_error !== null && !lease),
    );
    expect(attempts.get(ann.email)).toBe(1);
    app.clock.advance(MINUTE);
    await until(() => to(server, ann.email).length === 2);
    await app.settled();
    const ids = messageIds(to(server, ann.email));
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });

  it('leaves a trace of a mail that it may have delivered, once nothing is asked any more', async () => {
    const [ann, bob] = [person('Ann'), person('Bob')];
    const { server, app, office, attempts } = await start((address, attempt) => {
      if (address === bob.email) return reply(451, '4.7.1 Greylisted');
      return address === ann.email && attempt === 1 ? 'drop' : null;
    });
    const { id, signers } = await office.envelope([ann, bob]);
    const tried = async () => (await outboxOf(app, id)).filter(({ last_error }) => last_error);
    await until(async () => (await tried()).filter(({ lease }) => !lease).length === 2);
    const [, token = ''] = /\/sign\/([\w-]+)/.exec(to(server, ann.email)[0] ?? '') ?? [];
    expect((await (await openLink(app, token)).sign()).status).toBe(200);
    await office.client.post(`/signing/envelopes/${id}/void`, { reason: 'Enough' });
    await app.settled();
    await pass(app, 1);
    expect(attempts.get(ann.email), 'and the notice of the end').toBe(2);
    const trail = await office.trail(id);
    const [sent] = messageIds(to(server, ann.email));
    expect(eventsOf(trail, 'mail.unconfirmed')).toMatchObject([
      { signer_id: signers[0].id, data: { mail: 'mail.invitation', message_id: sent } },
    ]);
    expect(eventsOf(trail, 'mail.sent').map(({ data }) => data.mail)).not.toContain(
      'signing_request',
    );
  });

  it('that hangs with one mailbox neither delays nor doubles the mails of nine others', async () => {
    const ann = person('Ann');
    const others = Array.from({ length: 9 }, (_, index) => person(`Other ${index}`));
    const { server, app, office, attempts, release } = await start((address) =>
      address === ann.email ? 'hang' : null,
    );
    const { id } = await office.envelope([ann, ...others]);
    await until(() => others.every(({ email }) => to(server, email).length === 1));
    // It may have been the last to be tried; what hangs later nobody would release.
    await until(() => attempts.get(ann.email) === 1);
    expect(to(server, ann.email)).toEqual([]);
    release();
    await app.settled();
    for (const { email } of [ann, ...others]) expect(to(server, email)).toHaveLength(1);
    expect(countTypes(await office.trail(id))).toMatchObject({ 'mail.sent': 10 });
  });
});
