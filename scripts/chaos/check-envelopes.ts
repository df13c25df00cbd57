import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tools } from '../../src/evidence/tools.ts';
import { verifyFile } from '../../src/evidence/verify-file.ts';
import type { MailsInTrails } from './check-mails.ts';
import type { Client } from './client.ts';
import { type EndedLife, endedLives, type Ledger } from './ledger.ts';

type Envelope = {
  status: string;
  title: string;
  certificate_status: string;
  documents: { id: string; signed_sha256: string | null; signed_document_id: string | null }[];
  signers: { id: string; status: string }[];
};
type TrailEvent = { seq: number; type: string; data: { message_id?: string } };
type Page<T> = { data: T[]; next_cursor: string; has_more: boolean };

/** What was found of the envelopes: how many files and trails hold, and which mails they tell of. */
export type Found = {
  sealedFiles: number;
  bundles: number;
  auditEvents: number;
  mails: MailsInTrails;
};

export type Inspection = { client: Client; ledger: Ledger; directory: string; tools: Tools };

/** Looks at every envelope that a client was told of: all of it, and nothing twice. */
export async function checkEnvelopes(inspection: Inspection): Promise<Found> {
  const found: Found = {
    sealedFiles: 0,
    bundles: 0,
    auditEvents: 0,
    mails: { sent: [], unconfirmed: [] },
  };
  for (const life of endedLives(inspection.ledger)) {
    const fault = (what: string) =>
      inspection.ledger.faults.push(`${life.title} (${life.story}): ${what}`);
    try {
      await checkLife(inspection, life, found, fault);
    } catch (error) {
      fault(error instanceof Error ? error.message : String(error));
    }
  }
  return found;
}

type Fault = (what: string) => void;

async function checkLife(
  inspection: Inspection,
  life: EndedLife,
  found: Found,
  fault: Fault,
): Promise<void> {
  const { client } = inspection;
  const envelope = await client.get<Envelope>(`/signing/envelopes/${life.envelopeId}`);
  if (envelope.status !== life.end) fault(`is ${envelope.status}, but was told ${life.end}`);
  if (envelope.certificate_status !== 'sealed') {
    fault(`its certificate is ${envelope.certificate_status}`);
  }
  for (const party of life.parties) {
    const status = envelope.signers.find(({ id }) => id === party.id)?.status;
    if (status !== expectedStatus(party)) {
      fault(`${party.email} is ${status}, but was told ${party.did ?? 'nothing'}`);
    }
  }
  await checkCase(client, life, envelope, fault);
  found.sealedFiles += await checkFiles(client, life, envelope, fault);
  const trail = await readAll<TrailEvent>(client, `${pathOf(life)}/audit-trail`);
  found.auditEvents += trail.length;
  const mails = checkTrail(life, trail, fault);
  found.mails.sent.push(...mails.sent);
  found.mails.unconfirmed.push(...mails.unconfirmed);
  await checkEvidence(inspection, life, fault);
  found.bundles += 1;
}

const pathOf = ({ envelopeId }: EndedLife) => `/signing/envelopes/${envelopeId}`;

function expectedStatus({ did, opened }: EndedLife['parties'][number]): string {
  return did ?? (opened ? 'viewed' : 'pending');
}

/** One envelope of the case, the uploaded document, and the signed one, once, where there is one. */
async function checkCase(client: Client, life: EndedLife, envelope: Envelope, fault: Fault) {
  const list = `/cases/${life.caseId}/signed-documents`;
  const { data: envelopes } = await client.get<Page<{ id: string }>>(list);
  if (envelopes.length !== 1) fault(`its case has ${envelopes.length} envelopes`);
  const uploaded = await client.download(`/documents/${life.documentId}/download`);
  if (sha256(uploaded) !== life.documentSha256) fault('the uploaded document is not what it was');
  type Document = { id: string; envelope_id: string | null };
  const documents = await client.get<Page<Document>>(`/documents?case_id=${life.caseId}`);
  const returned = documents.data.filter(({ envelope_id }) => envelope_id !== null);
  const expected = envelope.documents.flatMap(({ signed_document_id: id }) => (id ? [id] : []));
  if (documents.data.length !== 1 + expected.length || returned[0]?.id !== expected[0]) {
    fault(`its case has ${documents.data.length} documents, ${returned.length} of them signed`);
  }
}

/** Every signed file is there with the hash that it is told with; of an unsigned end there is none. */
async function checkFiles(client: Client, life: EndedLife, { documents }: Envelope, fault: Fault) {
  let files = 0;
  for (const { id, signed_sha256 } of documents) {
    if ((signed_sha256 !== null) !== (life.end === 'completed')) {
      fault(`its signed file is ${signed_sha256 === null ? 'missing' : 'there'}`);
    }
    if (signed_sha256 === null) continue;
    const signed = `${pathOf(life)}/documents/${id}/download?version=signed`;
    if (sha256(await client.download(signed)) !== signed_sha256)
      fault('its signed file is another');
    files += 1;
  }
  return files;
}

/** @returns the mails that it tells of, each time that it does */
function checkTrail(life: EndedLife, trail: TrailEvent[], fault: Fault): MailsInTrails {
  const count = (type: string) => trail.filter((event) => event.type === type).length;
  const signed = life.parties.filter(({ did }) => did === 'signed').length;
  const completed = life.end === 'completed' ? 1 : 0;
  const expected = {
    'envelope.created': 1,
    'envelope.sent': 1,
    'signer.signed': signed,
    'signer.declined': life.end === 'declined' ? 1 : 0,
    [`envelope.${life.end}`]: 1,
    'envelope.completed': completed,
    'document.sealed': completed,
    'envelope.sealed': completed,
    'certificate.sealed': 1 + completed,
    'signer.reminded': life.parties.reduce((sum, { reminded }) => sum + reminded, 0),
  };
  for (const [type, times] of Object.entries(expected)) {
    if (count(type) !== times) fault(`${type} is ${count(type)} times in its trail, not ${times}`);
  }
  const mails = (wanted: string) =>
    trail.flatMap(({ type, data }) =>
      type === wanted && data.message_id ? [data.message_id] : [],
    );
  return { sent: mails('mail.sent'), unconfirmed: mails('mail.unconfirmed') };
}

/** What `npm run verify` says of the evidence bundle: seals, hashes, the chain of the trail. */
async function checkEvidence(
  { client, directory, tools }: Inspection,
  life: EndedLife,
  fault: Fault,
): Promise<void> {
  const file = join(directory, `${life.envelopeId}.zip`);
  await writeFile(file, await client.download(`${pathOf(life)}/evidence`));
  const { lines } = await verifyFile(file, tools, { trusted: [] });
  for (const { level, code, message } of lines) {
    if (level === 'fault') fault(`its evidence: ${code}, ${message}`);
  }
}

/** All of a list that goes on. */
export async function readAll<T>(client: Client, path: string): Promise<T[]> {
  const all: T[] = [];
  let cursor = '';
  for (;;) {
    const page = await client.get<Page<T>>(`${path}?limit=100${cursor}`);
    all.push(...page.data);
    if (!page.has_more) return all;
    cursor = `&cursor=${encodeURIComponent(page.next_cursor)}`;
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
