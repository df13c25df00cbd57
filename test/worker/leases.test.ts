import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { settleOutboxRow } from '../../src/db/outbox.ts';
import { type Mail, type MailReceipt, MailRefused } from '../../src/email/mailer.ts';
import { startWorker } from '../../src/worker/worker.ts';
import { countTypes, eventsOf, type Office, openOffice, person } from '../signing/support.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { outboxOf } from './support.ts';

const LEASE_MS = 60_000;

describe.each(DATABASES)('the lease on a message on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  /** Every mail handed over, in order. */
  let handedOver: Mail[];
  /** How an attempt at a mail to an address ends; by default it is accepted. */
  let endings: Map<string, (() => Promise<void>)[]>;

  beforeAll(async () => {
    const mailer = {
      async send(mail: Mail): Promise<MailReceipt> {
        handedOver.push(mail);
        await endings.get(mail.to.email)?.shift()?.();
        return { messageId: `<${mail.id}@test>`, response: '250 ok' };
      },
      close: async () => {},
    };
    app = await startApp(kind, { overrides: { mailers: { live: mailer, test: mailer } } });
    office = await openOffice(app);
  });
  beforeEach(() => {
    handedOver = [];
    endings = new Map();
  });
  afterAll(() => app.stop());

  const later = () => {
    throw new MailRefused({ permanent: false, responseCode: 451, response: 'later' });
  };
  const mailsTo = (email: string) => handedOver.filter(({ to }) => to.email === email);
  const invitation = async (envelopeId: string) => {
    const rows = await outboxOf(app, envelopeId);
    const row = rows.find(({ type }) => type === 'mail.invitation');
    if (!row) throw new Error('There is no invitation');
    return row;
  };
  /** Lets the worker look into the outbox, to the end: a mail that was written later went out. */
  async function letItLook() {
    const witness = person('Witness');
    await office.envelope([witness]);
    await expect.poll(() => mailsTo(witness.email)).toHaveLength(1);
  }

  it('of a dead worker is respected until it ends, and then taken over', async () => {
    const john = person('John');
    endings.set(john.email, [async () => later()]);
    const { id } = await office.envelope([john]);
    await app.settled();
    const { id: messageId, attempts } = await invitation(id);
    expect(attempts).toBe(1);
    const now = app.clock.now().getTime();
    // As a worker left it that died with the message in hand.
    await app.context.db
      .updateTable('outbox')
      .set({
        run_at: new Date(now).toISOString(),
        lease: 'dead',
        leased_until: new Date(now + LEASE_MS).toISOString(),
      })
      .where('id', '=', messageId)
      .execute();
    await letItLook();
    app.clock.advance(LEASE_MS - 1);
    await letItLook();
    expect(await invitation(id)).toMatchObject({ status: 'pending', lease: 'dead', attempts: 1 });
    expect(mailsTo(john.email)).toHaveLength(1);
    app.clock.advance(1);
    await app.settled();
    expect(await invitation(id)).toMatchObject({ status: 'done', lease: null, attempts: 2 });
    expect(mailsTo(john.email).map((mail) => mail.id)).toEqual([messageId, messageId]);
    const late = await settleOutboxRow(
      app.context.db,
      { id: messageId, lease: 'dead' },
      { status: 'failed', last_error: 'from beyond' },
    );
    expect(late).toBe(false);
    expect((await invitation(id)).status).toBe('done');
    expect(countTypes(await office.trail(id))['mail.sent']).toBe(1);
  });

  it('gives nothing a second time to the one who has it, wherever the clock is set', async () => {
    const john = person('John');
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    endings.set(john.email, [() => held]);
    const { id } = await office.envelope([john]);
    await expect.poll(() => mailsTo(john.email)).toHaveLength(1);
    app.clock.advance(2 * LEASE_MS);
    await letItLook();
    release();
    await expect.poll(async () => (await invitation(id)).status).toBe('done');
    expect((await invitation(id)).attempts).toBe(1);
    expect(mailsTo(john.email)).toHaveLength(1);
    expect(countTypes(await office.trail(id))['mail.sent']).toBe(1);
  });

  it.each([
    ['is delivered', async () => {}],
    [
      'is refused for good',
      async () => {
        throw new MailRefused({ permanent: true, responseCode: 550, response: 'no such user' });
      },
    ],
  ])('that was lost lets nobody write how it ended: it %s late', async (_name, end) => {
    const john = person('John');
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    let ended = false;
    endings.set(john.email, [
      () =>
        held.then(end).finally(() => {
          ended = true;
        }),
    ]);
    const { id } = await office.envelope([john]);
    await expect.poll(() => mailsTo(john.email)).toHaveLength(1);
    app.clock.advance(LEASE_MS);
    const other = startWorker(app.context);
    await expect.poll(async () => (await invitation(id)).status).toBe('done');
    await other.stop(0);
    release();
    await expect.poll(() => ended).toBe(true);
    await letItLook();
    await letItLook();
    expect(mailsTo(john.email)).toHaveLength(2);
    expect(await invitation(id)).toMatchObject({ status: 'done', last_error: null });
    const trail = await office.trail(id);
    expect(eventsOf(trail, 'mail.sent')).toHaveLength(1);
    expect(eventsOf(trail, 'mail.failed')).toHaveLength(0);
  });
});
