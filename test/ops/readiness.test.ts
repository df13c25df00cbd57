import { rm, writeFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type MailState, watchMail } from '../../src/context/mail-watch.ts';
import { sealState } from '../../src/context/seal-state.ts';
import { warnOfSeal } from '../../src/context/seal-warning.ts';
import { openDatabase } from '../../src/db/dialects.ts';
import { createSmtpMailer } from '../../src/email/smtp-mailer.ts';
import { reply, startSmtpServer } from '../email/smtp-server.ts';
import { request } from '../support/client.ts';
import {
  createTestClock,
  DATABASES,
  DAY,
  MINUTE,
  startApp,
  type TestApp,
} from '../support/start-app.ts';

const apps: TestApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop();
});

async function start(...options: Parameters<typeof startApp>): Promise<TestApp> {
  const app = await startApp(...options);
  apps.push(app);
  return app;
}

const readyz = (app: TestApp) => request(`${app.url}/readyz`);

/** Asks until the answer is as it should be. */
async function becomes(app: TestApp, status: number, checks: object): Promise<void> {
  await vi.waitFor(
    async () => expect(await readyz(app)).toMatchObject({ status, body: { checks } }),
    { timeout: 30_000, interval: 100 },
  );
}

describe.each(DATABASES)('readiness on %s', (kind) => {
  it('is there when all that it depends on works, for anybody, and is kept by nobody', async () => {
    const app = await start(kind);
    const checks = {
      database: { status: 'ok' },
      storage: { status: 'ok' },
      worker: { status: 'ok', last_turn_seconds: 0 },
      mail: { status: 'ok' },
      seal: { status: 'ok', days_left: expect.any(Number) },
      server: { status: 'ok' },
    };
    const body = { status: 'ready', checks };
    await expect
      .poll(async () => {
        const { status, body, headers } = await readyz(app);
        return { status, body, kept: headers.get('cache-control') };
      })
      .toEqual({ status: 200, body, kept: 'no-store' });
    const alive = await request(`${app.url}/healthz`);
    expect([alive.status, alive.body]).toEqual([200, { status: 'ok' }]);
    expect(alive.headers.get('cache-control')).toBe('no-store');
  });

  it('ends when files cannot be written, and comes back', async () => {
    const app = await start(kind);
    const { storageDir } = app.context.config;
    await becomes(app, 200, { storage: { status: 'ok' } });
    await rm(storageDir, { recursive: true, force: true });
    await writeFile(storageDir, 'in the way');
    await becomes(app, 503, { storage: { status: 'fail' }, database: { status: 'ok' } });
    expect((await request(`${app.url}/healthz`)).status).toBe(200);
    await rm(storageDir);
    await becomes(app, 200, { storage: { status: 'ok' } });
  });

  it('ends with a stop', async () => {
    const app = await start(kind);
    await becomes(app, 200, {});
    app.context.beginStop();
    expect(await readyz(app)).toMatchObject({
      status: 503,
      body: { status: 'not_ready', checks: { server: { status: 'fail', reason: 'stopping' } } },
    });
  });

  it('ends with the certificate that seals, and is warned of before', async () => {
    const app = await start(kind);
    const notAfter = app.context.seals.live.notAfter.getTime();
    app.clock.advance(notAfter - 10 * DAY - app.clock.now().getTime());
    await becomes(app, 200, { seal: { status: 'warning', reason: 'ends_soon', days_left: 10 } });
    app.clock.advance(10 * DAY + 1);
    await becomes(app, 503, { seal: { status: 'fail', reason: 'expired' } });
  });
});

describe('readiness', () => {
  it('ends when the worker is stuck, and comes back', async () => {
    const app = await start('postgres');
    await becomes(app, 200, { worker: { status: 'ok' } });
    const other = openDatabase(app.context.config.databaseUrl);
    await other.transaction().execute(async (tx) => {
      await sql`lock table outbox in access exclusive mode`.execute(tx);
      // A claim that waits for the lock is still the turn of before.
      await vi.waitFor(async () => {
        app.clock.advance(MINUTE);
        await new Promise((resolve) => setTimeout(resolve, 1_100));
        const { status, body } = await readyz(app);
        expect(status).toBe(503);
        expect(body.checks.worker).toMatchObject({ status: 'fail', reason: 'stuck' });
      }, 30_000);
    });
    await other.destroy();
    await becomes(app, 200, { worker: { status: 'ok' } });
  });

  it('ends when the database does not answer, with a code and no inner message', async () => {
    const app = await start('postgres');
    await becomes(app, 200, {});
    const name = new URL(app.context.config.databaseUrl).pathname.slice(1);
    const other = openDatabase(app.context.config.databaseUrl.replace(name, 'postgres'));
    const rename = (from: string, to: string) =>
      sql`alter database ${sql.id(from)} rename to ${sql.id(to)}`.execute(other);
    const cut = () =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`.execute(
        other,
      );
    await vi.waitFor(async () => {
      await cut();
      await rename(name, `${name}_away`);
    }, 30_000);
    await cut();
    await becomes(app, 503, { database: { status: 'fail', reason: '3D000' } });
    expect(JSON.stringify((await readyz(app)).body)).not.toContain(name);
    await rename(`${name}_away`, name);
    await becomes(app, 200, { database: { status: 'ok' } });
    await other.destroy();
  });

  it('is not there while the mail server was never reached, and names no address', async () => {
    const app = await start('sqlite', { env: { SMTP_URL: 'smtp://joe:pa55word@127.0.0.1:9' } });
    await becomes(app, 503, { mail: { status: 'fail', reason: 'ESOCKET' } });
    expect(JSON.stringify((await readyz(app)).body)).not.toMatch(/127|pa55word|joe/);
  });
});

describe('the look at the mail server', () => {
  it('finds a wrong password, warns of a short outage and gives up after five minutes', async () => {
    let wrong = true;
    const smtp = await startSmtpServer({
      authOptional: false,
      onAuth: (_auth, _session, done) =>
        wrong ? done(reply(535, 'no')) : done(null, { user: 'joe' }),
      allowInsecureAuth: true,
    });
    const mailer = createSmtpMailer(smtp.url.replace('//', '//joe:secret@'));
    const clock = createTestClock();
    const watch = watchMail(mailer, clock.now, 50);
    const becomesState = (state: MailState) => expect.poll(() => watch.state()).toEqual(state);
    try {
      expect(watch.state()).toEqual({ status: 'fail', reason: 'not_checked_yet' });
      await becomesState({ status: 'fail', reason: 'EAUTH' });
      wrong = false;
      await becomesState({ status: 'ok' });
      wrong = true;
      await becomesState({ status: 'warning', reason: 'EAUTH' });
      clock.advance(5 * MINUTE);
      await becomesState({ status: 'fail', reason: 'EAUTH' });
      wrong = false;
      await becomesState({ status: 'ok' });
    } finally {
      watch.close();
      await mailer.close();
      await smtp.close();
    }
  });
});

describe('the certificate that seals', () => {
  const at = new Date('2026-06-01T12:00:00Z');
  const later = (ms: number) => new Date(at.getTime() + ms);

  it.each([
    ['31 days', 31 * DAY, false, { status: 'ok', days_left: 31 }],
    ['30 days', 30 * DAY, false, { status: 'warning', reason: 'ends_soon', days_left: 30 }],
    ['an hour', 3_600_000, false, { status: 'warning', reason: 'ends_soon', days_left: 0 }],
    ['no time', -1, false, { status: 'fail', reason: 'expired', days_left: 0 }],
  ] as const)('with %s left is told of accordingly', (_name, leftMs, development, state) => {
    expect(sealState({ notAfter: later(leftMs), development }, true, at)).toEqual(state);
  });

  it('made for development is a reason for a warning in production alone', () => {
    const key = { notAfter: later(400 * DAY), development: true };
    expect(sealState(key, true, at)).toMatchObject({ reason: 'development_certificate' });
    expect(sealState(key, false, at)).toEqual({ status: 'ok', days_left: 400 });
  });

  it('is warned of in the log at the start, once a day, and as an error when it ended', async () => {
    const lines: { level: number; seal: object }[] = [];
    const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
    const clock = createTestClock(at);
    const key = { notAfter: later(2.5 * DAY), development: false };
    const stop = warnOfSeal(
      { log, now: clock.now, seal: () => sealState(key, true, clock.now()) },
      5,
    );
    const pause = () => new Promise((resolve) => setTimeout(resolve, 50));
    const levels = () => lines.map(({ level, seal }) => [level, seal]);
    const soon = (days_left: number) => [40, { reason: 'ends_soon', days_left }];
    expect(levels()).toEqual([soon(2)]);
    clock.advance(DAY - 1);
    await pause();
    expect(levels()).toEqual([soon(2)]);
    clock.advance(1);
    await expect.poll(levels).toEqual([soon(2), soon(1)]);
    clock.advance(2 * DAY);
    const expired = [50, { reason: 'expired', days_left: 0 }];
    await expect.poll(() => levels().at(-1)).toEqual(expired);
    stop();
    clock.advance(DAY);
    await pause();
    expect(lines).toHaveLength(3);
  });
});
