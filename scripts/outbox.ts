import '../src/node-version.ts';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { loadConfig } from '../src/config.ts';
import { scrub } from '../src/context/log.ts';
import type { Db, Tx } from '../src/db/database.ts';
import { openDatabase } from '../src/db/dialects.ts';
import { migrateToLatest } from '../src/db/migrate.ts';
import type { OutboxRow } from '../src/db/outbox.ts';
import { findOutboxRow, listOutboxRows } from '../src/db/outbox-care.ts';
import { inTransaction } from '../src/db/transaction.ts';
import {
  type CareRefusal,
  discardMessage,
  messageOf,
  retryMessage,
} from '../src/domain/care-for-outbox.ts';
import { runScript, UsageError } from './run-script.ts';

const USAGE = `npm run outbox -- list [--status failed|pending|discarded] [--envelope ID] [--limit N] [--json]
npm run outbox -- retry ID…|--all [--json]
npm run outbox -- discard ID… [--reason TEXT] [--json]

list shows what was given up (failed), or waits for its time or its next attempt (pending).
retry has messages tried at once: failed or discarded ones, or before their next attempt.
discard gives up messages that failed; the envelope's audit trail says so.
All of it may be done beside a running server. Ends with 1 when a message was left as it was.`;

const given = z.object({
  status: z.enum(['failed', 'pending', 'discarded']).default('failed'),
  envelope: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
  // It goes to the trail, which others read.
  reason: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .regex(/^[^\p{C}]*$/u, 'must be one line of text')
    .default('given up by the operator'),
  all: z.boolean().default(false),
  json: z.boolean().default(false),
});
type Given = z.infer<typeof given>;

/** What of a message may be shown: no payload, which names people. */
function describe(row: OutboxRow) {
  const message = messageOf(row);
  return {
    id: row.id,
    type: row.type,
    status: row.status,
    attempts: row.attempts,
    envelope_id: row.envelope_id,
    signer_id: 'signerId' in message ? message.signerId : null,
    webhook_id: 'webhookId' in message ? message.webhookId : null,
    created_at: row.created_at,
    next_attempt_at: row.status === 'pending' ? row.run_at : null,
    in_hand_until: row.leased_until,
    last_error: row.last_error === null ? null : printable(row.last_error),
  };
}

// What others' servers answered is printed to a terminal, which obeys control characters.
function printable(text: string): string {
  return scrub(text).replace(/\p{C}+/gu, ' ');
}

async function list(db: Db, { status, envelope, limit, json }: Given): Promise<void> {
  const rows = await listOutboxRows(db, { status, envelopeId: envelope, limit: limit + 1 });
  const shown = rows.slice(0, limit).map(describe);
  if (json) return console.log(JSON.stringify(shown, null, 2));
  for (const row of shown) {
    const about = [row.envelope_id, row.signer_id, row.webhook_id].filter((id) => id !== null);
    const when = row.next_attempt_at ? `next ${row.next_attempt_at}` : `of ${row.created_at}`;
    const parts = [row.id, row.status, row.type, `${row.attempts} attempts`, when, ...about];
    console.log([...parts, row.last_error ?? ''].join('  ').trimEnd());
  }
  if (shown.length === 0) console.log(`No message is ${status}.`);
  if (rows.length > limit) console.log(`There are more than ${limit}: see --limit.`);
}

type Care = (tx: Tx, id: string, now: Date) => Promise<CareRefusal | null>;

/** Refused work leaves nothing behind, whatever it had changed before. */
class Refused extends Error {}

async function care(db: Db, ids: readonly string[], work: Care) {
  const unknown: string[] = [];
  for (const id of ids) if (!(await findOutboxRow(db, id))) unknown.push(id);
  // A slip of the pen in one of them: nothing is done.
  if (unknown.length > 0) throw new UsageError(`There is no message ${unknown.join(', ')}.`);
  const outcomes: { id: string; refused: string | null }[] = [];
  for (const id of ids) {
    const refused = await inTransaction(db, async (tx) => {
      const refusal = await work(tx, id, new Date());
      if (refusal !== null) throw new Refused(refusal);
      return null;
    }).catch((error: unknown) => {
      if (error instanceof Refused) return error.message;
      throw error;
    });
    outcomes.push({ id, refused });
  }
  return outcomes;
}

async function change(db: Db, ids: readonly string[], done: string, json: boolean, work: Care) {
  const outcomes = await care(db, ids, work);
  if (json) console.log(JSON.stringify(outcomes, null, 2));
  for (const { id, refused } of outcomes) {
    if (refused !== null) process.exitCode = 1;
    if (json) continue;
    if (refused === null) console.log(`${done} ${id}.`);
    else console.error(`${id} was left as it is: ${refused}.`);
  }
  if (!json && outcomes.length === 0) console.log('There is nothing to do.');
}

async function allFailed(db: Db, envelopeId: string | undefined): Promise<string[]> {
  const range = { status: 'failed' as const, envelopeId, limit: Number.MAX_SAFE_INTEGER };
  return (await listOutboxRows(db, range)).map(({ id }) => id);
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      status: { type: 'string' },
      envelope: { type: 'string' },
      limit: { type: 'string' },
      reason: { type: 'string' },
      all: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
  const [command, ...ids] = positionals;
  const parsed = given.safeParse(values);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path, message }) => `--${path.join('.')}: ${message}`,
    );
    throw new UsageError([...faults, '', USAGE].join('\n'));
  }
  const { all, json, envelope, reason } = parsed.data;
  const wrong = {
    list: ids.length > 0 || all,
    retry: ids.length > 0 === all,
    discard: ids.length === 0 || all,
  };
  if (command !== 'list' && command !== 'retry' && command !== 'discard') {
    throw new UsageError(USAGE);
  }
  if (wrong[command]) throw new UsageError(USAGE);
  const db = openDatabase(loadConfig(process.env).databaseUrl);
  try {
    await migrateToLatest(db);
    if (command === 'list') return await list(db, parsed.data);
    if (command === 'discard') {
      return await change(db, ids, 'Discarded', json, (tx, id, now) =>
        discardMessage(tx, id, { reason, now }),
      );
    }
    const chosen = all ? await allFailed(db, envelope) : ids;
    await change(db, chosen, 'Tried again at once:', json, retryMessage);
  } finally {
    await db.destroy();
  }
}

runScript(main, USAGE);
