import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { TestApp } from './start-app.ts';

/** What a request answered; `body` is the parsed JSON, or the text of anything else. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export type Answer = { status: number; headers: Headers; body: any };

export type Client = {
  key: string;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  put(path: string, body?: unknown): Promise<Answer>;
  patch(path: string, body?: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** Uploads a file of test/fixtures, or bytes under a name. */
  upload(
    file: string | { bytes: Uint8Array; name: string },
    caseId?: string,
    path?: string,
  ): Promise<Answer>;
};

/** A REST client with a credential; `path` begins after /api/v1. */
export function createClient(app: TestApp, key: string): Client {
  const call = (method: string, path: string, body?: unknown, headers = {}) =>
    request(`${app.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  return {
    key,
    get: (path, headers) => call('GET', path, undefined, headers),
    post: (path, body, headers) => call('POST', path, body, headers),
    put: (path, body) => call('PUT', path, body),
    patch: (path, body) => call('PATCH', path, body),
    delete: (path) => call('DELETE', path),
    async upload(file, caseId, path = '/documents') {
      const form = new FormData();
      if (caseId !== undefined) form.set('case_id', caseId);
      const { bytes, name } =
        typeof file === 'string' ? { bytes: await readFixture(file), name: file } : file;
      form.set('file', new Blob([new Uint8Array(bytes)]), name);
      const headers = { authorization: `Bearer ${key}` };
      return request(`${app.url}/api/v1${path}`, { method: 'POST', headers, body: form });
    },
  };
}

export async function request(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? JSON.parse(text) : text,
  };
}

export function readFixture(name: string): Promise<Buffer> {
  return readFile(fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url)));
}

/** A case with one document in it. */
export async function createCaseWithDocument(client: Client, file = 'b1_1p.pdf') {
  const { body: found } = await client.post('/cases', { name: 'Smith ./. Acme' });
  const { body: document } = await client.upload(file, found.id);
  return { caseId: found.id as string, documentId: document.id as string };
}

export const JOHN = { name: 'John Smith', email: 'john.smith@example.com', role: 'signer' };
export const HR = { name: 'HR Director', email: 'hr@company.de', role: 'signer' };

/** An envelope of one document, sent to John and HR in parallel unless said otherwise. */
export async function createEnvelope(client: Client, members: Record<string, unknown> = {}) {
  return envelopeOf(client, await createCaseWithDocument(client), members);
}

/** An envelope of a document, sent to John and HR unless said otherwise. */
export async function envelopeOf(
  client: Client,
  { caseId, documentId }: { caseId: string; documentId: string },
  members: Record<string, unknown>,
) {
  const { status, body } = await client.post(`/cases/${caseId}/signing-envelopes`, {
    title: 'Employment Agreement -- Smith',
    document_ids: [documentId],
    signers: [JOHN, HR],
    send_emails: true,
    // Tests move the clock by days; those of reminders say which they want.
    reminders: null,
    ...members,
  });
  if (status !== 201) throw new Error(`The envelope was not made: ${JSON.stringify(body)}`);
  return body;
}

/** All rows of a list, page by page; its path has a query already. */
export async function allPages(client: Client, path: string): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await client.get(`${path}${cursor}`);
    rows.push(...body.data);
    if (!body.has_more) return rows;
    cursor = `&cursor=${body.next_cursor}`;
  }
}

/** The tokens of the links in all mails to an address, oldest first. */
export async function linksTo(app: TestApp, email: string): Promise<string[]> {
  await app.settled();
  const tokens: string[] = [];
  for (const { id, to } of (await app.mailbox.list()).reverse()) {
    if (to.email !== email) continue;
    const mail = await app.mailbox.read(id);
    const [, token] = /\/sign\/([\w-]+)/.exec(mail?.text ?? '') ?? [];
    if (token) tokens.push(token);
  }
  return tokens;
}

/** A signer with the session of a link, as a browser would have it. */
export type SignerClient = {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  session: any;
  cookie: string;
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Signs, or approves for an approver. */
  sign(changes?: Record<string, unknown>): Promise<Answer>;
  decline(reason?: string): Promise<Answer>;
};

/** Presses the button behind the newest link that was mailed to an address. */
export async function openAs(app: TestApp, email: string): Promise<SignerClient> {
  const token = (await linksTo(app, email)).at(-1);
  if (!token) throw new Error(`No link was mailed to ${email}`);
  return openLink(app, token);
}

export async function openLink(app: TestApp, token: string): Promise<SignerClient> {
  const opened = await signerCall(app, 'POST', '/sessions', { token });
  if (opened.status !== 201) throw new Error(`Not opened: ${JSON.stringify(opened.body)}`);
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const session = opened.body;
  const call = (method: string, path: string, body?: unknown) =>
    signerCall(app, method, path, body, cookie);
  return {
    session,
    cookie,
    call,
    sign: (changes) =>
      call('POST', '/sign', {
        signer_id: session.signer.id,
        consent_version: session.consent.version,
        ...(session.signer.role === 'approver'
          ? {}
          : { signature: { kind: 'typed', text: session.signer.name } }),
        ...changes,
      }),
    decline: (reason = 'Not as agreed') =>
      call('POST', '/decline', { signer_id: session.signer.id, reason }),
  };
}

/** A call of the signing page; `path` begins after /api/v1/sign. */
export function signerCall(
  app: TestApp,
  method: string,
  path: string,
  body?: unknown,
  cookie?: string,
): Promise<Answer> {
  return request(`${app.url}/api/v1/sign${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(cookie === undefined ? {} : { cookie }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}
