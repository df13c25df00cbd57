import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { Context } from '../context.ts';
import { authenticate } from '../domain/authenticate.ts';
import type { Caller } from '../domain/caller.ts';
import type { RequestContext } from '../procedures/trpc.ts';

const SESSION_COOKIE = 'signing_session';
const SESSION_SECONDS = 8 * 60 * 60;

/** What procedures learn of a request: nothing of its body. */
export function requestContext(
  app: Context,
  req: Request,
  res: Response,
  { inBatch }: { inBatch: boolean },
): RequestContext {
  const origin = { ip: req.ip ?? null, userAgent: req.get('user-agent') ?? null };
  let caller: Promise<Caller> | undefined;
  return {
    app,
    requestId: String(res.locals.requestId),
    origin,
    authenticate: () => {
      caller ??= authenticate(app, req.get('authorization'), origin);
      return caller;
    },
    sessionCookie: parseCookie(req.get('cookie') ?? '')[SESSION_COOKIE],
    setSessionCookie: (secret) => {
      const cookie = stringifySetCookie({
        name: SESSION_COOKIE,
        value: secret,
        httpOnly: true,
        sameSite: 'strict',
        secure: app.config.publicUrl.startsWith('https:'),
        path: '/',
        maxAge: SESSION_SECONDS,
      });
      res.append('Set-Cookie', cookie);
    },
    startsRead: req.method === 'GET' && /^(bytes=0-.*)?$/.test(req.get('range') ?? ''),
    browserOrigin: req.get('origin'),
    idempotencyKey: req.get('idempotency-key'),
    inBatch,
    markReplayed: () => {
      res.set('Idempotent-Replayed', 'true');
    },
  };
}
