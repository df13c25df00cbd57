import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { addToLogScope, createLog } from './context/log.ts';
import { watchMail } from './context/mail-watch.ts';
import { measuredMailer, measuredPdf, measuredWebhooks } from './context/measured.ts';
import { createMetrics, type Metrics } from './context/metrics.ts';
import { createReadiness, type ReadinessProbe } from './context/readiness.ts';
import { type SealState, sealState } from './context/seal-state.ts';
import { loadSeals, type Seals } from './context/seals.ts';
import { within } from './context/within.ts';
import type { Db, Tx } from './db/database.ts';
import { openDatabase } from './db/dialects.ts';
import { migrateToLatest } from './db/migrate.ts';
import { readOutboxState } from './db/outbox-state.ts';
import { inTransaction, type OpenTransaction, openTransaction } from './db/transaction.ts';
import { createCapturedMailer } from './email/captured-mailer.ts';
import type { Mailer } from './email/mailer.ts';
import { createSmtpMailer } from './email/smtp-mailer.ts';
import { createPdfEngine, type PdfEngine } from './pdf/pdf-engine.ts';
import { createTimeStampAuthority, type TimeStampAuthority } from './pdf/seal/time-stamp.ts';
import { type FileStorage, openFileStorage } from './storage/file-storage.ts';
import { createWebhookSender, type WebhookSender } from './webhook/sender.ts';

const MAILS_CLOSE_MS = 2_000;

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
  metrics: Metrics;
  readiness: ReadinessProbe;
  /** How long the certificate that seals live documents still does. */
  sealState(): SealState;
  /** Names the envelope in what is logged from now on of the request or message at hand. */
  noteEnvelope(envelopeId: string): void;
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

export type Overrides = Partial<Pick<Context, 'clock' | 'log' | 'mailers' | 'pdf' | 'webhooks'>>;

/**
 * Unlocks the keys that seal and opens the database at its newest schema, the file storage, the PDF
 * children and the mailers.
 *
 * @param overrides what tests put in the place of the real thing
 */
export async function createContext(config: Config, overrides: Overrides = {}): Promise<Context> {
  const log = overrides.log ?? createLog(config.logLevel);
  const clock = overrides.clock ?? { now: () => new Date() };
  const seals = loadSeals(config, clock.now());
  const db = openDatabase(config.databaseUrl);
  await migrateToLatest(db).catch(async (error) => {
    await db.destroy();
    throw error;
  });
  const metrics = createMetrics({
    readOutbox: () => readOutboxState(db, clock.now()),
    sealNotAfter: seals.live.notAfter,
    ofProcess: config.metricsToken !== null,
  });
  const outside = openOutside(config, overrides, metrics);
  const { mailers, pdf } = outside;
  const storage = openFileStorage(config.storageDir);
  const stop = new AbortController();
  const mail = watchMail(mailers.live, clock.now);
  const seal = () => sealState(seals.live, config.production, clock.now());
  const parts = { db, storage, now: clock.now, mail: mail.state, seal, stopping: stop.signal };
  return {
    config,
    log,
    clock,
    db,
    storage,
    seals,
    tsa: timeStampAuthority(config, clock),
    ...outside,
    metrics,
    readiness: createReadiness(parts),
    sealState: seal,
    noteEnvelope: (envelope_id) => addToLogScope({ envelope_id }),
    ...createCommits(db),
    stopping: stop.signal,
    beginStop: () => stop.abort(),
    async close() {
      mail.close();
      // A mail that hangs was given back; its connection ends with the process.
      await within(MAILS_CLOSE_MS, Promise.all([mailers.live.close(), mailers.test.close()]));
      await pdf.close();
      metrics.close();
      await db.destroy();
    },
  };
}

/** What does the work outside this process: others' servers and the PDF children. */
function openOutside(config: Config, overrides: Overrides, metrics: Metrics) {
  const captured = createCapturedMailer(config.mailDir);
  const { live, test } = overrides.mailers ?? {
    live: config.smtpUrl === null ? captured : createSmtpMailer(config.smtpUrl, config.dkim),
    test: captured,
  };
  const webhooks =
    overrides.webhooks ?? createWebhookSender({ allowPrivate: config.webhookAllowPrivate });
  const pdf = overrides.pdf ?? createPdfEngine({ maxPages: config.limits.pages });
  return {
    pdf: measuredPdf(pdf, metrics),
    mailers: {
      live: measuredMailer(live, 'live', metrics),
      test: measuredMailer(test, 'test', metrics),
    },
    webhooks: measuredWebhooks(webhooks, metrics),
  };
}

function createCommits(db: Db): Pick<Context, 'transact' | 'begin' | 'onCommit'> {
  const listeners = new Set<() => void>();
  const notify = () => {
    for (const listener of listeners) listener();
  };
  return {
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
  };
}

function timeStampAuthority({ tsaUrl }: Config, clock: Clock): TimeStampAuthority | null {
  return tsaUrl === null ? null : createTimeStampAuthority({ url: tsaUrl, now: clock.now });
}
