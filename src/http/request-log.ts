import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { newId } from '../db/ids.ts';

/** Names each request, and logs its outcome without a secret: no token, no query, no address. */
export function requestLog(log: Logger): RequestHandler {
  return (req, res, next) => {
    const requestId = newId('request', new Date());
    const startedAt = performance.now();
    res.locals.requestId = requestId;
    res.set('X-Request-Id', requestId);
    const path = withoutToken(req.path);
    res.on('finish', () => {
      const ms = Math.round(performance.now() - startedAt);
      const { method } = req;
      log.info({ request_id: requestId, method, path, status: res.statusCode, ms }, 'request');
    });
    next();
  };
}

function withoutToken(path: string): string {
  return path.replace(/[\w-]{40,}/g, '…');
}
