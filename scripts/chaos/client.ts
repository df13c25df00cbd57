import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ledger } from './ledger.ts';
import type { Moments } from './moments.ts';

const PATIENCE_MS = 180_000;
const AGAIN_MS = 60;

export type Answer<T> = { status: number; headers: Headers; body: T };

/** What is sent; a change of the sender's side carries an `Idempotency-Key`. */
export type Sent = { headers?: Record<string, string>; body?: object };

export type Client = {
  /** Sends until it is answered, and returns the answer, whatever its status. */
  persist<T>(method: string, path: string, sent?: Sent): Promise<Answer<T>>;
  /** The sender's side: one change under one key, however often it must be sent. */
  change<T>(method: string, path: string, body?: object): Promise<Answer<T>>;
  get<T>(path: string): Promise<T>;
  download(path: string): Promise<Buffer>;
};

/** A client that outlives the server: who hears nothing asks again, under the same key. */
export function createClient(
  url: string,
  apiKey: string,
  { ledger, moments }: { ledger: Ledger; moments: Moments },
): Client {
  const authorization = `Bearer ${apiKey}`;

  /** One attempt; null where nothing, or not all of it, was heard. */
  async function attempt(method: string, path: string, { headers, body }: Sent) {
    const isForm = body instanceof FormData;
    const type = body && !isForm ? { 'content-type': 'application/json' } : {};
    try {
      const answering = fetch(`${url}/api/v1${path}`, {
        method,
        headers: { ...type, ...headers },
        body: isForm || !body ? body : JSON.stringify(body),
      });
      moments.happens('a request was sent');
      const answer = await answering;
      const bytes = Buffer.from(await answer.arrayBuffer());
      moments.happens('an answer came');
      return { status: answer.status, headers: answer.headers, bytes };
    } catch {
      ledger.unheard += 1;
      return null;
    }
  }

  async function heard(method: string, path: string, sent: Sent) {
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline) {
      const answer = await attempt(method, path, sent);
      if (answer && answer.status >= 500) {
        ledger.faults.push(`${method} ${path} answered ${answer.status}: ${answer.bytes}`);
      }
      const inFlight = answer?.status === 409 && answer.bytes.includes('IDEMPOTENCY_IN_FLIGHT');
      if (inFlight) ledger.inFlight += 1;
      if (answer && !inFlight && answer.status < 500) return answer;
      await sleep(inFlight ? 200 : AGAIN_MS);
    }
    throw new Error(`${method} ${path} was not answered in ${PATIENCE_MS / 1000} s`);
  }

  const client: Client = {
    async persist<T>(method: string, path: string, sent: Sent = {}) {
      const { status, headers, bytes } = await heard(method, path, sent);
      const body: T = bytes.length === 0 ? null : JSON.parse(bytes.toString());
      return { status, headers, body };
    },
    async change<T>(method: string, path: string, body?: object) {
      const headers = { authorization, 'idempotency-key': randomUUID() };
      const answer = await client.persist<T>(method, path, { headers, body });
      if (answer.headers.get('idempotent-replayed') === 'true') ledger.replayed += 1;
      return answer;
    },
    async get<T>(path: string) {
      return (await client.persist<T>('GET', path, { headers: { authorization } })).body;
    },
    async download(path) {
      const { status, bytes } = await heard('GET', path, { headers: { authorization } });
      if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${bytes}`);
      return bytes;
    },
  };
  return client;
}

/** The body of an answer that must be a success. */
export function expectSuccess<T>({ status, body }: Answer<T>, what: string): T {
  if (status < 200 || status > 299) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
  return body;
}
