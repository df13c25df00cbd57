import '../src/node-version.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runStatement, startPostgres } from '../test/support/postgres-server.ts';
import { printCounts } from './chaos/report.ts';
import { runChaos } from './chaos/run.ts';
import { runScript, UsageError } from './run-script.ts';

const USAGE = `npm run chaos -- [--kills N] [--seed N] [--database sqlite|postgres|both] [--hurry]

Kills the server with SIGKILL again and again while it is used, and checks that nothing was lost.
  --kills     how often, on each database; default 50
  --seed      plays the same envelopes and picks the same moments as an earlier run, as nearly as
              processes allow; default: a new one, which is printed
  --database  default: both
  --hurry     ends the leases of the last killed process too, in place of waiting a minute
Ends with 0: nothing was lost, and nothing happened twice; 1: what is printed did.`;

/** At most so many answers between two kills. */
const APART = 20;
/** More of them say nothing more. */
const SHOWN_FAULTS = 50;
const DEADLINE_MS = 15_000;

const DATABASES = ['sqlite', 'postgres'] as const;
type DatabaseKind = (typeof DATABASES)[number];

function readArguments() {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '50' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      database: { type: 'string', default: 'both' },
      hurry: { type: 'boolean', default: false },
    },
  });
  const number = (name: 'kills' | 'seed') => {
    const value = Number(values[name]);
    if (!Number.isSafeInteger(value) || value < 0)
      throw new UsageError(`--${name}: a number\n\n${USAGE}`);
    return value;
  };
  const databases = DATABASES.filter((kind) => [kind, 'both'].includes(values.database));
  if (databases.length === 0) throw new UsageError(`--database: ${values.database}\n\n${USAGE}`);
  return { kills: number('kills'), seed: number('seed'), hurry: values.hurry, databases };
}

/** A database of its own, and what removes it. */
async function openPlace(kind: DatabaseKind, directory: string) {
  if (kind === 'sqlite')
    return { url: `file:${join(directory, 'signing.db')}`, stop: async () => {} };
  const { url, stop } = await startPostgres();
  await runStatement(`${url}/postgres`, 'create database signing');
  return { url: `${url}/signing`, stop };
}

/** @returns how many faults there were */
async function chaosOn(
  kind: DatabaseKind,
  { kills, seed, hurry }: { kills: number; seed: number; hurry: boolean },
): Promise<number> {
  console.log(`${kind}: ${kills} kills, seed ${seed}`);
  const directory = mkdtempSync(join(tmpdir(), `signing-chaos-${kind}-`));
  const { url, stop } = await openPlace(kind, directory);
  try {
    const { counts, faults } = await runChaos({
      databaseUrl: url,
      directory,
      kills,
      seed,
      waitForLeases: !hurry,
      apart: APART,
      deadlineMs: DEADLINE_MS,
      say: (line) => console.log(line),
    });
    console.log(printCounts(counts));
    for (const fault of faults.slice(0, SHOWN_FAULTS)) console.log(`  FAULT: ${fault}`);
    if (faults.length === 0) rmSync(directory, { recursive: true, force: true });
    else console.log(`  The server's log and files: ${directory}`);
    console.log(`${kind}: ${faults.length === 0 ? 'nothing was lost' : `${faults.length} faults`}`);
    return faults.length;
  } finally {
    await stop();
  }
}

async function main(): Promise<void> {
  const { databases, ...how } = readArguments();
  let faults = 0;
  for (const kind of databases) faults += await chaosOn(kind, how);
  process.exit(faults === 0 ? 0 : 1);
}

// Stopped early, it takes its server along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
runScript(main, USAGE);
