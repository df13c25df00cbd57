import { initTRPC } from '@trpc/server';
// The only way for a middleware to answer by itself; a release without it does not compile.
import { middlewareMarker } from '@trpc/server/unstable-core-do-not-import';
import type { OpenApiMeta } from 'trpc-to-openapi';
import type { Context } from '../context.ts';
import { isId } from '../db/ids.ts';
import { requireScope } from '../domain/authenticate.ts';
import type { Caller, Origin, Scope } from '../domain/caller.ts';
import { ApiError, type ErrorCode } from '../domain/errors.ts';
import { type Answer, changeOnce } from '../domain/idempotency.ts';
import { toApiError, trpcErrorData } from './error-shape.ts';
import { withoutPath } from './schemas/document.ts';
import { checkIdempotencyKey } from './schemas/idempotency-key.ts';

/** What one request brings along, the same over REST and tRPC. */
export type RequestContext = {
  app: Context;
  requestId: string;
  origin: Origin;
  /** Looks at the credential when first asked, before any of the body is read. */
  authenticate(): Promise<Caller>;
  /** The secret of the signing session, from its cookie. */
  sessionCookie: string | undefined;
  setSessionCookie(secret: string): void;
  /** Whether a file is asked for from its first byte on: not HEAD, not a later range. */
  startsRead: boolean;
  /** The `Origin` header of a browser. */
  browserOrigin: string | undefined;
  /** The `Idempotency-Key` header, as it came. */
  idempotencyKey: string | undefined;
  /** Whether it came with other calls in one request. */
  inBatch: boolean;
  /** Tells the client that its change was made before and the answer is that of then. */
  markReplayed(): void;
};

/** Beside the OpenAPI metadata: what a procedure asks of its caller and how it answers over REST. */
export type Meta = OpenApiMeta<{
  scope?: Scope;
  /** Exists in test mode alone: in live mode there is nothing at its address. */
  testMode?: boolean;
  /** Success status over REST; default 200. */
  status?: 201 | 202 | 204;
  /** Codes of the catalogue that this procedure answers beside the general ones. */
  errors?: readonly ErrorCode[];
  /**
   * `upload`: the input comes as multipart; `file`: the answer is a stored file; `stream`: one that
   * is made while it is sent.
   */
  bytes?: 'upload' | 'file' | 'stream';
  /** Members of the answer that are secret: not stored, and missing when it is given again. */
  shownOnce?: readonly string[];
}>;

const PING_MS = 15_000;

const t = initTRPC
  .context<RequestContext>()
  .meta<Meta>()
  .create({
    // A connection on which nothing happens is kept open by proxies for a minute, most of them.
    sse: {
      ping: { enabled: true, intervalMs: PING_MS },
      client: { reconnectAfterInactivityMs: 3 * PING_MS },
    },
    errorFormatter: ({ shape, error, ctx }) => {
      const apiError = toApiError(error);
      return {
        ...shape,
        message: apiError.message,
        data: { ...trpcErrorData(apiError, ctx?.requestId), path: shape.data.path },
      };
    },
  });

export const router = t.router;
export const mergeRouters = t.mergeRouters;

/** For the sender's side: the credential and its scope come before the input. */
export const apiProcedure = t.procedure.use(async ({ ctx, meta, type, next }) => {
  const caller = await ctx.authenticate();
  if (meta?.testMode && caller.mode !== 'test') throw new ApiError('ROUTE_NOT_FOUND');
  if (meta?.scope) requireScope(caller, meta.scope);
  if (type === 'mutation' && ctx.idempotencyKey !== undefined) {
    checkIdempotencyKey(ctx.idempotencyKey, ctx.inBatch);
  }
  const result = await next({ ctx: { caller } });
  if (result.ok) noteEnvelope(ctx.app, result.data);
  return result;
});

// One that was made just now is in no address.
function noteEnvelope(app: Context, data: unknown): void {
  const id: unknown = Reflect.get(Object(data), 'id');
  if (typeof id === 'string' && isId('envelope', id)) app.noteEnvelope(id);
}

/**
 * Honours `Idempotency-Key`. Every mutation of the sender's side has it after its input, so that
 * what is not valid leaves no trace, and before its output, so that what is kept is what was
 * answered.
 */
export const once = t.middleware(async ({ ctx, meta, path, getRawInput, next }) => {
  const key = ctx.idempotencyKey;
  if (key === undefined) return next();
  const caller = await ctx.authenticate();
  const input = withoutPath(await getRawInput());
  const request = { caller, key, operation: path, input };
  let made: Answer = null;
  const { answer: kept, replayed } = await changeOnce(ctx.app, request, async (app) => {
    const result = await next({ ctx: { app } });
    if (!result.ok) throw result.error;
    made = answerOf(result.data);
    return answerOf(result.data, meta?.shownOnce);
  });
  if (replayed) ctx.markReplayed();
  const answer = replayed ? kept : made;
  const data: unknown = answer === null ? undefined : JSON.parse(answer);
  return { marker: middlewareMarker, ok: true, data };
});

function answerOf(data: unknown, without: readonly string[] = []): Answer {
  if (data === undefined) return null;
  return JSON.stringify(data, (name, value) => (without.includes(name) ? undefined : value));
}

/** For anybody: no credential, and nothing that is anybody's. */
export const publicProcedure = t.procedure;

/** For signers: no API key, and no other site's page may act in their name. */
export const signerProcedure = t.procedure.use(({ ctx, next }) => {
  const { browserOrigin, app } = ctx;
  if (browserOrigin !== undefined && browserOrigin !== new URL(app.config.publicUrl).origin) {
    throw new ApiError('ORIGIN_REFUSED');
  }
  return next();
});
