import { once } from 'node:events';
import { createServer, request as httpRequest, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { describe, it, vi } from 'vitest';
import { startSmtpServer, type TestSmtpServer } from '../email/smtp-server.ts';
import { openOffice, person } from '../signing/support.ts';
import { openLink, readFixture, request } from '../support/client.ts';
import { until } from '../support/server-process.ts';
import { DATABASES } from '../support/start-app.ts';
import { type RunningProcess, startProcess } from './support.ts';

// Processes take their time where many do.
vi.setConfig({ testTimeout: 180_000 });

/** Has something done after a test, what came last first. */
type Finally = (cleanup: () => Promise<void>) => void;

/** What others' servers do with what reaches them: keep it waiting, or go on. */
type Gate = { held: number; open(): void; close(): void; pass(go: () => void): void };

function createGate(): Gate {
  const waiting: (() => void)[] = [];
  let isOpen = true;
  const gate: Gate = {
    held: 0,
    open() {
      isOpen = true;
      for (const go of waiting.splice(0)) go();
    },
    close() {
      isOpen = false;
    },
    pass(go) {
      if (isOpen) return go();
      gate.held += 1;
      waiting.push(go);
    },
  };
  return gate;
}

async function startSmtp(gate: Gate, finally_: Finally): Promise<TestSmtpServer> {
  const smtp: TestSmtpServer = await startSmtpServer({
    onRcptTo: (_address, _session, done) => gate.pass(() => done()),
  });
  finally_(smtp.close);
  return smtp;
}

async function startHook(gate: Gate, finally_: Finally): Promise<string> {
  const server = createServer((req, res: ServerResponse) => {
    req.resume();
    gate.pass(() => res.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  finally_(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** An upload of which the half has arrived; `finish` sends the rest and returns the status. */
async function halfAnUpload(app: RunningProcess, key: string) {
  const file = await readFixture('b1_1p.pdf');
  const head = '--x\r\nContent-Disposition: form-data; name="file"; filename="half.pdf"\r\n\r\n';
  const body = Buffer.concat([Buffer.from(head), file, Buffer.from('\r\n--x--\r\n')]);
  const upload = httpRequest(`${app.url}/api/v1/documents`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': body.length,
    },
  });
  const answered = once(upload, 'response');
  upload.write(body.subarray(0, body.length / 2));
  return {
    async finish(): Promise<number> {
      upload.end(body.subarray(body.length / 2));
      const [response] = await answered;
      response.resume();
      return response.statusCode;
    },
  };
}

/** A stream of events; `ended` when the server ends it. */
async function follow(app: RunningProcess, key: string): Promise<{ ended: Promise<void> }> {
  const response = await fetch(`${app.url}/trpc/events.follow?input=%7B%7D`, {
    headers: { authorization: `Bearer ${key}`, accept: 'text/event-stream' },
  });
  if (response.status !== 200) throw new Error(`No stream: ${response.status}`);
  const reader = response.body?.getReader();
  const readAll = async () => {
    while (reader && !(await reader.read()).done);
  };
  return { ended: readAll() };
}

describe.each(DATABASES)('a server process on %s that is told to stop', (kind) => {
  /** A server of its own for a test, and the mail server that it sends through. */
  async function start(mails: Gate, env: Record<string, string>, finally_: Finally) {
    const smtp = await startSmtp(mails, finally_);
    const server = await startProcess(kind, {
      SMTP_URL: smtp.url,
      WEBHOOK_ALLOW_PRIVATE: 'true',
      ...env,
    });
    finally_(() => server.remove());
    return { smtp, server, office: await openOffice(server.app) };
  }

  const rowsOf = ({ db }: RunningProcess) => db.selectFrom('outbox').selectAll().execute();

  async function linkTo(smtp: TestSmtpServer, email: string): Promise<string> {
    const sentTo = () => smtp.received.find(({ to }) => to.includes(email));
    await until(`a mail to ${email}`, async () => sentTo() !== undefined);
    const { text = '' } = await simpleParser(sentTo()?.source ?? '');
    return /\/sign\/([\w-]+)/.exec(text)?.[1] ?? '';
  }

  // They wait most of the time.
  it.concurrent('says so first, finishes what is in hand, and leaves nothing claimed', async ({
    expect,
    onTestFinished,
  }) => {
    const [mails, hooks] = [createGate(), createGate()];
    const env = { STOP_DELAY_SECONDS: '4', LOG_LEVEL: 'info' };
    const { smtp, server, office } = await start(mails, env, onTestFinished);
    const { key } = office.client;
    const [john, jane] = [person('John'), person('Jane')];
    const { id: signedId } = await office.envelope([john]);
    const signer = await openLink(server.app, await linkTo(smtp, john.email));
    const hook = { url: await startHook(hooks, onTestFinished), events: ['envelope.sent'] };
    expect((await office.client.post('/webhooks', hook)).status).toBe(201);
    const upload = await halfAnUpload(server, key);
    const stream = await follow(server, key);
    mails.close();
    hooks.close();
    const { id: sentId } = await office.envelope([jane]);
    await until('mail and webhook are in hand', async () => mails.held > 0 && hooks.held > 0);
    expect((await signer.sign()).status).toBe(200);

    server.signal('SIGTERM');
    await until('readiness says so', async () => {
      const { status, body } = await request(`${server.url}/readyz`);
      return status === 503 && body.checks.server.reason === 'stopping';
    });
    await stream.ended;
    await until('nothing new is taken', async () =>
      fetch(server.url).then(
        () => false,
        () => true,
      ),
    );
    mails.open();
    hooks.open();
    expect(await upload.finish()).toBe(201);
    expect(await server.ended()).toBe(0);

    const all = await rowsOf(server);
    expect(all.filter(({ lease }) => lease !== null)).toEqual([]);
    const ofSent = all.filter(({ envelope_id }) => envelope_id === sentId);
    for (const type of ['mail.invitation', 'webhook.deliver']) {
      const row = ofSent.find((each) => each.type === type);
      expect([type, row?.status, row?.attempts]).toEqual([type, 'done', 1]);
    }
    expect(smtp.received.filter(({ to }) => to.includes(jane.email))).toHaveLength(1);
    const documents = await server.db.selectFrom('documents').select('filename').execute();
    expect(documents).toContainEqual({ filename: 'half.pdf' });
    // The seal was finished, or is nobody's and done by the next.
    await server.start();
    await until('it is sealed', async () => (await office.read(signedId)).seal !== null);
    const sealed = await office.trail(signedId);
    expect(sealed.filter(({ type }) => type === 'document.sealed')).toHaveLength(1);
  });

  it.concurrent('gives back at once what would hold it up, and the next one does it', async ({
    expect,
    onTestFinished,
  }) => {
    const [mails, hooks] = [createGate(), createGate()];
    const { server, office } = await start(mails, { LOG_LEVEL: 'warn' }, onTestFinished);
    const hook = { url: await startHook(hooks, onTestFinished), events: ['envelope.sent'] };
    expect((await office.client.post('/webhooks', hook)).status).toBe(201);
    mails.close();
    hooks.close();
    const jane = person('Jane');
    const { id } = await office.envelope([jane]);
    await until('mail and webhook are in hand', async () => mails.held > 0 && hooks.held > 0);
    server.signal('SIGTERM');
    expect(await server.ended()).toBe(0);
    const types = ['mail.invitation', 'webhook.deliver'];
    const inHand = async () =>
      (await rowsOf(server)).filter((row) => row.envelope_id === id && types.includes(row.type));
    const given = { status: 'pending', lease: null, leased_until: null, attempts: 1 };
    expect(await inHand()).toMatchObject([given, given]);
    expect(server.lines().filter(({ msg }) => msg.startsWith('given back'))).toHaveLength(2);

    mails.open();
    hooks.open();
    // A lease would have to run out first: a minute, which is longer than this waits.
    await server.start();
    await until('they are done', async () =>
      (await inHand()).every(({ status, attempts }) => status === 'done' && attempts === 2),
    );
  });
});
