import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { OutboxState } from '../db/outbox-state.ts';

const REQUEST_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const SEAL_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** `refused`: for good, by the mail server. `failed`: it is tried again. */
export type MailResult = 'sent' | 'refused' | 'failed';

/** What one process counts of itself, and what the database says when it is asked. */
export type Metrics = {
  /** `route` is a pattern: what stands in its place in an address may be an id or a token. */
  request(labels: { method: string; route: string; status: string }, seconds: number): void;
  mail(mode: 'live' | 'test', result: MailResult): void;
  /** `result`: `2xx` … `5xx`, or what kept an answer from coming. */
  webhook(result: string): void;
  seal(kind: 'document' | 'certificate' | 'raise', result: 'sealed' | 'failed', s: number): void;
  /** In the text format of Prometheus. */
  render(): Promise<{ contentType: string; text: string }>;
  close(): void;
};

type Sources = {
  readOutbox(): Promise<OutboxState>;
  sealNotAfter: Date;
  /** Whether to measure the process as well: memory, garbage collection, event loop delay. */
  ofProcess: boolean;
};

/** Metrics with a registry of their own: several servers may run in one process. */
export function createMetrics({ readOutbox, sealNotAfter, ofProcess }: Sources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'signing_http_request_duration_seconds',
    help: 'Requests by route pattern, method and status; status "aborted" where the client left.',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_SECONDS,
    registers,
  });
  const mails = new Counter({
    name: 'signing_mails_total',
    help: 'Mails handed over, refused for good, or failed and to be tried again.',
    labelNames: ['mode', 'result'],
    registers,
  });
  const webhooks = new Counter({
    name: 'signing_webhook_attempts_total',
    help: 'Attempts at webhook deliveries by what came of them.',
    labelNames: ['result'],
    registers,
  });
  const seals = new Histogram({
    name: 'signing_seal_duration_seconds',
    help: 'Seals made or failed, time stamp and revocation data included.',
    labelNames: ['kind', 'result'],
    buckets: SEAL_SECONDS,
    registers,
  });
  const showOutbox = outboxGauges(registers);
  new Gauge({
    name: 'signing_seal_certificate_not_after_seconds',
    help: 'When the certificate that seals live documents ends, in Unix time.',
    registers,
  }).set(sealNotAfter.getTime() / 1000);
  return {
    request: (labels, seconds) => requests.observe(labels, seconds),
    mail: (mode, result) => mails.inc({ mode, result }),
    webhook: (result) => webhooks.inc({ result }),
    seal: (kind, result, seconds) => seals.observe({ kind, result }, seconds),
    async render() {
      showOutbox(await readOutbox());
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
    close: () => registry.clear(),
  };
}

/** Gauges of the outbox, and what fills them with what it holds now. */
function outboxGauges(registers: Registry[]): (state: OutboxState) => void {
  const oldest = new Gauge({
    name: 'signing_outbox_oldest_due_seconds',
    help: 'For how long the oldest message that is due has been waiting; 0 where none is.',
    registers,
  });
  const messages = new Gauge({
    name: 'signing_outbox_messages',
    help: 'Messages that are due, scheduled for later, or failed for good, by type.',
    labelNames: ['state', 'type'],
    registers,
  });
  return ({ counts, oldestDueSeconds }) => {
    messages.reset();
    for (const { state, type, count } of counts) messages.set({ state, type }, count);
    oldest.set(oldestDueSeconds);
  };
}
