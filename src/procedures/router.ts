import { casesRouter } from './cases.ts';
import { documentsRouter } from './documents.ts';
import { envelopesRouter } from './envelopes.ts';
import { eventsRouter } from './events.ts';
import { filesRouter } from './files.ts';
import { sealedFilesRouter } from './sealed-files.ts';
import { signRouter } from './sign.ts';
import { testModeRouter } from './test-mode.ts';
import { mergeRouters, router } from './trpc.ts';
import { webhooksRouter } from './webhooks.ts';

/** What is served at `/trpc`. */
export const appRouter = router({
  cases: casesRouter,
  documents: documentsRouter,
  envelopes: envelopesRouter,
  events: eventsRouter,
  sealedFiles: sealedFilesRouter,
  sign: signRouter,
  test: testModeRouter,
  webhooks: webhooksRouter,
});

/** For TypeScript clients: `createTRPCClient<AppRouter>({ links: [httpLink({ url })] })`. */
export type AppRouter = typeof appRouter;

/** What is served under `/api/v1`: the same procedures, and those that carry files. */
export const restRouter = mergeRouters(appRouter, router({ files: filesRouter }));
