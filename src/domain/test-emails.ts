import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { modeOf, type Tenant } from '../db/tenant.ts';
import { insertTestEmail, listTestEmails as listRows, type TestEmail } from '../db/test-emails.ts';
import { type PageInput, pageOfRows, pageToRead } from './page.ts';

/** How many mails of a test tenant are kept: the newest. */
export const TEST_EMAILS_KEPT = 1_000;

/** A mail that was captured instead of being sent, with the links in it. */
export type TestMail = {
  id: string;
  /** In the tenant's time. */
  created_at: string;
  template: string;
  envelope_id: string | null;
  /** null for mails to the sender. */
  signer_id: string | null;
  from: { name: string; email: string };
  reply_to: { name: string; email: string } | null;
  to: { name: string; email: string };
  subject: string;
  locale: string;
  message_id: string;
  html: string;
  text: string;
  links: { kind: 'sign' | 'copy'; url: string }[];
  attachments: {
    filename: string;
    content_type: string;
    size_bytes: number;
    sha256: string;
  }[];
};

/** Keeps a mail of test mode, where nothing is secret. Of live tenants nothing is kept. */
export async function keepTestMail(tx: Tx, tenant: Tenant, mail: TestMail): Promise<void> {
  if (modeOf(tenant) !== 'test') return;
  const { id, created_at, envelope_id, to } = mail;
  const row = { id, tenant, envelope_id, recipient: to.email, body: JSON.stringify(mail) };
  await insertTestEmail(tx, { ...row, created_at }, TEST_EMAILS_KEPT);
}

/** A page of a test tenant's mails, newest first. */
export async function listTestEmails(
  ctx: Context,
  tenant: Tenant,
  input: PageInput & { envelope_id?: string; to?: string },
) {
  const filter = { envelopeId: input.envelope_id, to: input.to };
  const found = await listRows(ctx.db, tenant, filter, pageToRead(input));
  const { rows, ...rest } = pageOfRows(found, input.limit);
  return { data: rows.map(mailOf), ...rest };
}

function mailOf({ body }: TestEmail): TestMail {
  return JSON.parse(body) as TestMail;
}
