import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type ParsedMail, simpleParser } from 'mailparser';

const CONTRACT = fileURLToPath(new URL('../test/fixtures/b10_10p.pdf', import.meta.url));
const VERIFY = fileURLToPath(new URL('verify.ts', import.meta.url));
const INK = fileURLToPath(new URL('../test/fixtures/signature.png', import.meta.url));
const SIGNERS = [
  { name: 'John Smith', email: 'john.smith@example.com', role: 'signer' },
  { name: 'Zoë Müller-Łukasik', email: 'hr@company.example', role: 'signer', locale: 'de' },
];

/** On the last page, beside the plan: where both sign, John dates and Zoë says the place. */
const FIELDS = [
  { signer: 0, type: 'signature', x: 365, y: 515, width: 180, height: 56 },
  { signer: 0, type: 'date', x: 365, y: 578, width: 180, height: 18 },
  { signer: 1, type: 'signature', x: 365, y: 625, width: 180, height: 56 },
  { signer: 1, type: 'text', label: 'Ort', x: 365, y: 688, width: 180, height: 18 },
];

const run = promisify(execFile);

export type Demo = { url: string; key: string; dataDir: string; say(line: string): void };

type Field = { id: string; type: string };

type Envelope = {
  id: string;
  status: string;
  certificate_status: string;
  seal: { level: string; sealed_at: string } | null;
  documents: { id: string; filename: string; page_count: number; signed_sha256: string | null }[];
};

/** Uploads a contract and sends it to two signers, one after the other. Only the public API. */
export async function prepareEnvelope(demo: Demo): Promise<Envelope> {
  const found = await api<{ id: string }>(demo, 'POST', '/cases', {
    name: 'Smith ./. Beispiel GmbH',
    file_number: '2026/0042',
  });
  demo.say(`1. Created the case ${found.id}.`);
  const form = new FormData();
  form.set('case_id', found.id);
  form.set('file', new Blob([await readFile(CONTRACT)]), 'employment_agreement.pdf');
  const document = await api<{ id: string; page_count: number }>(demo, 'POST', '/documents', form);
  demo.say(`2. Uploaded employment_agreement.pdf, ${document.page_count} pages: ${document.id}.`);
  const envelope = await api<Envelope>(demo, 'POST', `/cases/${found.id}/signing-envelopes`, {
    title: 'Employment Agreement -- Smith',
    document_ids: [document.id],
    signers: SIGNERS,
    fields: FIELDS.map((field) => ({
      document_id: document.id,
      page: document.page_count,
      ...field,
    })),
    signing_order: 'sequential',
    send_emails: true,
    message: 'Dear John, please sign the agreement as discussed.',
  });
  demo.say(`3. Created and sent the envelope ${envelope.id}: ${envelope.status}.`);
  return envelope;
}

/** The whole job without a person: both sign through the links of their mails. */
export async function playAutomatically(demo: Demo): Promise<void> {
  const { id } = await prepareEnvelope(demo);
  const ways = [
    { signature: { kind: 'drawn', image: await drawnInk() } },
    { signature: { kind: 'typed', text: SIGNERS[1]?.name }, text: 'Köln' },
  ];
  for (const [index, signer] of SIGNERS.entries()) {
    const mail = await mailTo(demo, signer.email, 1);
    demo.say(`${4 + index}. ${signer.name} got “${mail.subject}”, opened the link and signed:`);
    demo.say(`   ${await signAs(demo, linkIn(mail), ways[index] ?? {})}.`);
  }
  const envelope = await until('the seals', async () => {
    const now = await api<Envelope>(demo, 'GET', `/signing/envelopes/${id}`);
    return now.certificate_status === 'sealed' ? now : null;
  });
  demo.say(`6. The envelope is ${envelope.status}, sealed at level ${envelope.seal?.level}.`);
  await saveSigned(demo, envelope);
  await verifyEvidence(demo);
  for (const { email } of SIGNERS) await mailTo(demo, email, 2);
  const mails = await readdir(join(demo.dataDir, 'mail'));
  demo.say(`9. Both have their copy by mail; all ${mails.length} mails are in data/demo/mail/.`);
  demo.say('Done.');
}

async function saveSigned(demo: Demo, envelope: Envelope): Promise<void> {
  const at = `/signing/envelopes/${envelope.id}`;
  for (const { id, filename, signed_sha256 } of envelope.documents) {
    const name = filename.replace(/\.pdf$/i, '-signed.pdf');
    await save(demo, `${at}/documents/${id}/download?version=signed`, name);
    demo.say(`7. Wrote data/demo/signed/${name} (SHA-256 ${signed_sha256}),`);
  }
  await save(demo, `${at}/certificate`, 'certificate.pdf');
  await save(demo, `${at}/evidence`, 'evidence.zip');
  demo.say('   the certificate of completion and the evidence beside it.');
}

async function save(demo: Demo, path: string, name: string): Promise<void> {
  const directory = join(demo.dataDir, 'signed');
  await mkdir(directory, { recursive: true });
  const response = await send(demo, 'GET', path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  await writeFile(join(directory, name), Buffer.from(await response.arrayBuffer()));
}

/** What a judge would do, without the server; the command fails where anything is wrong. */
async function verifyEvidence(demo: Demo): Promise<void> {
  const file = join(demo.dataDir, 'signed', 'evidence.zip');
  const { stdout } = await run(process.execPath, ['--import', 'tsx', VERIFY, file]);
  const [result = ''] = stdout.trim().split('\n').slice(-1);
  demo.say(`8. npm run verify -- data/demo/signed/evidence.zip`);
  demo.say(`   ${result.replace(file, 'evidence.zip')}`);
}

async function drawnInk(): Promise<string> {
  return `data:image/png;base64,${(await readFile(INK)).toString('base64')}`;
}

/** What the signing page does: press the button, read, sign. */
async function signAs(
  demo: Demo,
  link: string,
  { signature, text }: { signature?: object; text?: string },
): Promise<string> {
  const json = { 'content-type': 'application/json' };
  const token = new URL(link).pathname.split('/').at(-1);
  const opened = await fetch(`${demo.url}/api/v1/sign/sessions`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ token }),
  });
  const session = await read<{
    signer: { id: string };
    consent: { version: string };
    envelope: { documents: { id: string }[] };
    fields: Field[];
  }>(opened);
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  for (const { id } of session.envelope.documents) {
    await read(await fetch(`${demo.url}/api/v1/sign/documents/${id}`, { headers: { cookie } }));
  }
  const signed = await fetch(`${demo.url}/api/v1/sign/sign`, {
    method: 'POST',
    headers: { ...json, cookie },
    body: JSON.stringify({
      signer_id: session.signer.id,
      consent_version: session.consent.version,
      signature,
      fields: session.fields.flatMap(({ id, type }) =>
        type === 'text' ? [{ id, value: text }] : [],
      ),
    }),
  });
  const state = await read<{ status: string; signed_at: string }>(signed);
  return `${state.status} at ${state.signed_at}`;
}

/** The captured mail to an address that is its first, second … one, once it is there. */
async function mailTo(demo: Demo, to: string, ordinal: number): Promise<ParsedMail> {
  return until(`mail ${ordinal} to ${to}`, async () => {
    const directory = join(demo.dataDir, 'mail');
    const names = await readdir(directory).catch(() => []);
    const mails: ParsedMail[] = [];
    for (const name of names.filter((file) => file.endsWith('.eml')).sort()) {
      const mail = await simpleParser(await readFile(join(directory, name)));
      const addressees = [mail.to ?? []].flat().flatMap(({ value }) => value);
      if (addressees.some(({ address }) => address === to)) mails.push(mail);
    }
    return mails[ordinal - 1] ?? null;
  });
}

function linkIn(mail: ParsedMail): string {
  const [link] = /https?:\/\/\S+\/sign\/[\w-]+/.exec(mail.text ?? '') ?? [];
  if (!link) throw new Error(`The mail “${mail.subject}” has no link`);
  return link;
}

async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== null) return found;
    await sleep(100);
  }
  throw new Error(`Waited a minute for ${what}`);
}

async function api<T>(demo: Demo, method: string, path: string, body?: object): Promise<T> {
  return read<T>(await send(demo, method, path, body));
}

function send(demo: Demo, method: string, path: string, body?: object): Promise<Response> {
  const headers: Record<string, string> = { authorization: `Bearer ${demo.key}` };
  if (body && !(body instanceof FormData)) headers['content-type'] = 'application/json';
  return fetch(`${demo.url}/api/v1${path}`, {
    method,
    headers,
    body: body instanceof FormData || !body ? body : JSON.stringify(body),
  });
}

async function read<T = unknown>(response: Response): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`);
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return (isJson ? JSON.parse(text) : text) as T;
}
