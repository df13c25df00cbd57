import type { Request, RequestHandler, Response } from 'express';
import { inLogScope, type LogScope, scrub } from '../context/log.ts';
import type { Context } from '../context.ts';
import { newId } from '../db/ids.ts';

/** Whose requests come every few seconds: their lines would bury the others. */
const PROBES = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Names each request, and logs and counts its outcome without a secret: no token, no query, no
 * address.
 */
export function requestLog({ log, metrics, stopping }: Context): RequestHandler {
  return (req, res, next) => {
    const requestId = newId('request', new Date());
    const startedAt = performance.now();
    const scope: LogScope = { request_id: requestId };
    res.locals.requestId = requestId;
    res.set('X-Request-Id', requestId);
    // A connection that is kept open would hold up the stop.
    if (stopping.aborted) res.set('Connection', 'close');
    const path = withoutSecrets(req.path);
    res.on('close', () => {
      const seconds = (performance.now() - startedAt) / 1000;
      const { method } = req;
      const route = routeOf(req, res);
      const status = res.writableFinished ? res.statusCode : 'aborted';
      metrics.request({ method, route, status: String(status) }, seconds);
      const ms = Math.round(seconds * 1000);
      const line = { ...scope, method, path, route, status, ms };
      log[PROBES.has(route) ? 'debug' : 'info'](line, 'request');
    });
    inLogScope(scope, next);
  };
}

/** Says which pattern a request's address is of, where the route that answers does not say it. */
export function nameRoute(res: Response, route: string): void {
  res.locals.route = route;
}

function routeOf(req: Request, res: Response): string {
  if (typeof res.locals.route === 'string') return res.locals.route;
  const path: unknown = req.route?.path;
  return typeof path === 'string' ? `${req.baseUrl}${path}` : 'other';
}

function withoutSecrets(path: string): string {
  try {
    return scrub(decodeURIComponent(path));
  } catch {
    return scrub(path);
  }
}
