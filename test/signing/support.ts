import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { expect } from 'vitest';
import type { CapturedMail } from '../../src/email/mailbox.ts';
import {
  allPages,
  type Client,
  createCaseWithDocument,
  createClient,
  envelopeOf,
} from '../support/client.ts';
import type { TestApp } from '../support/start-app.ts';

export type Person = { name: string; email: string; role: string } & Record<string, unknown>;

/** An event of the audit trail as the API shows it. */
export type AuditEvent = {
  seq: number;
  type: string;
  signer_id: string | null;
  actor: Record<string, unknown>;
  data: Record<string, unknown>;
  ip: string | null;
  user_agent: string | null;
  prev_hash: string;
  hash: string;
};

let people = 0;

/** Somebody with an address that no other test writes to. */
export function person(
  name: string,
  role = 'signer',
  members: Record<string, unknown> = {},
): Person {
  people += 1;
  const [local = 'person'] = /[a-z]+/.exec(name.toLowerCase()) ?? [];
  return { name, email: `${local}.${people}@example.com`, role, ...members };
}

/** The sender's side of a test: a key, a case and a document that envelopes are made of. */
export type Office = {
  client: Client;
  caseId: string;
  documentId: string;
  senderEmail: string;
  /** Makes an envelope and, unless said otherwise, sends it. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  envelope(signers: readonly Person[], members?: Record<string, unknown>): Promise<any>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  read(envelopeId: string): Promise<any>;
  /** The whole audit trail, whose chain is checked on the way. */
  trail(envelopeId: string): Promise<AuditEvent[]>;
};

export async function openOffice(app: TestApp): Promise<Office> {
  people += 1;
  const senderEmail = `office.${people}@firm.example`;
  const { key } = await app.createKey({ workspace: `Kanzlei ${people}`, senderEmail });
  const client = createClient(app, key);
  const { caseId, documentId } = await createCaseWithDocument(client);
  return {
    client,
    caseId,
    documentId,
    senderEmail,
    envelope: (signers, members = {}) =>
      envelopeOf(client, { caseId, documentId }, { signers, ...members }),
    async read(envelopeId) {
      return (await client.get(`/signing/envelopes/${envelopeId}`)).body;
    },
    async trail(envelopeId) {
      const path = `/signing/envelopes/${envelopeId}/audit-trail?limit=100`;
      const events = (await allPages(client, path)) as AuditEvent[];
      expectUnbroken(events);
      return events;
    },
  };
}

/** The chain as anybody outside would check it: numbers without gaps, hashes over RFC 8785 JSON. */
export function expectUnbroken(events: readonly AuditEvent[]): void {
  let prev = '0'.repeat(64);
  for (const [index, { hash, ...covered }] of events.entries()) {
    expect(covered.seq).toBe(index + 1);
    expect(covered.prev_hash).toBe(prev);
    const canonical = canonicalize(covered) ?? '';
    expect(createHash('sha256').update(canonical).digest('hex')).toBe(hash);
    prev = hash;
  }
}

export function eventsOf(events: readonly AuditEvent[], type: string): AuditEvent[] {
  return events.filter((event) => event.type === type);
}

/** How often each type of event is in the trail. */
export function countTypes(events: readonly AuditEvent[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** Every captured mail to an address, oldest first. */
export async function mailsTo(app: TestApp, email: string): Promise<CapturedMail[]> {
  await app.settled();
  const mails: CapturedMail[] = [];
  for (const { id, to } of (await app.mailbox.list()).reverse()) {
    const mail = to.email === email ? await app.mailbox.read(id) : null;
    if (mail) mails.push(mail);
  }
  return mails;
}

/** Everything that is stored in the database, as one text. */
export async function dumpDatabase({ context: { db } }: TestApp): Promise<string> {
  const tables = await db.introspection.getTables();
  const rows: unknown[] = [];
  for (const { name } of tables) {
    rows.push(
      name,
      await db
        .selectFrom(name as 'envelopes')
        .selectAll()
        .execute(),
    );
  }
  return JSON.stringify(rows);
}
