import { expect } from 'vitest';
import type { TestMail } from '../../src/domain/test-emails.ts';
import { type AuditEvent, expectUnbroken, type Person } from '../signing/support.ts';
import {
  type Answer,
  allPages,
  type Client,
  createCaseWithDocument,
  createClient,
  envelopeOf,
} from '../support/client.ts';
import type { TestApp } from '../support/start-app.ts';

let workspaces = 0;

/** A client's CI: a key of test mode and HTTP, nothing else. */
export type Ci = {
  client: Client;
  workspace: string;
  senderEmail: string;
  documentId: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  envelope(signers: readonly Person[], members?: Record<string, unknown>): Promise<any>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  read(envelopeId: string): Promise<any>;
  /** Moves the time, and waits until all that is due is done. */
  advance(milliseconds: number): Promise<void>;
  settled(): Promise<void>;
  play(
    envelope: { id: string; signers: { id: string; email: string }[] },
    who: Pick<Person, 'email'>,
    act: 'sign' | 'decline' | 'bounce',
    body?: object,
  ): Promise<Answer>;
  /** Every mail, oldest first; of an address. */
  mails(to?: string): Promise<TestMail[]>;
  /** Every event of the workspace as `type name`, oldest first. */
  events(): Promise<string[]>;
  trail(envelopeId: string): Promise<(AuditEvent & { at: string })[]>;
};

export async function openCi(app: TestApp): Promise<Ci> {
  workspaces += 1;
  const senderEmail = `ci.${workspaces}@firm.example`;
  const workspace = `CI ${workspaces}`;
  const { key } = await app.createKey({ workspace, senderEmail, mode: 'test' });
  const client = createClient(app, key);
  const { caseId, documentId } = await createCaseWithDocument(client);
  const settled = async () => {
    const { status, body } = await client.get('/test/clock?wait_seconds=30');
    expect({ status, pending: body.pending }).toEqual({ status: 200, pending: 0 });
  };
  return {
    client,
    workspace,
    senderEmail,
    documentId,
    settled,
    envelope: (signers, members = {}) =>
      envelopeOf(client, { caseId, documentId }, { signers, ...members }),
    read: async (id) => (await client.get(`/signing/envelopes/${id}`)).body,
    async advance(milliseconds) {
      const { status } = await client.post('/test/clock', { advance_seconds: milliseconds / 1000 });
      expect(status).toBe(200);
      await settled();
    },
    play({ id, signers }, { email }, act, body) {
      const signer = signers.find((each) => each.email === email);
      return client.post(`/test/envelopes/${id}/signers/${signer?.id}/${act}`, body);
    },
    async mails(to) {
      const filter = to === undefined ? '' : `&to=${encodeURIComponent(to)}`;
      const mails = await allPages(client, `/test/emails?limit=100${filter}`);
      return (mails as TestMail[]).reverse();
    },
    async events() {
      const { body } = await client.get('/signing/events?limit=100');
      type Event = { type: string; data: { signer?: { name: string } } };
      return body.data.map(({ type, data }: Event) =>
        data.signer ? `${type} ${data.signer.name}` : type,
      );
    },
    async trail(envelopeId) {
      const path = `/signing/envelopes/${envelopeId}/audit-trail?limit=100`;
      const events = (await allPages(client, path)) as (AuditEvent & { at: string })[];
      expectUnbroken(events);
      return events;
    },
  };
}
