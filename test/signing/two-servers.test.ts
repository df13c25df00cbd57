import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCapturedMailer } from '../../src/email/captured-mailer.ts';
import type { Mailer } from '../../src/email/mailer.ts';
import { type RunningServer, startServer } from '../../src/server.ts';
import { type Answer, openAs } from '../support/client.ts';
import { DAY, freePort, startApp, type TestApp } from '../support/start-app.ts';
import { countTypes, mailsTo, type Office, openOffice, person } from './support.ts';

const WEB_DIR = fileURLToPath(new URL('../../dist/web', import.meta.url));

describe('two servers on one postgres', () => {
  let app: TestApp;
  let second: RunningServer;
  let office: Office;
  /** The app as it is reached through the other server. */
  let there: TestApp;
  /** Every mail handed over, by which server. */
  const sent: { by: string; id: string; to: string }[] = [];

  function counting(by: string, directory: string): { live: Mailer; test: Mailer } {
    const captured = createCapturedMailer(directory);
    const mailer: Mailer = {
      ...captured,
      send(mail) {
        sent.push({ by, id: mail.id, to: mail.to.email });
        return captured.send(mail);
      },
    };
    return { live: mailer, test: mailer };
  }

  beforeAll(async () => {
    const late: { mailers?: { live: Mailer; test: Mailer } } = {};
    const lateMailer: Mailer = {
      send: (mail) => late.mailers?.live.send(mail) ?? Promise.reject(new Error('too early')),
      close: async () => {},
    };
    app = await startApp('postgres', {
      overrides: { mailers: { live: lateMailer, test: lateMailer } },
    });
    const { config } = app.context;
    late.mailers = counting('first', config.mailDir);
    const port = await freePort();
    second = await startServer({ ...config, port }, WEB_DIR, {
      clock: app.clock,
      log: pino({ level: 'silent' }),
      mailers: counting('second', config.mailDir),
    });
    there = { ...app, url: `http://localhost:${port}` };
    office = await openOffice(app);
  });
  afterAll(async () => {
    await second.stop();
    await app.stop();
  });

  it('hands over each mail once, and both do so', async () => {
    const rounds = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const [john, jane] = [person('John'), person('Jane')];
        const { id } = await office.envelope([john, jane]);
        return { id: id as string, john, jane };
      }),
    );
    await app.settled();
    for (const { john, jane } of rounds) {
      const signers = [await openAs(app, john.email), await openAs(there, jane.email)];
      const answers = await Promise.all(signers.map((signer) => signer.sign()));
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    }
    await app.settled();
    for (const { id } of rounds) {
      expect(countTypes(await office.trail(id))).toMatchObject({
        'envelope.completed': 1,
        'document.sealed': 1,
        'mail.sent': 5,
      });
    }
    expect(sent).toHaveLength(12 * 5);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(12 * 5);
    expect(new Set(sent.map(({ by }) => by)).size).toBe(2);
  }, 60_000);

  it('lets one act of a signer through, whichever server hears of it', async () => {
    const john = person('John');
    const { id } = await office.envelope([john]);
    const here = await openAs(app, john.email);
    const elsewhere = await openAs(there, john.email);
    const acts: Promise<Answer>[] = [];
    for (let times = 0; times < 6; times += 1) acts.push(here.sign(), elsewhere.decline());
    const answers = await Promise.all(acts);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(11);
    const counts = countTypes(await office.trail(id));
    expect((counts['signer.signed'] ?? 0) + (counts['signer.declined'] ?? 0)).toBe(1);
    await app.settled();
  });

  it('remind, warn of a deadline and let it pass once each, whichever server does so', async () => {
    const own = await openOffice(app);
    const people = Array.from({ length: 12 }, () => person('John'));
    // Without summer time, in which a deadline may be on the day of the mail a day before it.
    const members = {
      reminders: { after_days: 1, every_days: 1, max: 1 },
      expires_in_days: 4,
      time_zone: 'UTC',
    };
    const ids: string[] = [];
    for (const john of people) {
      ids.push((await own.envelope([john], members)).id);
    }
    await app.settled();
    sent.length = 0;
    // Both look for what is due at the same time.
    for (let halfDays = 0; halfDays < 9; halfDays += 1) {
      app.clock.advance(DAY / 2);
      await app.settled();
    }
    for (const id of ids) {
      const counted = countTypes(await own.trail(id));
      expect(counted).toMatchObject({ 'signer.reminded': 2, 'envelope.expired': 1 });
    }
    for (const { email } of people) {
      const subjects = (await mailsTo(app, email)).map(({ subject }) => subject.split(/[,:]/)[0]);
      const came = ['Please sign', 'Reminder', 'Deadline tomorrow', 'Deadline passed'];
      expect(subjects).toEqual(came);
    }
    // A reminder, a warning and the end for each, and the end for the sender.
    expect(sent).toHaveLength(12 * 4);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(12 * 4);
    expect(new Set(sent.map(({ by }) => by)).size).toBe(2);
  }, 120_000);
});
