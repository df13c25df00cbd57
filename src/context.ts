import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';
import { loadSeals, type Seals } from './context/seals.ts';
import type { Db, Tx } from './db/database.ts';
import { openDatabase } from './db/dialects.ts';
import { migrateToLatest } from './db/migrate.ts';
import { inTransaction, type OpenTransaction, openTransaction } from './db/transaction.ts';
import { createCapturedMailer } from './email/captured-mailer.ts';
import type { Mailer } from './email/mailer.ts';
import { createSmtpMailer } from './email/smtp-mailer.ts';
import { createPdfEngine, type PdfEngine } from './pdf/pdf-engine.ts';
import { createTimeStampAuthority, type TimeStampAuthority } from './pdf/seal/time-stamp.ts';
import { type FileStorage, openFileStorage } from './storage/file-storage.ts';
import { createWebhookSender, type WebhookSender } from './webhook/sender.ts';

export type Clock = { now(): Date };

/** Everything a use case needs, built once and passed on. */
export type Context = {
  config: Config;
  log: Logger;
  clock: Clock;
  db: Db;
  storage: FileStorage;
  pdf: PdfEngine;
  seals: Seals;
  /** For live documents; null where no time-stamping authority is configured. */
  tsa: TimeStampAuthority | null;
  /** Test mode never sends: its mails are captured even where SMTP is configured. */
  mailers: { live: Mailer; test: Mailer };
  webhooks: WebhookSender;
  /** Runs work in a transaction and, once that is committed, lets the listeners know. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** As `transact`, but nothing is committed before the caller does it. */
  begin<T>(work: (tx: Tx) => Promise<T>): Promise<OpenTransaction<T>>;
  /** Calls back after each commit of this process, until the function it returns is called. */
  onCommit(listener: () => void): () => void;
  /** Aborted when the server begins to stop: what would go on for ever ends. */
  stopping: AbortSignal;
  /** Begins the end: aborts `stopping`. */
  beginStop(): void;
  close(): Promise<void>;
};

export type Overrides = Partial<Pick<Context, 'clock' | 'log' | 'mailers' | 'webhooks'>>;

/**
 * Unlocks the keys that seal and opens the database at its newest schema, the file storage, the PDF
 * children and the mailers.
 *
 * @param overrides what tests put in the place of the real thing
 */
export async function createContext(config: Config, overrides: Overrides = {}): Promise<Context> {
  const log = overrides.log ?? pino({ level: config.logLevel });
  const clock = overrides.clock ?? { now: () => new Date() };
  const seals = loadSeals(config, clock.now());
  const db = openDatabase(config.databaseUrl);
  await migrateToLatest(db).catch(async (error) => {
    await db.destroy();
    throw error;
  });
  const pdf = createPdfEngine({ maxPages: config.limits.pages });
  const captured = createCapturedMailer(config.mailDir);
  const mailers = overrides.mailers ?? {
    live: config.smtpUrl === null ? captured : createSmtpMailer(config.smtpUrl, config.dkim),
    test: captured,
  };
  const listeners = new Set<() => void>();
  const notify = () => {
    for (const listener of listeners) listener();
  };
  const stop = new AbortController();
  return {
    config,
    log,
    clock,
    db,
    storage: openFileStorage(config.storageDir),
    pdf,
    seals,
    tsa: timeStampAuthority(config, clock),
    mailers,
    webhooks:
      overrides.webhooks ?? createWebhookSender({ allowPrivate: config.webhookAllowPrivate }),
    async transact(work) {
      const result = await inTransaction(db, work);
      notify();
      return result;
    },
    async begin(work) {
      const open = await openTransaction(db, work);
      return { ...open, commit: () => open.commit().then(notify) };
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stopping: stop.signal,
    beginStop: () => stop.abort(),
    async close() {
      await Promise.all([mailers.live.close(), mailers.test.close()]);
      await pdf.close();
      await db.destroy();
    },
  };
}

function timeStampAuthority({ tsaUrl }: Config, clock: Clock): TimeStampAuthority | null {
  return tsaUrl === null ? null : createTimeStampAuthority({ url: tsaUrl, now: clock.now });
}
