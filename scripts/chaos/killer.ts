import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../../src/db/database.ts';
import type { ServerProcess } from '../../test/support/server-process.ts';
import type { Ledger } from './ledger.ts';
import type { MailServer } from './mail-server.ts';
import { MOMENTS, type Moments } from './moments.ts';
import type { Random } from './random.ts';

const PATIENCE_MS = 4_000;

const PLANS = [...MOMENTS, 'at any time', 'while it starts'] as const;

export type Prey = {
  server: ServerProcess;
  db: Db;
  mail: MailServer;
  moments: Moments;
  ledger: Ledger;
  random: Random;
};

/**
 * Kills the server so many times, each at a moment of its own, and starts it again at once.
 *
 * @param options.endLeases ends the leases of the dead process with it, as the time would, so that
 *   what it had in hand is taken up at once; after the last kill they run out by themselves unless
 *   `lastToo`
 */
export async function killAgainAndAgain(
  prey: Prey,
  options: { kills: number; lastToo: boolean; onKill(count: number): void },
): Promise<void> {
  const { server, db, ledger } = prey;
  const { kills, lastToo, onKill } = options;
  for (let count = 1; count <= kills; count += 1) {
    const moment = await awaitMoment(prey);
    await untilNoMailIsHitTwice(prey);
    await server.kill();
    ledger.kills.push({ at: Date.now(), moment, inHand: await inHand(db) });
    if (count < kills || lastToo) await endLeases(db);
    server.launch();
    onKill(count);
  }
  await server.answers();
}

/** Waits for a moment that chance picks, and returns what it was. */
async function awaitMoment({ server, moments, random }: Prey): Promise<string> {
  const plan = random.pick(PLANS);
  if (plan === 'while it starts') {
    await sleep(random.below(800));
    return plan;
  }
  await server.answers();
  // Something must go on between two kills.
  await sleep(random.below(1_500));
  if (plan === 'at any time') return plan;
  if (!(await moments.next(plan, PATIENCE_MS))) return 'at any time';
  if (plan === 'the last signature was confirmed') await sleep(random.below(500));
  else if (random.percent(50)) await sleep(random.below(25));
  return plan;
}

/**
 * Puts off a kill that would hit a mail's delivery a second time: that a mail arrives twice at most
 * holds for one kill.
 */
async function untilNoMailIsHitTwice({ db, mail, ledger }: Prey): Promise<void> {
  const hit = new Set(ledger.kills.flatMap(({ inHand }) => [...inHand]));
  const arrived = () => new Set(mail.arrivals.map(({ outboxId }) => outboxId));
  const again = async () => {
    const [held, seen] = [await inHand(db), arrived()];
    return [...held].some((id) => hit.has(id) && seen.has(id));
  };
  while (await again()) await sleep(25);
}

/** The messages that a worker has, or had when it died. */
async function inHand(db: Db): Promise<ReadonlySet<string>> {
  const held = db.selectFrom('outbox').select('id').where('lease', 'is not', null);
  return new Set((await held.execute()).map(({ id }) => id));
}

async function endLeases(db: Db): Promise<void> {
  const leased_until = new Date(Date.now() - 1_000).toISOString();
  const held = db.updateTable('outbox').set({ leased_until }).where('lease', 'is not', null);
  await held.execute();
  const keys = db.updateTable('idempotency_keys').set({ leased_until });
  await keys.where('lease', 'is not', null).execute();
}
