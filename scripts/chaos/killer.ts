import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from '../../src/db/database.ts';
import type { ServerProcess } from '../../test/support/server-process.ts';
import type { Ledger } from './ledger.ts';
import type { MailServer } from './mail-server.ts';
import { MOMENTS, type Moments } from './moments.ts';
import type { Random } from './random.ts';

/** For a moment that may not come any more; then the kill is at any time. */
const PATIENCE_MS = 15_000;

/** When a kill is meant to fall. */
export const PLANS = [...MOMENTS, 'at any time', 'while it starts'] as const;
export type Plan = (typeof PLANS)[number];

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
 * @param options.lastToo the leases of each dead process are ended with it, as the time would, so
 *   that what it had in hand is taken up at once; those of the last one too, or they run out
 * @param options.apart at most so many answers are given before a moment is awaited
 */
export async function killAgainAndAgain(
  prey: Prey,
  options: {
    kills: number;
    plans: readonly Plan[];
    lastToo: boolean;
    apart: number;
    onKill(count: number): void;
  },
): Promise<void> {
  const { server, db, ledger } = prey;
  const { kills, lastToo, apart, onKill } = options;
  const next = shuffledAgain(options.plans, prey.random);
  for (let count = 1; count <= kills; count += 1) {
    const moment = await awaitMoment(prey, next(), apart);
    await untilNoMailIsHitTwice(prey);
    await server.kill();
    ledger.kills.push({ at: Date.now(), moment, inHand: await inHand(db) });
    if (count < kills || lastToo) await endLeases(db);
    server.launch();
    onKill(count);
  }
  await server.answers();
}

/** Every plan in an order that chance picks, and then all of them again. */
function shuffledAgain(plans: readonly Plan[], random: Random): () => Plan {
  let left: Plan[] = [];
  return () => {
    if (left.length === 0) left = [...plans];
    const [plan] = left.splice(random.below(left.length), 1);
    return plan ?? 'at any time';
  };
}

/** Waits for a moment of a plan, and returns what it was. */
async function awaitMoment(
  { server, moments, random }: Prey,
  plan: Plan,
  apart: number,
): Promise<string> {
  if (plan === 'while it starts') {
    await sleep(random.below(800));
    return plan;
  }
  await server.answers();
  // Something must go on between two kills: counted, since machines differ.
  for (let answers = 1 + random.below(apart); answers > 0; answers -= 1) {
    await moments.next('an answer came', PATIENCE_MS);
  }
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
