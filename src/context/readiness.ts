import { sql } from 'kysely';
import type { Db } from '../db/database.ts';
import { MESSAGE_KINDS, type MessageKind } from '../db/outbox.ts';
import type { FileStorage } from '../storage/file-storage.ts';
import type { MailState } from './mail-watch.ts';
import type { SealState } from './seal-state.ts';

/** The worker looks every second; a SQLite file that others write to may hold it up for five. */
const WORKER_AGE_MS = 30_000;
const PATIENCE_MS = 3_000;
/** Whoever asks again within it gets the same answer. */
const SAME_ANSWER_MS = 500;

type Check = { status: 'ok' | 'warning' | 'fail'; [detail: string]: unknown };

/** Whether requests should come here, and why not. Warnings are no reason. */
export type Readiness = { ready: boolean; checks: Record<string, Check> };

export type ReadinessProbe = {
  check(): Promise<Readiness>;
  /** A pool of the worker looked through the outbox: it lives. */
  noteTurn(kind: MessageKind): void;
};

type Parts = {
  db: Db;
  storage: FileStorage;
  now(): Date;
  mail(): MailState;
  seal(): SealState;
  stopping: AbortSignal;
};

/** Looks at what the server depends on. What is told names no address and no inner message. */
export function createReadiness(parts: Parts): ReadinessProbe {
  const turns = new Map<MessageKind, number>();
  let last: { at: number; answer: Promise<Readiness> } | undefined;
  return {
    noteTurn: (kind) => void turns.set(kind, parts.now().getTime()),
    async check() {
      if (!last || performance.now() - last.at > SAME_ANSWER_MS) {
        last = { at: performance.now(), answer: look(parts, turns) };
      }
      const { checks } = await last.answer;
      // Whoever stops says so at once.
      return conclude({ ...checks, server: serverState(parts) });
    },
  };
}

async function look(parts: Parts, turns: ReadonlyMap<MessageKind, number>): Promise<Readiness> {
  const [database, storage] = await Promise.all([
    attempt(() => sql`select 1`.execute(parts.db)),
    attempt(() => parts.storage.probe()),
  ]);
  const worker = workerState(turns, parts.now());
  const checks = { database, storage, worker, mail: parts.mail(), seal: parts.seal() };
  return conclude({ ...checks, server: serverState(parts) });
}

function conclude(checks: Record<string, Check>): Readiness {
  return { ready: Object.values(checks).every(({ status }) => status !== 'fail'), checks };
}

function serverState({ stopping }: Parts): Check {
  return stopping.aborted ? { status: 'fail', reason: 'stopping' } : { status: 'ok' };
}

function workerState(turns: ReadonlyMap<MessageKind, number>, now: Date): Check {
  const ages = MESSAGE_KINDS.map((kind) => {
    const at = turns.get(kind);
    return at === undefined ? null : Math.max(0, now.getTime() - at);
  });
  if (ages.includes(null)) return { status: 'fail', reason: 'not_started' };
  const oldest = Math.max(...ages.map(Number));
  const age = { last_turn_seconds: Math.round(oldest / 1000) };
  return oldest > WORKER_AGE_MS
    ? { status: 'fail', reason: 'stuck', ...age }
    : { status: 'ok', ...age };
}

/** Whether something works within three seconds. */
async function attempt(work: () => Promise<unknown>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Check>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'fail', reason: 'no_answer' }), PATIENCE_MS);
  });
  const done = work().then(
    (): Check => ({ status: 'ok' }),
    (error: unknown): Check => ({ status: 'fail', reason: reasonOf(error) }),
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}

// Codes of Node, SQLite and PostgreSQL name a kind of failure and nothing else.
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z0-9_]{2,40}$/.test(code) ? code : 'error';
}
