import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, expectSuccess } from './client.ts';
import type { Party } from './ledger.ts';
import type { Arrival, MailServer } from './mail-server.ts';
import type { Moments } from './moments.ts';

const PATIENCE_MS = 180_000;

type Session = {
  signer: { id: string };
  consent: { version: string };
  envelope: { documents: { id: string }[] };
};
type ActAnswer = { envelope_status?: string; error?: { code: string } };

/** Where signers are: at their mails, and at the pages behind the links. */
export type Desk = { client: Client; mail: MailServer; moments: Moments };

/** What became of an act: done, with or without the envelope's end, or refused. */
export type Act = { done: boolean; completed: boolean; code: string | null };

/** Waits for the mail to somebody whose subject begins like this. */
export async function awaitMail(
  { mail }: Pick<Desk, 'mail'>,
  { to, subject }: { to: string; subject: string },
): Promise<Arrival> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const found = mail.arrivals.find((each) => each.to === to && each.subject.startsWith(subject));
    if (found) return found;
    await sleep(50);
  }
  throw new Error(`No mail “${subject}…” to ${to} in ${PATIENCE_MS / 1000} s`);
}

/** A signer who has opened the documents. */
export type Signer = { sign(): Promise<Act>; decline(): Promise<Act> };

/** Opens the link of a mail, presses the button and reads the documents. */
export async function openLink(desk: Desk, party: Party, subject: string): Promise<Signer> {
  party.waited = true;
  const { token } = await awaitMail(desk, { to: party.email, subject });
  const { client, moments } = desk;
  const opened = await client.persist<Session>('POST', '/sign/sessions', { body: { token } });
  const session = expectSuccess(opened, `${party.email} opened the link`);
  party.opened = true;
  const headers = { cookie: opened.headers.get('set-cookie')?.split(';')[0] ?? '' };
  const signer_id = session.signer.id;

  async function act(path: string, facts: object, did: 'signed' | 'declined'): Promise<Act> {
    const body = { signer_id, ...facts };
    const answer = await client.persist<ActAnswer>('POST', `/sign/${path}`, { headers, body });
    const code = answer.body.error?.code ?? null;
    // Whoever heard nothing pressed again, and hears that it was done.
    const done = answer.status === 200 || code === 'SIGNER_ALREADY_ACTED';
    if (done) party.did = did;
    const status = answer.body.envelope_status ?? '';
    if (status === 'completed') moments.happens('the last signature was confirmed');
    else if (did === 'declined' && done) moments.happens('an end was confirmed');
    return { done, completed: status === 'completed', code };
  }
  const { version: consent_version } = session.consent;
  const signature = { kind: 'typed', text: party.name };
  return {
    sign: () => act('sign', { consent_version, signature }, 'signed'),
    decline: () => act('decline', { reason: 'Not as agreed' }, 'declined'),
  };
}
