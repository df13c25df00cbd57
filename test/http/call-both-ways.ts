import { createTRPCUntypedClient, httpLink, TRPCClientError } from '@trpc/client';
import { expect } from 'vitest';
import type { ErrorCode } from '../../src/domain/errors.ts';
import type { Answer, Client } from '../support/client.ts';
import type { TestApp } from '../support/start-app.ts';

/** One operation under its two addresses; `params` are those of the path. */
export type Door = {
  name: string;
  method: 'post' | 'put' | 'patch';
  path: string;
  procedure: string;
  params: Record<string, string>;
};

// As the contract gives them: not read from the catalogue, which may be wrong.
const STATUS: Partial<Record<ErrorCode, number>> = {
  NO_DOCUMENTS: 400,
  NO_SIGNERS: 400,
  VALIDATION_FAILED: 400,
  MALFORMED_JSON: 400,
  IDEMPOTENCY_BATCH: 400,
  AUTH_REQUIRED: 401,
  AUTH_INVALID: 401,
  SESSION_EXPIRED: 401,
  AUTH_INSUFFICIENT_SCOPE: 403,
  CASE_NOT_FOUND: 404,
  DOCUMENT_NOT_FOUND: 404,
  ENVELOPE_NOT_FOUND: 404,
  SIGNER_NOT_FOUND: 404,
  ROUTE_NOT_FOUND: 404,
  LINK_INVALID: 404,
  METHOD_NOT_ALLOWED: 405,
  ENVELOPE_STATE_CONFLICT: 409,
  SIGNER_ALREADY_ACTED: 409,
  CASE_HAS_ENVELOPES: 409,
  IDEMPOTENCY_IN_FLIGHT: 409,
  FILE_TOO_LARGE: 413,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RANGE_NOT_SATISFIABLE: 416,
  DOCUMENT_NOT_SIGNABLE: 422,
  IDEMPOTENCY_KEY_REUSED: 422,
};

type Members = Record<string, unknown>;

/** What tRPC clients find in `error.data`. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export type TrpcData = any;

/** Calls a procedure with `@trpc/client`; the answer, or the error's `data`. */
export async function callTrpc(
  app: TestApp,
  key: string | null,
  call: { type: 'query' | 'mutation'; procedure: string; input?: unknown },
): Promise<{ result?: TrpcData; error?: TrpcData; httpStatus: number; headers: Headers }> {
  let seen: Response | undefined;
  const client = createTRPCUntypedClient({
    links: [
      httpLink({
        url: `${app.url}/trpc`,
        headers: key === null ? {} : { authorization: `Bearer ${key}` },
        fetch: async (input, init) => {
          seen = await fetch(input, init as RequestInit);
          return seen;
        },
      }),
    ],
  });
  const done = () => ({ httpStatus: seen?.status ?? 0, headers: seen?.headers ?? new Headers() });
  try {
    const result = await client[call.type](call.procedure, call.input);
    return { result, ...done() };
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    return { error: error.data, ...done() };
  }
}

/** The one error body, with the status of its code and the request's id. */
export function expectError(answer: Answer, code: ErrorCode): void {
  expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ error: { code } });
  expect(answer.status).toBe(STATUS[code]);
  expect(Object.keys(answer.body)).toEqual(['error']);
  const { message, request_id } = answer.body.error;
  expect(message).toMatch(/\S/);
  expect(request_id).toMatch(/^req_[0-9A-Z]{26}$/);
  expect(answer.headers.get('x-request-id')).toBe(request_id);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
}

/**
 * Sends a body over REST and over tRPC, and expects the same refusal of both, with nothing
 * written by either. Returns the `error` of the REST answer.
 */
export async function expectRefused(
  app: TestApp,
  client: Client,
  door: Door,
  body: Members,
  code: ErrorCode,
): Promise<TrpcData> {
  await app.settled();
  const before = await storedRows(app);
  const rest = await client[door.method](door.path, body);
  expectError(rest, code);
  const { error: data, ...trpc } = await callTrpc(app, client.key, {
    type: 'mutation',
    procedure: door.procedure,
    input: { ...body, ...door.params },
  });
  expect(data).toMatchObject({ code, httpStatus: rest.status });
  expect(trpc.httpStatus).toBe(rest.status);
  expect(data.request_id).toBe(trpc.headers.get('x-request-id'));
  expect(data.details).toEqual(rest.body.error.details);
  expect(await storedRows(app)).toEqual(before);
  return rest.body.error;
}

const TABLES = [
  'cases',
  'documents',
  'files',
  'envelopes',
  'envelope_documents',
  'signers',
  'links',
  'audit_events',
  'events',
  'webhooks',
  'outbox',
  'idempotency_keys',
  'test_clocks',
  'test_emails',
] as const;

/** Every row but those of keys, by table: what a refused request must leave as it was. */
export async function storedRows(app: TestApp): Promise<Record<string, string[]>> {
  // What went before may still be in the worker's hands, and is not what is compared.
  await app.settled();
  const { db } = app.context;
  const tables = TABLES.map(async (table) => {
    const rows = await db.selectFrom(table).selectAll().execute();
    return [table, rows.map((row) => JSON.stringify(row)).sort()] as const;
  });
  return Object.fromEntries(await Promise.all(tables));
}
