import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { initTRPC } from '@trpc/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import express, { type RequestHandler } from 'express';
import type { z } from 'zod';
import { buildWeb } from '../../scripts/build-web.ts';
import { signingPages } from '../../src/http/pages.ts';
import { toApiError, trpcErrorData } from '../../src/procedures/error-shape.ts';
import { sealedFile, sealedFileInput } from '../../src/procedures/schemas/sealed-file.ts';
import * as shapes from '../../src/procedures/schemas/sign.ts';

export type Landing = z.infer<typeof shapes.landing>;
export type Session = z.infer<typeof shapes.session>;
export type ActResult = z.infer<typeof shapes.actResult>;
export type SealedFile = z.infer<typeof sealedFile>;

/** What the stub answers; a test replaces what it wants to see happen. */
export type Script = {
  landing(): Landing;
  open(input: z.infer<typeof shapes.openInput>): Session;
  session(input: z.infer<typeof shapes.sessionInput>): Session;
  sign(input: z.infer<typeof shapes.signInput>): ActResult | Promise<ActResult>;
  decline(input: z.infer<typeof shapes.declineInput>): ActResult | Promise<ActResult>;
  notMe(): { accepted: true };
  lookup(input: z.infer<typeof sealedFileInput>): SealedFile | Promise<SealedFile>;
  /** By the document's id: a file of test/fixtures, bytes, a status, or whatever is done by hand. */
  document(id: string): string | Buffer | number | RequestHandler;
};

export type Call = { name: string; input: unknown };

export type StubServer = {
  url: string;
  script: Script;
  /** Every procedure called, in order. */
  calls: Call[];
  /** What signingPages counted. */
  fetched: string[];
  close(): Promise<void>;
};

const webDir = fileURLToPath(new URL('../../dist/web', import.meta.url));
export const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url));

/** The real page before a server that answers as scripted, with the real shapes and codes. */
export async function startStub(script: Script): Promise<StubServer> {
  await buildWeb();
  const app = express();
  const server = createServer(app);
  const stub: StubServer = { url: '', script, calls: [], fetched: [], close };
  app.use(
    signingPages({
      webDir,
      privacyUrl: 'https://example.com/privacy?a=1&b=2',
      imprintUrl: 'https://example.com/imprint',
      onFetch: (token) => stub.fetched.push(token),
    }),
  );
  app.use('/trpc', createExpressMiddleware({ router: stubRouter(stub), maxBodySize: 1024 * 1024 }));
  app.get('/api/v1/sign/documents/:id', serveDocument(stub));
  app.get('/api/v1/sign/certificate', (_req, res) => {
    res.sendFile('b1_1p.pdf', { root: fixtures });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address === 'object' && address) stub.url = `http://127.0.0.1:${address.port}`;
  return stub;

  async function close(): Promise<void> {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

function serveDocument(stub: StubServer): RequestHandler {
  return (req, res, next) => {
    const answer = stub.script.document(String(req.params.id));
    if (typeof answer === 'function') answer(req, res, next);
    else if (typeof answer === 'number') res.sendStatus(answer);
    else if (typeof answer === 'string') res.sendFile(answer, { root: fixtures });
    else res.type('application/pdf').send(answer);
  };
}

const t = initTRPC.create({
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    data: trpcErrorData(toApiError(error), 'req_test'),
  }),
});

function stubRouter(stub: StubServer) {
  const recorded = t.procedure.use(({ path, getRawInput, next }) =>
    getRawInput().then((input) => {
      stub.calls.push({ name: path.replace('sign.', ''), input });
      return next();
    }),
  );
  return t.router({
    sealedFiles: t.router({
      lookup: recorded
        .input(sealedFileInput)
        .output(sealedFile)
        .query(({ input }) => stub.script.lookup(input)),
    }),
    sign: t.router({
      landing: recorded
        .input(shapes.tokenInput)
        .output(shapes.landing)
        .mutation(() => stub.script.landing()),
      open: recorded
        .input(shapes.openInput)
        .output(shapes.session)
        .mutation(({ input }) => stub.script.open(input)),
      session: recorded
        .input(shapes.sessionInput)
        .output(shapes.session)
        .query(({ input }) => stub.script.session(input)),
      sign: recorded
        .input(shapes.signInput)
        .output(shapes.actResult)
        .mutation(({ input }) => stub.script.sign(input)),
      decline: recorded
        .input(shapes.declineInput)
        .output(shapes.actResult)
        .mutation(({ input }) => stub.script.decline(input)),
      notMe: recorded
        .input(shapes.tokenInput)
        .output(shapes.accepted)
        .mutation(() => stub.script.notMe()),
      requestLink: recorded
        .input(shapes.tokenInput)
        .output(shapes.accepted)
        .mutation(() => ({ accepted: true as const })),
    }),
  });
}
