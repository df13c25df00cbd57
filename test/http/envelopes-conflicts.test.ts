import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Client, createEnvelope, linksTo, openLink } from '../support/client.ts';
import { DATABASES, DAY, startApp, type TestApp } from '../support/start-app.ts';
import { callTrpc, expectError, storedRows } from './call-both-ways.ts';
import { newClient } from './every-operation.ts';

const STATUSES = [
  'draft',
  'sent',
  'in_progress',
  'completed',
  'declined',
  'expired',
  'voided',
] as const;
type Status = (typeof STATUSES)[number];

/** Every command of the sender, and the statuses that allow it by the table of the lifecycle. */
const COMMANDS: Record<string, { allowed: Status[]; procedure: string; body: object }> = {
  edit: { allowed: ['draft'], procedure: 'update', body: { title: 'New' } },
  delete: { allowed: ['draft'], procedure: 'delete', body: {} },
  send: { allowed: ['draft'], procedure: 'send', body: {} },
  void: { allowed: ['sent', 'in_progress'], procedure: 'void', body: { reason: 'R' } },
  'add signer': {
    allowed: ['draft'],
    procedure: 'signers.add',
    body: { name: 'N', email: 'n@b.example' },
  },
  'change signer': {
    allowed: ['draft', 'sent', 'in_progress'],
    procedure: 'signers.update',
    body: { name: 'Renamed' },
  },
  'remove signer': { allowed: ['draft'], procedure: 'signers.remove', body: {} },
};
const REFUSED = Object.entries(COMMANDS).flatMap(([command, { allowed }]) =>
  STATUSES.filter((status) => !allowed.includes(status)).map(
    (status) => [command, status] as const,
  ),
);
const ALLOWED = Object.entries(COMMANDS).flatMap(([command, { allowed }]) =>
  allowed.map((status) => [command, status] as const),
);

describe.each(DATABASES)('commands and statuses on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let count = 0;
  // biome-ignore lint/suspicious/noExplicitAny: an answer
  const ended: Partial<Record<Status, any>> = {};

  beforeAll(async () => {
    app = await startApp(kind);
    client = await newClient(app);
    for (const status of STATUSES) ended[status] = await bring(status);
  });
  afterAll(() => app.stop());

  /** An envelope in this status, by the way that leads there. */
  async function bring(status: Status) {
    count += 1;
    const emails = [`a@c${count}.example`, `b@c${count}.example`];
    const signers = emails.map((email) => ({ name: 'N', email }));
    const send_emails = status !== 'draft';
    // Deadlines of the others are far away when the clock moves for this one.
    const expires_in_days = status === 'expired' ? 1 : 300;
    const made = await createEnvelope(client, { signers, send_emails, expires_in_days });
    const open = async (email = '') => openLink(app, (await linksTo(app, email))[0] ?? '');
    if (status === 'in_progress') await open(emails[0]);
    if (status === 'completed') for (const email of emails) await (await open(email)).sign();
    if (status === 'declined') await (await open(emails[0])).decline();
    if (status === 'expired') app.clock.advance(DAY);
    if (status === 'voided') {
      await client.post(`/signing/envelopes/${made.id}/void`, { reason: 'R' });
    }
    await app.settled();
    const { body } = await client.get(`/signing/envelopes/${made.id}`);
    expect(body.status).toBe(status);
    return body;
  }

  // The second signer: the first has acted where there is one who has.
  // biome-ignore lint/suspicious/noExplicitAny: an answer
  const run = (command: string, { id, signers }: any): Promise<Answer> => {
    const path = `/signing/envelopes/${id}`;
    const signer = `${path}/signers/${signers[1].id}`;
    const body = COMMANDS[command]?.body;
    switch (command) {
      case 'edit':
        return client.patch(path, body);
      case 'delete':
        return client.delete(path);
      case 'add signer':
        return client.post(`${path}/signers`, body);
      case 'change signer':
        return client.patch(signer, body);
      case 'remove signer':
        return client.delete(signer);
      default:
        return client.post(`${path}/${command}`, body);
    }
  };

  it.each(REFUSED)(
    '%s on %s is 409 naming the status, over REST and tRPC',
    async (command, status) => {
      const envelope = ended[status];
      const before = await storedRows(app);
      const answer = await run(command, envelope);
      expectError(answer, 'ENVELOPE_STATE_CONFLICT');
      expect(answer.body.error.status).toBe(status);
      expect(answer.body.error.message).toContain(status);

      const { procedure = '', body } = COMMANDS[command] ?? {};
      const signer_id = procedure.match(/signers\.(update|remove)/)
        ? envelope.signers[1].id
        : undefined;
      const trpc = await callTrpc(app, client.key, {
        type: 'mutation',
        procedure: `envelopes.${procedure}`,
        input: { envelope_id: envelope.id, signer_id, ...body },
      });
      expect(trpc).toMatchObject({
        httpStatus: 409,
        error: { code: 'ENVELOPE_STATE_CONFLICT', status },
      });
      expect(await storedRows(app)).toEqual(before);
    },
  );

  it.each(ALLOWED)('%s on %s is done', async (command, status) => {
    const answer = await run(command, await bring(status));
    expect([200, 201, 204]).toContain(answer.status);
    await app.settled();
  });

  it('counts an envelope as expired from its deadline on, before any worker has looked', async () => {
    const made = await createEnvelope(client, { expires_in_days: 1 });
    await app.settled();
    app.clock.advance(DAY);
    const answer = await run('void', made);
    expectError(answer, 'ENVELOPE_STATE_CONFLICT');
    expect(answer.body.error.status).toBe('expired');
    await app.settled();
  });
});
