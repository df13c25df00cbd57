import { createHash, timingSafeEqual } from 'node:crypto';
import { Router } from 'express';
import type { Context } from '../context.ts';
import { ApiError } from '../domain/errors.ts';

/**
 * What watches the server asks: `/healthz`, whether the process serves; `/readyz`, whether requests
 * should come here; `/metrics`, for whoever has the token. Without one there are no metrics.
 */
export function healthRoutes({ readiness, metrics, config }: Context): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_req, res) => {
    const { ready, checks } = await readiness.check();
    res.set('Cache-Control', 'no-store').status(ready ? 200 : 503);
    res.json({ status: ready ? 'ready' : 'not_ready', checks });
  });
  const { metricsToken } = config;
  if (metricsToken === null) return router;
  router.get('/metrics', async (req, res) => {
    checkToken(req.get('authorization'), metricsToken);
    const { contentType, text } = await metrics.render();
    res.set('Cache-Control', 'no-store').type(contentType).send(text);
  });
  return router;
}

function checkToken(authorization: string | undefined, token: string): void {
  if (authorization === undefined) throw new ApiError('AUTH_REQUIRED');
  const hash = (text: string) => createHash('sha256').update(text).digest();
  const given = authorization.replace(/^bearer +/i, '');
  if (!timingSafeEqual(hash(given), hash(token))) throw new ApiError('AUTH_INVALID');
}
