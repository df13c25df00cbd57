import { sql } from 'kysely';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog, describeError, inLogScope, scrub } from '../../src/context/log.ts';
import { reply, startSmtpServer, type TestSmtpServer } from '../email/smtp-server.ts';
import { openOffice, person } from '../signing/support.ts';
import { openLink, request, signerCall } from '../support/client.ts';
import { until } from '../support/server-process.ts';
import { DATABASES } from '../support/start-app.ts';
import { startReceiver } from '../webhook/receiver.ts';
import { type RunningProcess, startProcess } from './support.ts';

const APP_SECRET = 'app-secret-app-secret-app-secret-app';
const METRICS_TOKEN = 'metrics-token-metrics-token-metrics';
const PASSWORD = 'sm7p-pa55word';
const REFUSED = 'nobody.there@refused.example';

describe.each(DATABASES)('what a server on %s logs at its most talkative', (kind) => {
  let server: RunningProcess;
  let smtp: TestSmtpServer;
  const secrets = new Map<string, string>([
    ['the application’s secret', APP_SECRET],
    ['the token of the metrics', METRICS_TOKEN],
    ['the password of the mail server', PASSWORD],
    ['the address that was refused', REFUSED],
  ]);
  let envelopeId: string;
  let refusedId: string;

  beforeAll(async () => {
    smtp = await startSmtpServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username }, _session, done) => done(null, { user: username ?? '' }),
      onRcptTo: ({ address }, _session, done) =>
        address === REFUSED ? done(reply(550, `<${address}> is unknown`)) : done(),
    });
    server = await startProcess(kind, {
      APP_SECRET,
      METRICS_TOKEN,
      LOG_LEVEL: 'trace',
      SMTP_URL: smtp.url.replace('//', `//mailer:${PASSWORD}@`),
      WEBHOOK_ALLOW_PRIVATE: 'true',
    });
    await drive();
    server.signal('SIGTERM');
    await server.ended();
  }, 180_000);
  afterAll(async () => {
    await server.remove();
    await smtp.close();
  });

  async function linkTo(email: string): Promise<string> {
    const sentTo = () => smtp.received.find(({ to }) => to.includes(email));
    await until(`a mail to ${email}`, async () => sentTo() !== undefined);
    const { text = '' } = await simpleParser(sentTo()?.source ?? '');
    return /\/sign\/([\w-]+)/.exec(text)?.[1] ?? '';
  }

  /** The main way, and what goes wrong beside it. */
  async function drive(): Promise<void> {
    const { app, url } = server;
    const office = await openOffice(app);
    secrets.set('the API key', office.client.key);
    secrets.set('the sender’s address', office.senderEmail);
    const hook = await startReceiver({ status: 500 });
    const made = await office.client.post('/webhooks', { url: hook.url, events: ['*'] });
    secrets.set('the secret of the webhook', made.body.secret);
    const john = person('John');
    secrets.set('a signer’s address', john.email);
    envelopeId = (await office.envelope([john])).id;
    const token = await linkTo(john.email);
    expect(token).toHaveLength(43);
    secrets.set('the token of a link', token);
    await request(`${url}/sign/${token}`);
    await request(
      `${url}/sign/${token.slice(0, 1)}%${token.charCodeAt(1).toString(16)}${token.slice(2)}`,
    );
    await request(`${url}/nowhere/${token}/${john.email}?token=${token}&email=${john.email}`);
    await signerCall(app, 'POST', '/landing', { token });
    const signer = await openLink(app, token);
    secrets.set('the secret of a session', signer.cookie.split('=')[1] ?? '');
    await signer.sign({ consent_version: token });
    expect((await signer.sign()).status).toBe(200);
    await request(`${url}/api/v1/cases`, {
      headers: { authorization: `Bearer ${office.client.key}x` },
    });
    await request(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
    const malformed = {
      method: 'POST',
      body: `{"token":"${token}",${john.email}`,
      headers: { 'content-type': 'application/json' },
    };
    expect((await request(`${url}/api/v1/sign/landing`, malformed)).status).toBe(400);
    refusedId = (await office.envelope([{ ...person('Nobody'), email: REFUSED }])).id;
    await until(
      'the mail is refused',
      async () => (await office.read(refusedId)).signers[0].delivery === 'undeliverable',
    );
    await until('the last mail is out', async () => (await office.read(envelopeId)).seal !== null);
    // A fault of the server's own, with values of its statement in the error on PostgreSQL.
    await sql`alter table cases rename to lost_cases`.execute(server.db);
    const broken = await office.client.get(`/cases?search=${john.email}`);
    expect(broken.status).toBe(500);
    await sql`alter table lost_cases rename to cases`.execute(server.db);
    await hook.stop();
  }

  it('holds no key, token, password or address', () => {
    const output = server.output();
    expect(output.length).toBeGreaterThan(5_000);
    expect(secrets.size).toBe(10);
    for (const [name, secret] of secrets) {
      expect(secret.length, name).toBeGreaterThan(8);
      expect(output.includes(secret), name).toBe(false);
    }
    expect(output).not.toMatch(/[\w.]+@(example\.com|firm\.example|refused\.example)/);
  });

  it('is one JSON object a line, each request with its id, pattern and envelope', () => {
    const requests = server.lines().filter(({ msg }) => msg === 'request');
    for (const line of requests) {
      expect(line).toMatchObject({
        request_id: expect.stringMatching(/^req_/),
        method: expect.any(String),
        route: expect.any(String),
        status: expect.anything(),
        ms: expect.any(Number),
      });
    }
    const of = (route: string) => requests.find((line) => line.route === route);
    const read = of('/api/v1/signing/envelopes/:envelope_id');
    expect([envelopeId, refusedId]).toContain(read?.envelope_id);
    const created = of('/api/v1/cases/:case_id/signing-envelopes');
    for (const line of [created, of('/api/v1/sign/sessions'), of('/api/v1/sign/sign')]) {
      expect(line?.envelope_id).toBe(envelopeId);
    }
    expect(of('/sign/:token')?.path).toBe('/sign/…');
    const lines = server.output().trimEnd().split('\n');
    expect(lines.filter((line) => !line.startsWith('{'))).toEqual([]);
  });

  it('names message and envelope where the worker failed, and the request where the server did', () => {
    const mail = server.lines().find(({ msg }) => msg === 'outbox message failed for good');
    expect(mail).toMatchObject({
      type: 'mail.invitation',
      message_id: expect.stringMatching(/^msg_/),
      envelope_id: refusedId,
      err: { type: 'MailRefused', message: expect.stringContaining('550') },
    });
    const failed = server.lines().find(({ msg }) => msg === 'request failed');
    const request = server.lines().find((line) => line.msg === 'request' && line.status === 500);
    expect(failed?.request_id).toBe(request?.request_id);
    expect(failed).toMatchObject({ err: { message: expect.stringContaining('cases') } });
  });

  it('tells nothing of a database’s error but its kind, code, message and stack', async () => {
    await sql`create table people (email text primary key)`.execute(server.db);
    const insert = () =>
      sql`insert into people values ('john.smith@example.com')`.execute(server.db);
    await insert();
    const error: unknown = await insert().catch((cause: unknown) => cause);
    const lines: string[] = [];
    createLog('info', { write: (line) => void lines.push(line) }).error({ err: error }, 'failed');
    expect(lines.join('')).not.toContain('john.smith');
    expect(JSON.parse(lines[0] ?? '').err).toEqual({
      type: expect.any(String),
      code: expect.stringMatching(/23505|SQLITE_CONSTRAINT/),
      message: expect.stringMatching(/unique/i),
      stack: expect.any(String),
    });
  });
});

describe('the log', () => {
  it.each([
    ['<john.smith@example.com> unknown', '<address> unknown'],
    ['postgres://joe:pa55@db.example.com/signing', 'postgres://db.example.com/signing'],
    [`/sign/${'a-B_9'.repeat(9)}`, '/sign/…'],
    [`key opt_live_${'k'.repeat(32)}.`, 'key opt_live_….'],
    ['secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'secret whsec_…'],
    [`file ${'0a'.repeat(32)} is gone`, `file ${'0a'.repeat(32)} is gone`],
    ['env_01JZX5W6C3T0B4N8Q2M7R9V1KD', 'env_01JZX5W6C3T0B4N8Q2M7R9V1KD'],
  ])('tells %s as %s', (text, told) => {
    expect(scrub(text)).toBe(told);
  });

  it('of anything that a stranger sends, however long, is read once', () => {
    // Read once for each of its letters it would keep this test busy for hours, and a server.
    const word = 'a.'.repeat(2_000_000);
    expect(scrub(`${word} <${word}@example.com> ${word}`)).toBe(`${word} <address> ${word}`);
  });

  it('tells of an error and its causes without what hangs on them, however deep they go', () => {
    const inner = Object.assign(new Error('to a@b.example'), { rejected: ['a@b.example'] });
    const told = describeError(new Error('outer', { cause: inner }));
    expect(told).toMatchObject({ message: 'outer', cause: { message: 'to <address>' } });
    expect(JSON.stringify(told)).not.toContain('a@b');
    const circle = new Error('circle');
    circle.cause = circle;
    expect(JSON.stringify(describeError(circle)).length).toBeLessThan(50_000);
  });

  it('keeps the ids of works that run at the same time apart', async () => {
    const lines: Record<string, unknown>[] = [];
    const log = createLog('info', { write: (line) => void lines.push(JSON.parse(line)) });
    const work = (request_id: string, ms: number) =>
      inLogScope({ request_id }, async () => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        log.info(request_id);
      });
    await Promise.all([work('req_a', 20), work('req_b', 5)]);
    log.info('outside');
    for (const { msg, request_id } of lines) {
      expect(request_id).toBe(msg === 'outside' ? undefined : msg);
    }
    expect(lines).toHaveLength(3);
  });
});
