import { createExpressMiddleware } from '@trpc/server/adapters/express';
import express, { type Express } from 'express';
import type { Context } from '../context.ts';
import { isId } from '../db/ids.ts';
import { ApiError } from '../domain/errors.ts';
import { noteFetch } from '../domain/links.ts';
import { openMailbox } from '../email/mailbox.ts';
import { toApiError } from '../procedures/error-shape.ts';
import { appRouter } from '../procedures/router.ts';
import { docsPage } from './docs/docs-page.ts';
import { errorHandler } from './errors.ts';
import { healthRoutes } from './health.ts';
import { inboxRouter } from './inbox/inbox.ts';
import { openApiDocument } from './openapi.ts';
import { signingPages } from './pages.ts';
import { requestContext } from './request-context.ts';
import { nameRoute, requestLog } from './request-log.ts';
import { restApi } from './rest.ts';
import { missingPage, sitePages } from './site/site-pages.ts';

/**
 * The Express app: REST, tRPC, the pages for people and, outside production, the inbox.
 *
 * @param webDir where the built pages are
 */
export function createApp(app: Context, webDir: string): Express {
  const { config, log } = app;
  const server = express();
  server.disable('x-powered-by');
  server.disable('etag');
  server.set('trust proxy', config.trustProxy);
  server.set('query parser', 'simple');
  server.use(requestLog(app));
  server.use((_req, res, next) => {
    res.set({ 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' });
    next();
  });
  server.use(healthRoutes(app));
  server.get('/api/v1/openapi.json', (_req, res) => {
    res.json(openApiDocument());
  });
  server.use('/api/v1', restApi(app));
  server.use('/trpc', trpcApi(app));
  const site = { webDir, privacyUrl: config.privacyUrl, imprintUrl: config.imprintUrl };
  server.use(
    signingPages({
      ...site,
      onFetch: (token) => {
        noteFetch(app, token).catch((error) => log.warn({ err: error }, 'fetch not counted'));
      },
    }),
  );
  server.use(sitePages({ ...site, inbox: !config.production }));
  server.use('/docs', docsPage(site, config.publicUrl));
  if (!config.production) server.use('/inbox', inboxRouter(openMailbox(config.mailDir), site));
  server.use(missingPage(site));
  server.use(() => {
    throw new ApiError('ROUTE_NOT_FOUND');
  });
  server.use(errorHandler(log));
  return server;
}

function trpcApi(app: Context) {
  return createExpressMiddleware({
    router: appRouter,
    createContext: ({ req, res, info }) => {
      const names = info.calls.map(({ path }) => path);
      nameRoute(res, names.length === 1 ? trpcRoute(names[0]) : '/trpc (batch)');
      return requestContext(app, req, res, { inBatch: names.length > 1 });
    },
    maxBodySize: app.config.limits.jsonBytes,
    responseMeta: ({ errors, info }) => {
      // tRPC has no code for some of our statuses; a lone call still answers with the right one.
      const [error] = errors;
      const status = error && !info?.isBatchCall ? toApiError(error).status : undefined;
      return { status, headers: new Headers({ 'cache-control': 'no-store' }) };
    },
    onError: ({ error, ctx, input }) => {
      const apiError = toApiError(error);
      if (apiError.status < 500) return;
      const envelope_id = envelopeIdOf(input);
      app.log.error({ err: error, request_id: ctx?.requestId, envelope_id }, 'request failed');
    },
  });
}

// Only names that there are: a client may ask for any.
function trpcRoute(name: string | undefined): string {
  return name && Object.hasOwn(appRouter._def.procedures, name) ? `/trpc/${name}` : '/trpc';
}

function envelopeIdOf(input: unknown): string | undefined {
  const id: unknown = Reflect.get(Object(input), 'envelope_id');
  return typeof id === 'string' && isId('envelope', id) ? id : undefined;
}
