import { openSync } from 'node:fs';
import { join } from 'node:path';
import type { Db } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/dialects.ts';
import { createApiKey } from '../../src/domain/api-keys.ts';
import { SCOPES } from '../../src/domain/caller.ts';
import { createPdfEngine } from '../../src/pdf/pdf-engine.ts';
import { serverProcess } from '../../test/support/server-process.ts';
import { freePort } from '../free-port.ts';
import { toolsOf } from '../verify-tools.ts';
import { checkEnvelopes } from './check-envelopes.ts';
import { checkEvents, checkWebhooks } from './check-events.ts';
import { checkMails } from './check-mails.ts';
import { createClient, expectSuccess } from './client.ts';
import { killAgainAndAgain, PLANS, type Plan } from './killer.ts';
import { openLedger } from './ledger.ts';
import { playLife, type World } from './lives.ts';
import { startMailServer } from './mail-server.ts';
import { createMoments } from './moments.ts';
import { untilExpired, untilQuiet } from './quiet.ts';
import { createRandom } from './random.ts';
import { type Counts, countsOf } from './report.ts';
import { startWebhookServer } from './webhook-server.ts';

const SENDER = 'office@firm.example';
const CLIENTS = 6;

export type ChaosOptions = {
  databaseUrl: string;
  /** Where the server's data and its log go; it must exist. */
  directory: string;
  kills: number;
  /** When they are meant to fall, each as often as the others; default: all that there are. */
  plans?: readonly Plan[];
  seed: number;
  /** After the last kill leases run out by themselves, which takes a minute. */
  waitForLeases: boolean;
  /** At most so many answers are given between two kills. */
  apart: number;
  /** Of those whose deadline is to pass. */
  deadlineMs: number;
  say(line: string): void;
};

export type Outcome = { counts: Counts; faults: readonly string[] };

/**
 * Has clients make, sign, decline and withdraw envelopes over HTTP while the server is killed again
 * and again, and then looks whether all that they were told is true, and nothing happened twice.
 */
export async function runChaos(options: ChaosOptions): Promise<Outcome> {
  const { seed, databaseUrl, directory, deadlineMs } = options;
  const startedAt = Date.now();
  const ledger = openLedger();
  const moments = createMoments();
  const mail = await startMailServer(moments, createRandom(seed, 'mail'));
  const hooks = await startWebhookServer(moments, createRandom(seed, 'webhooks'));
  const port = await freePort();
  const log = openSync(join(directory, 'server.log'), 'a');
  const env = { SMTP_URL: mail.url, WEBHOOK_ALLOW_PRIVATE: 'true', LOG_LEVEL: 'info' };
  const server = serverProcess({ directory, databaseUrl, port, env, logTo: log });
  await server.start();
  const db = openDatabase(databaseUrl);
  const engine = createPdfEngine({ maxPages: Number.MAX_SAFE_INTEGER });
  try {
    const key = await createKey(db);
    const client = createClient(`http://localhost:${port}`, key, { ledger, moments });
    const hook = await client.change<{ secret: string }>('POST', '/webhooks', {
      url: hooks.url,
      events: ['*'],
    });
    const { secret } = expectSuccess(hook, 'The webhook was made');
    const world: World = { client, mail, moments, ledger, db, deadlineMs };
    const random = createRandom(seed, 'kills');
    await liveAndKill(world, { server, db, mail, moments, ledger, random }, options);
    options.say('  no more kills; waiting until nothing is left to be done');
    await untilExpired(db);
    ledger.faults.push(...(await untilQuiet(db)));
    const quietAt = Date.now();
    const found = await checkEnvelopes({ client, ledger, directory, tools: toolsOf(engine) });
    const events = await checkEvents(client, db, ledger);
    const hooksAgain = checkWebhooks(hooks.calls, events, { secret, ledger });
    const mails = checkMails(mail.arrivals, found.mails, { ledger, senderEmail: SENDER });
    const seconds = { lived: quietAt - startedAt, checked: Date.now() - quietAt };
    const postponed = mail.postponed();
    const counts = { found, events: events.length, hooksAgain, mails, postponed, seconds };
    return { counts: countsOf(ledger, counts), faults: ledger.faults };
  } finally {
    await engine.close();
    await db.destroy();
    await server.kill().catch(() => {});
    await Promise.all([mail.close(), hooks.close()]);
  }
}

async function createKey(db: Db): Promise<string> {
  const office = { workspace: 'Kanzlei', mode: 'live', scopes: SCOPES } as const;
  const { key } = await createApiKey(db, { ...office, senderEmail: SENDER }, new Date());
  return key;
}

/** Lives one envelope after the other until the last kill, several at once, each to its end. */
async function liveAndKill(
  world: World,
  prey: Parameters<typeof killAgainAndAgain>[0],
  { kills, plans = PLANS, seed, waitForLeases, apart, say }: ChaosOptions,
): Promise<void> {
  const { ledger } = world;
  let killing = true;
  let number = 0;
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (killing) {
      number += 1;
      await playLife(world, number, createRandom(seed, `life ${number}`)).catch((error: Error) =>
        ledger.faults.push(error.message),
      );
    }
  });
  const onKill = (count: number) => {
    const told = `${ledger.lives.length} envelopes, ${world.mail.arrivals.length} mails`;
    if (count % 10 === 0 || count === kills) say(`  ${count} kills, ${told}`);
  };
  await killAgainAndAgain(prey, { kills, plans, lastToo: !waitForLeases, apart, onKill }).finally(
    () => {
      killing = false;
    },
  );
  await Promise.all(clients);
}
