import { initTRPC } from '@trpc/server';
import type { OpenApiMeta } from 'trpc-to-openapi';
import type { Context } from '../context.ts';
import { requireScope } from '../domain/authenticate.ts';
import type { Caller, Origin, Scope } from '../domain/caller.ts';
import { ApiError, type ErrorCode } from '../domain/errors.ts';
import { toApiError, trpcErrorData } from './error-shape.ts';

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
};

/** Beside the OpenAPI metadata: what a procedure asks of its caller and how it answers over REST. */
export type Meta = OpenApiMeta<{
  scope?: Scope;
  /** Success status over REST; default 200. */
  status?: 201 | 202 | 204;
  /** Codes of the catalogue that this procedure answers beside the general ones. */
  errors?: readonly ErrorCode[];
  /**
   * `upload`: the input comes as multipart; `file`: the answer is a stored file; `stream`: one that
   * is made while it is sent.
   */
  bytes?: 'upload' | 'file' | 'stream';
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
export const apiProcedure = t.procedure.use(async ({ ctx, meta, next }) => {
  const caller = await ctx.authenticate();
  if (meta?.scope) requireScope(caller, meta.scope);
  return next({ ctx: { caller } });
});

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
