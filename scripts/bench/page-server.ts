import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../../src/config.ts';
import { createApiKey } from '../../src/domain/api-keys.ts';
import { SCOPES } from '../../src/domain/caller.ts';
import { type Mailbox, openMailbox } from '../../src/email/mailbox.ts';
import { startServer } from '../../src/server.ts';
import { freePort } from '../free-port.ts';

const WEB = fileURLToPath(new URL('../../dist/web', import.meta.url));
const MAIL_TIMEOUT_MS = 30_000;

export type PageServer = {
  url: string;
  /** Sends a PDF to a signer of its own and returns the address of the link in the mail. */
  linkTo(pdf: Uint8Array, name: string): Promise<string>;
  stop(): Promise<void>;
};

/** The real server on a database and directory of its own, with the signing page as built. */
export async function startPageServer(): Promise<PageServer> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-page-'));
  const port = await freePort();
  const config = loadConfig({
    DATA_DIR: directory,
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    LOG_LEVEL: 'error',
  });
  const server = await startServer(config, WEB);
  const options = { workspace: 'Bench', mode: 'live', scopes: SCOPES } as const;
  const { key } = await createApiKey(server.context.db, options, new Date());
  const mailbox = openMailbox(config.mailDir);
  return {
    url: config.publicUrl,
    linkTo: (pdf, name) => linkTo({ url: config.publicUrl, key, mailbox }, pdf, name),
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

type Access = { url: string; key: string; mailbox: Mailbox };

async function linkTo(access: Access, pdf: Uint8Array, name: string): Promise<string> {
  const email = `${name}@example.com`;
  const { id: caseId } = await post(access, '/cases', { name: `Bench ${name}` });
  const form = new FormData();
  form.set('case_id', caseId);
  form.set('file', new Blob([new Uint8Array(pdf)]), `${name}.pdf`);
  const { id: documentId } = await post(access, '/documents', form);
  await post(access, `/cases/${caseId}/signing-envelopes`, {
    title: `Bench ${name}`,
    document_ids: [documentId],
    signers: [{ name: 'John Smith', email, role: 'signer' }],
    send_emails: true,
  });
  return `${access.url}/sign/${await tokenTo(access.mailbox, email)}`;
}

async function post(
  { url, key }: Access,
  path: string,
  body: FormData | object,
): Promise<{ id: string }> {
  const form = body instanceof FormData;
  const response = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      ...(!form && { 'content-type': 'application/json' }),
    },
    body: form ? body : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  const answer: unknown = await response.json();
  if (typeof answer !== 'object' || !answer || !('id' in answer)) throw new Error(`${path}: no id`);
  return { id: String(answer.id) };
}

async function tokenTo(mailbox: Mailbox, email: string): Promise<string> {
  const deadline = Date.now() + MAIL_TIMEOUT_MS;
  while (Date.now() < deadline) {
    for (const { id, to } of await mailbox.list()) {
      if (to.email !== email) continue;
      const [, token] = /\/sign\/([\w-]+)/.exec((await mailbox.read(id))?.text ?? '') ?? [];
      if (token) return token;
    }
    await sleep(50);
  }
  throw new Error(`No link was mailed to ${email}`);
}
