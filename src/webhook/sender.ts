import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { hostOf, isPublicAddress } from './addresses.ts';
import {
  AddressRefused,
  checkDestination,
  guardedLookup,
  type Resolve,
  resolveBySystem,
} from './guard.ts';
import { signedHeaders, type WebhookMessage } from './sign.ts';

const TIMEOUT_MS = 15_000;
const READ_BYTES = 4 * 1024;

/** What kept an answer from coming. */
export type SendFault = 'address_refused' | 'timeout' | 'connection';

/** How an attempt ended: with an answer's status, or with a fault. */
export type SendOutcome = {
  status: number | null;
  fault: SendFault | null;
  durationMs: number;
  /** How long the answer asks to wait, in its `Retry-After`; null where it does not say. */
  retryAfterMs: number | null;
};

export type WebhookSender = {
  /** @throws AddressRefused for an address that leads into a private network */
  check(url: string): Promise<void>;
  /** Posts a signed message. Follows no redirect and keeps nothing of the answer's body. */
  send(url: string, message: WebhookMessage, secrets: readonly string[]): Promise<SendOutcome>;
};

/**
 * @param options.allowPrivate lets messages go into private networks
 * @param options.timeoutMs for the whole of an attempt, the answer's head included
 */
export function createWebhookSender(options: {
  allowPrivate: boolean;
  resolve?: Resolve;
  timeoutMs?: number;
}): WebhookSender {
  const { allowPrivate, resolve = resolveBySystem, timeoutMs = TIMEOUT_MS } = options;
  const lookup = guardedLookup(resolve, allowPrivate);
  // Agents of its own, which keep no connection: each attempt looks its host up, through no proxy.
  const agents = { http: new HttpAgent({ lookup }), https: new HttpsAgent({ lookup }) };
  return {
    async check(url) {
      if (!allowPrivate) await checkDestination(resolve, new URL(url));
    },
    async send(url, message, secrets) {
      const target = new URL(url);
      const startedAt = performance.now();
      const durationMs = () => Math.round(performance.now() - startedAt);
      try {
        // A socket looks no literal address up.
        const host = hostOf(target);
        if (!allowPrivate && isIP(host) !== 0 && !isPublicAddress(host)) throw new AddressRefused();
        const signal = AbortSignal.timeout(timeoutMs);
        const answer = await post(target, message, signedHeaders(message, secrets), agents, signal);
        await drain(answer);
        const retryAfterMs = waitOf(answer.headers['retry-after'], message.at);
        const status = answer.statusCode ?? null;
        return { status, fault: null, durationMs: durationMs(), retryAfterMs };
      } catch (error) {
        const fault = faultOf(error);
        return { status: null, fault, durationMs: durationMs(), retryAfterMs: null };
      }
    },
  };
}

function post(
  target: URL,
  { body }: WebhookMessage,
  signed: Record<string, string>,
  agents: { http: HttpAgent; https: HttpsAgent },
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const headers = {
    ...signed,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'signing-api-webhooks',
    connection: 'close',
  };
  const options = { method: 'POST', headers, signal };
  return new Promise((resolve, reject) => {
    const request =
      target.protocol === 'https:'
        ? httpsRequest(target, { ...options, agent: agents.https })
        : httpRequest(target, { ...options, agent: agents.http });
    request.on('response', resolve);
    request.on('error', reject);
    request.end(body);
  });
}

/** Takes the first bytes of the body and drops the rest: what counts is the status. */
async function drain(answer: IncomingMessage): Promise<void> {
  let size = 0;
  try {
    for await (const chunk of answer) {
      size += (chunk as Buffer).length;
      if (size > READ_BYTES) break;
    }
  } catch {
    // The status has come; that the rest did not changes nothing.
  }
  answer.destroy();
}

/** The wait that a `Retry-After` names (RFC 9110, 10.2.3): a number of seconds, or a date. */
function waitOf(retryAfter: string | undefined, now: Date): number | null {
  if (retryAfter === undefined) return null;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

function faultOf(error: unknown): SendFault {
  if (error instanceof AddressRefused) return 'address_refused';
  const name = error instanceof Error ? error.name : '';
  return name === 'AbortError' || name === 'TimeoutError' ? 'timeout' : 'connection';
}
