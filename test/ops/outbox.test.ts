import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboxRow } from '../../src/db/outbox.ts';
import { reply, startSmtpServer, type TestSmtpServer } from '../email/smtp-server.ts';
import { runScript } from '../scripts/run-script.ts';
import { eventsOf, type Office, openOffice, person } from '../signing/support.ts';
import { until } from '../support/server-process.ts';
import { DATABASES, HOUR, startApp, type TestApp } from '../support/start-app.ts';
import { startReceiver } from '../webhook/receiver.ts';
import { outboxOf } from '../worker/support.ts';

const NOBODY = 'msg_01JZX5W6C3T0B4N8Q2M7R9V1KD';

describe.each(DATABASES)('npm run outbox on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  let smtp: TestSmtpServer;
  /** How the mail server answers for an address; it takes what is not named. */
  let answers: Map<string, number>;
  beforeEach(async () => {
    answers = new Map();
    smtp = await startSmtpServer({
      onRcptTo: ({ address }, _session, done) => {
        const code = answers.get(address);
        if (code === undefined) return done();
        done(reply(code, `no <${address}> here, see opt_live_${'k'.repeat(32)}`));
      },
    });
    const env = { SMTP_URL: smtp.url, WEBHOOK_ALLOW_PRIVATE: 'true' };
    app = await startApp(kind, { env });
    office = await openOffice(app);
  });
  afterEach(async () => {
    await app.stop();
    await smtp.close();
  });

  const outbox = (...args: string[]) =>
    runScript('scripts/outbox.ts', args, {
      DATA_DIR: app.context.config.dataDir,
      DATABASE_URL: app.context.config.databaseUrl,
    });
  const listed = async (...args: string[]) =>
    JSON.parse((await outbox('list', '--json', ...args)).stdout) as Record<string, unknown>[];
  const rowOf = (id: string): Promise<OutboxRow> =>
    app.context.db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const becomes = (id: string, status: string) =>
    until(`${id} is ${status}`, async () => (await rowOf(id)).status === status);

  /** An envelope whose invitation the mail server refused for good; it takes the next. */
  async function refused() {
    const john = person('John');
    answers.set(john.email, 550);
    const { id } = await office.envelope([john]);
    const rows = await outboxOf(app, id);
    const messageId = rows.find(({ type }) => type === 'mail.invitation')?.id ?? '';
    await becomes(messageId, 'failed');
    answers.delete(john.email);
    return { envelopeId: id as string, messageId, john };
  }

  it('lists what failed, without whose address it was, and tries it again beside the server', async () => {
    const { envelopeId, messageId, john } = await refused();
    const { code, stdout, stderr } = await outbox('list');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`^${messageId}  failed  mail.invitation  1 attempts  `, 'm'));
    expect(stdout).toContain(envelopeId);
    expect(stdout).toContain('550');
    const json = await outbox('list', '--json', '--envelope', envelopeId);
    expect(JSON.parse(json.stdout)).toMatchObject([{ id: messageId, envelope_id: envelopeId }]);
    for (const text of [stdout, json.stdout, String((await rowOf(messageId)).last_error)]) {
      expect(text).not.toContain(john.email);
      expect(text).not.toContain('@');
      expect(text).not.toContain('kkkk');
    }
    expect(await listed('--envelope', 'env_other')).toEqual([]);

    const retried = await outbox('retry', messageId);
    expect(retried).toEqual({
      code: 0,
      stdout: `Tried again at once: ${messageId}.\n`,
      stderr: '',
    });
    app.clock.advance(HOUR);
    await becomes(messageId, 'done');
    expect(smtp.received.filter(({ to }) => to.includes(john.email))).toHaveLength(1);
    const { signers } = await office.read(envelopeId);
    expect(signers[0].delivery).toBe('sent');
    expect(await outbox('list')).toMatchObject({ stdout: 'No message is failed.\n' });
  });

  it('gives what is tried again all of the two days anew, and takes all that failed at once', async () => {
    const { messageId, john } = await refused();
    const other = await refused();
    for (const { email } of [john, other.john]) answers.set(email, 451);
    const created_at = new Date(Date.now() - 72 * HOUR).toISOString();
    await app.context.db.updateTable('outbox').set({ created_at }).execute();
    app.clock.advance(HOUR);
    const { stdout, code } = await outbox('retry', '--all', '--json');
    expect(code).toBe(0);
    const ids = [messageId, other.messageId];
    for (const id of ids) expect(JSON.parse(stdout)).toContainEqual({ id, refused: null });
    await until('they were tried', async () => {
      const rows = await Promise.all(ids.map(rowOf));
      return rows.every(({ attempts, lease }) => attempts === 1 && lease === null);
    });
    for (const id of ids) expect((await rowOf(id)).status).toBe('pending');
  });

  it('discards what failed: the row stays, and the trail says who gave up what, and why', async () => {
    const { envelopeId, messageId } = await refused();
    const { code, stdout } = await outbox('discard', messageId, '--reason', 'Left the firm');
    expect([code, stdout]).toEqual([0, `Discarded ${messageId}.\n`]);
    const row = await rowOf(messageId);
    expect(row.status).toBe('discarded');
    expect(row.last_error).toMatch(/^discarded: Left the firm; before: Mail refused: 550/);
    // The chain is checked on the way.
    const trail = await office.trail(envelopeId);
    const [signer] = (await office.read(envelopeId)).signers;
    expect(eventsOf(trail, 'message.discarded')).toMatchObject([
      {
        actor: { type: 'operator' },
        signer_id: signer.id,
        data: {
          message: 'mail.invitation',
          message_id: messageId,
          attempts: 1,
          reason: 'Left the firm',
        },
      },
    ]);
    expect(await listed()).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ id: messageId })]),
    );
    expect(await listed('--status', 'discarded')).toMatchObject([{ id: messageId }]);
    const again = await outbox('discard', messageId);
    expect(again.code).toBe(1);
    expect(again.stderr).toBe(`${messageId} was left as it is: it was discarded before.\n`);
    expect(eventsOf(await office.trail(envelopeId), 'message.discarded')).toHaveLength(1);
    // Changed one's mind.
    expect((await outbox('retry', messageId)).code).toBe(0);
    app.clock.advance(HOUR);
    await becomes(messageId, 'done');
  });

  it('sends a webhook that was given up again, and lets the next event go when it is discarded', async () => {
    const receiver = await startReceiver({ status: 500 });
    const events = ['envelope.sent', 'envelope.voided'];
    await office.client.post('/webhooks', { url: receiver.url, events });
    const { id } = await office.envelope([person('John')]);
    const void_ = await office.client.post(`/signing/envelopes/${id}/void`, { reason: 'Wrong' });
    expect(void_.status).toBe(200);
    const messages = async () =>
      (await outboxOf(app, id)).filter(({ type }) => type === 'webhook.deliver');
    await until('it failed', async () => (await messages())[0]?.last_error != null);
    const [first] = await messages();
    expect(await messages()).toHaveLength(1);
    expect((await outbox('discard', first?.id ?? '')).code).toBe(0);
    receiver.behave({ status: 200 });
    const types = () => receiver.events().map(({ type }: { type: string }) => type);
    app.clock.advance(HOUR);
    await until('the next went', async () => types().includes('envelope.voided'));
    const before = types().filter((type: string) => type === 'envelope.sent').length;
    expect((await outbox('retry', first?.id ?? '')).code).toBe(0);
    app.clock.advance(HOUR);
    await becomes(first?.id ?? '', 'done');
    expect(types().filter((type: string) => type === 'envelope.sent')).toHaveLength(before + 1);
    await receiver.stop();
  });

  it('does nothing at all when one of the ids is unknown', async () => {
    const { messageId } = await refused();
    for (const command of ['retry', 'discard']) {
      const run = await outbox(command, messageId, NOBODY);
      expect(run).toEqual({ code: 1, stdout: '', stderr: `There is no message ${NOBODY}.\n` });
    }
    expect((await rowOf(messageId)).status).toBe('failed');
  });

  it('leaves alone what is done, has not failed, or is in hand', async () => {
    const { id } = await office.envelope([person('John')]);
    await app.settled();
    const rows = await outboxOf(app, id);
    const done = rows.find(({ status }) => status === 'done')?.id ?? '';
    const later = rows.find(({ status }) => status === 'pending')?.id ?? '';
    const leftAlone = async (command: string, message: string, why: string) => {
      const before = await rowOf(message);
      const run = await outbox(command, message);
      expect([run.code, run.stderr]).toEqual([1, `${message} was left as it is: ${why}.\n`]);
      expect(await rowOf(message)).toEqual(before);
    };
    await leftAlone('retry', done, 'it was carried out');
    await leftAlone('discard', done, 'it was carried out');
    await leftAlone('discard', later, 'it has not failed');
    await leftAlone('retry', later, 'it has not failed');
    const { messageId } = await refused();
    const lease = { lease: 'x', leased_until: new Date(Date.now() + HOUR).toISOString() };
    await app.context.db.updateTable('outbox').set(lease).where('id', '=', messageId).execute();
    await leftAlone('retry', messageId, 'it is being carried out at this moment');
    await leftAlone('discard', messageId, 'it is being carried out at this moment');
  });
});

describe('npm run outbox', () => {
  it.each([
    ['no command', []],
    ['an unknown command', ['drop']],
    ['nothing to retry', ['retry']],
    ['everything and one', ['retry', NOBODY, '--all']],
    ['nothing to discard', ['discard']],
    ['to discard everything', ['discard', '--all']],
    ['an unknown status', ['list', '--status', 'done']],
    ['a reason that a terminal would obey', ['discard', NOBODY, '--reason', 'a\u001b[2Jb']],
  ])('answers %s with the usage, and fails', async (_name, args) => {
    const { code, stdout, stderr } = await runScript('scripts/outbox.ts', args, {});
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('npm run outbox -- list');
  });
});
