import { createTRPCClient, httpBatchLink, httpLink, TRPCClientError } from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import createFetchClient, { type Middleware } from 'openapi-fetch';
import type { AppRouter } from '../../src/procedures/router.ts';
import type { paths } from './openapi-types.ts';

type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;
type Envelope = Outputs['envelopes']['get'];
// JSON Schema has no word for a list that is always empty.
type Session = Omit<Outputs['sign']['open'], 'fields'> & { fields: unknown[] };

/** What a client needs of the API for the whole job, whichever way it is called. */
export type Driver = {
  createCase(input: Inputs['cases']['create']): Promise<Outputs['cases']['create']>;
  create(input: Inputs['envelopes']['create']): Promise<Envelope>;
  promote(input: Inputs['envelopes']['promote']): Promise<Envelope>;
  addSigner(input: Inputs['envelopes']['signers']['add']): Promise<Envelope>;
  send(id: string): Promise<Envelope>;
  get(id: string): Promise<Envelope>;
  list(caseId: string, limit?: number): Promise<Outputs['envelopes']['list']>;
  auditTrail(id: string): Promise<Outputs['envelopes']['auditTrail']>;
  void(id: string, reason: string): Promise<Envelope>;
  landing(token: string): Promise<Outputs['sign']['landing']>;
  open(token: string): Promise<Session>;
  session(): Promise<Session>;
  sign(input: Inputs['sign']['sign']): Promise<Outputs['sign']['sign']>;
  decline(input: Inputs['sign']['decline']): Promise<Outputs['sign']['decline']>;
  notMe(token: string): Promise<Outputs['sign']['notMe']>;
  requestLink(token: string): Promise<Outputs['sign']['requestLink']>;
};

/** An error as its caller sees it; `http` is the status of the answer. */
export type Refusal = { code: string; http: number; message: string; [member: string]: unknown };

export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(`${refusal.http} ${refusal.code}`);
    this.refusal = refusal;
  }
}

/** How a call was refused; throws where it was not. */
export async function refusalOf(call: Promise<unknown>, name = 'a call'): Promise<Refusal> {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Refused)) throw new Error(`Not refused, ${name}: ${String(outcome)}`);
  return outcome.refusal;
}

/** Keeps the session cookie between calls, as a browser does. */
function createJar() {
  let cookie = '';
  return {
    header: (): Record<string, string> => (cookie === '' ? {} : { cookie }),
    keep(response: { headers: Headers }) {
      const set = response.headers.get('set-cookie');
      if (set) cookie = set.split(';')[0] ?? '';
    },
  };
}

/** Calls through `@trpc/client`, typed by the router. */
export function trpcDriver(url: string, key: string | null, batch: boolean): Driver {
  const jar = createJar();
  const options = {
    url: `${url}/trpc`,
    headers: () => ({
      ...jar.header(),
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
    }),
    fetch: async (address: string | URL | Request, init?: object) => {
      const response = await fetch(address, init as RequestInit);
      jar.keep(response);
      return response;
    },
  };
  const link = batch ? httpBatchLink(options) : httpLink(options);
  const client = createTRPCClient<AppRouter>({ links: [link] });
  const call = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      if (!(error instanceof TRPCClientError)) throw error;
      const { httpStatus, path, ...data } = error.data ?? {};
      const { response } = (error.meta ?? {}) as { response?: { status: number } };
      // In a batch the answer has one status for all calls; each call's own is in its data.
      const http = batch ? httpStatus : response?.status;
      throw new Refused({ ...data, http, message: error.message } as Refusal);
    }
  };
  const { cases, envelopes, sign } = client;
  return {
    createCase: (input) => call(cases.create.mutate(input)),
    create: (input) => call(envelopes.create.mutate(input)),
    promote: (input) => call(envelopes.promote.mutate(input)),
    addSigner: (input) => call(envelopes.signers.add.mutate(input)),
    send: (id) => call(envelopes.send.mutate({ envelope_id: id })),
    get: (id) => call(envelopes.get.query({ envelope_id: id })),
    list: (id, limit) => call(envelopes.list.query({ case_id: id, limit })),
    auditTrail: (id) => call(envelopes.auditTrail.query({ envelope_id: id })),
    void: (id, reason) => call(envelopes.void.mutate({ envelope_id: id, reason })),
    landing: (token) => call(sign.landing.mutate({ token })),
    open: (token) => call(sign.open.mutate({ token })),
    session: () => call(sign.session.query({})),
    sign: (input) => call(sign.sign.mutate(input)),
    decline: (input) => call(sign.decline.mutate(input)),
    notMe: (token) => call(sign.notMe.mutate({ token })),
    requestLink: (token) => call(sign.requestLink.mutate({ token })),
  };
}

export function restClient(url: string, key: string | null, middleware?: Middleware) {
  const jar = createJar();
  const client = createFetchClient<paths>({ baseUrl: `${url}/api/v1` });
  client.use({
    onRequest({ request }) {
      for (const [name, value] of Object.entries(jar.header())) request.headers.set(name, value);
      if (key !== null) request.headers.set('authorization', `Bearer ${key}`);
    },
    onResponse({ response }) {
      jar.keep(response);
    },
  });
  if (middleware) client.use(middleware);
  return client;
}

/** Calls through `openapi-fetch`, typed by what openapi-typescript makes of openapi.json. */
export function restDriver(url: string, key: string | null, middleware?: Middleware): Driver {
  const client = restClient(url, key, middleware);
  type Outcome<T> = { data?: T; error?: unknown; response: { status: number } };
  const call = async <T>(answer: Promise<Outcome<T>>): Promise<T> => {
    const { data, error, response } = await answer;
    if (data !== undefined) return data;
    const body = (error as { error: Refusal }).error;
    throw new Refused({ ...body, http: response.status });
  };
  const at = (envelope_id: string) => ({ params: { path: { envelope_id } } });
  return {
    createCase: (body) => call(client.POST('/cases', { body })),
    create: ({ case_id, ...body }) =>
      call(
        client.POST('/cases/{case_id}/signing-envelopes', { params: { path: { case_id } }, body }),
      ),
    promote: (body) => call(client.POST('/signing/promote-to-envelope', { body })),
    addSigner: ({ envelope_id, ...body }) =>
      call(client.POST('/signing/envelopes/{envelope_id}/signers', { ...at(envelope_id), body })),
    send: (id) => call(client.POST('/signing/envelopes/{envelope_id}/send', at(id))),
    get: (id) => call(client.GET('/signing/envelopes/{envelope_id}', at(id))),
    list: (case_id, limit) =>
      call(
        client.GET('/cases/{case_id}/signed-documents', {
          params: { path: { case_id }, query: { limit } },
        }),
      ),
    auditTrail: (id) => call(client.GET('/signing/envelopes/{envelope_id}/audit-trail', at(id))),
    void: (id, reason) =>
      call(client.POST('/signing/envelopes/{envelope_id}/void', { ...at(id), body: { reason } })),
    landing: (token) => call(client.POST('/sign/landing', { body: { token } })),
    open: (token) => call(client.POST('/sign/sessions', { body: { token } })),
    session: () => call(client.GET('/sign/session')),
    sign: (body) => call(client.POST('/sign/sign', { body })),
    decline: (body) => call(client.POST('/sign/decline', { body })),
    notMe: (token) => call(client.POST('/sign/not-me', { body: { token } })),
    requestLink: (token) => call(client.POST('/sign/links', { body: { token } })),
  };
}
