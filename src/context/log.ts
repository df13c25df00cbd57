import { AsyncLocalStorage } from 'node:async_hooks';
import { type DestinationStream, type Logger, pino } from 'pino';

/** What every line is about that is logged in the course of one request or one message. */
export type LogScope = { request_id?: string; message_id?: string; envelope_id?: string };

const scopes = new AsyncLocalStorage<LogScope>();

/** Does work whose log lines carry these ids, and no others. */
export function inLogScope<T>(scope: LogScope, work: () => T): T {
  return scopes.run(scope, work);
}

/** Adds an id to the lines that follow in the request or message at hand, if there is one. */
export function addToLogScope(ids: LogScope): void {
  const scope = scopes.getStore();
  if (scope) Object.assign(scope, ids);
}

/**
 * A log of one JSON object a line, each with the ids of its request or message. Of an error only
 * its kind, code, message and stack are told, scrubbed: drivers hang the values of statements and
 * the addresses of mails on theirs.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    mixin: () => ({ ...scopes.getStore() }),
    serializers: { err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

const MAX_CAUSES = 5;

/** What may be told of an error, and of what caused it. */
export function describeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error, message: scrub(String(error)) };
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? scrub(String(error.code)) : undefined;
  const told = { type: name, code, message: scrub(message), stack: stack && scrub(stack) };
  if (cause === undefined || depth >= MAX_CAUSES) return told;
  return { ...told, cause: describeError(cause, depth + 1) };
}

const SECRETS: readonly [RegExp, string][] = [
  // The password in an address of a server.
  [/:\/\/[^/\s@]*@/gu, '://'],
  // Begun where a word begins, and nowhere in it: long words would be read as often as they are long.
  [/<?(?<![^\s<>()"':;,=])[^\s<>()"':;,=]+@[^\s<>()"':;,]+>?/gu, '<address>'],
  [/\b(opt_live_|opt_test_|whsec_)[\w+/=-]+/gu, '$1…'],
  // A token is 43 characters of base64url, a JWT more. A hash, of 64, is no secret.
  [/(?<![\w-])(?![0-9a-f]{64}(?![\w-]))[\w-]{40,}/gu, '…'],
];

/** A text without the e-mail addresses, keys, tokens and passwords that are in it. */
export function scrub(text: string): string {
  return SECRETS.reduce((rest, [secret, mark]) => rest.replace(secret, mark), text);
}
