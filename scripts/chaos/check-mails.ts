import {
  type End,
  type EndedLife,
  endedLives,
  invited,
  type Ledger,
  type Party,
} from './ledger.ts';
import type { Arrival } from './mail-server.ts';

/** How the subject of the mail about an end begins. */
const END_SUBJECTS: Record<End, string> = {
  completed: 'Completed',
  declined: 'Declined',
  voided: 'Withdrawn',
  expired: 'Deadline passed',
};

/**
 * How many mails there were, and what kills did to some: that they came twice, or that the server
 * knows only that they may have come, since by then the signer had acted or the envelope had ended,
 * and there was no reason to send them again.
 */
export type MailCounts = { mails: number; twice: number; unconfirmed: number };

/** The Message-IDs that the audit trails tell of. */
export type MailsInTrails = { sent: string[]; unconfirmed: string[] };

/**
 * Looks at what the mail server got: each mail that was to be sent arrived, once; twice at most
 * where a kill fell into its delivery, and then under one Message-ID.
 *
 */
export function checkMails(
  arrivals: readonly Arrival[],
  inTrails: MailsInTrails,
  { ledger, senderEmail }: { ledger: Ledger; senderEmail: string },
): MailCounts {
  // Of a life that was broken off nobody can say what was to come.
  const broken = ledger.lives.filter(({ end }) => end === null);
  const known = arrivals.filter(
    ({ subject }) => !broken.some(({ title }) => subject.endsWith(title)),
  );
  const byId = Map.groupBy(known, ({ messageId }) => messageId);
  for (const life of endedLives(ledger)) checkLife(life, [...byId.values()], ledger, senderEmail);
  const again = [...byId.values()].filter((all) => all.length > 1);
  for (const all of again) checkAgain(all, ledger);
  const unconfirmed = checkTrails(byId, inTrails, ledger);
  return { mails: byId.size, twice: again.length, unconfirmed };
}

/** A mail that is meant: to whom, of what kind, how often; fewer where it may be left out. */
type Expected = { to: string; kind: string; least: number; most: number };

function checkLife(
  life: EndedLife,
  mails: readonly Arrival[][],
  ledger: Ledger,
  senderEmail: string,
) {
  const own = mails.flatMap(([first]) => (first?.subject.endsWith(life.title) ? [first] : []));
  const expected = expectedMails(life, senderEmail);
  for (const { to, kind, least, most } of expected) {
    const count = own.filter((mail) => mail.to === to && mail.subject.startsWith(kind)).length;
    if (count < least || count > most) {
      ledger.faults.push(`${life.title}: ${count} mails “${kind}…” to ${to}, not ${most}`);
    }
  }
  const meant = ({ to, subject }: Arrival) =>
    expected.some((each) => each.to === to && subject.startsWith(each.kind));
  for (const { to, subject } of own.filter((mail) => !meant(mail))) {
    ledger.faults.push(`${life.title}: a mail “${subject}” to ${to} that nobody was to get`);
  }
}

function expectedMails(life: EndedLife, senderEmail: string): Expected[] {
  const { parties, end } = life;
  // Who declined knows.
  const told = ({ did }: Party) => did !== 'declined';
  const once = (to: string, kind: string) => ({ to, kind, least: 1, most: 1 });
  return [
    ...invited(life).flatMap(({ email, waited, reminded }) => [
      // One that is due when the envelope has ended is left out.
      { to: email, kind: 'Please sign', least: waited ? 1 : 0, most: 1 },
      ...(reminded > 0 ? [{ to: email, kind: 'Reminder', least: reminded, most: reminded }] : []),
    ]),
    ...(end === 'completed' ? parties : invited(life))
      .filter(told)
      .map(({ email }) => once(email, END_SUBJECTS[end])),
    once(senderEmail, END_SUBJECTS[end]),
  ];
}

/** Twice at most, the same to the letter of its subject, and with a kill in its delivery. */
function checkAgain(all: readonly Arrival[], { faults, kills }: Ledger): void {
  const [first, second] = all;
  if (!first || !second) return;
  const name = `Mail ${first.messageId}, “${first.subject}” to ${first.to},`;
  if (all.length > 2) faults.push(`${name} came ${all.length} times`);
  if (first.to !== second.to || first.subject !== second.subject) {
    faults.push(`${name} came again as “${second.subject}” to ${second.to}`);
  }
  const between = kills.filter(({ at }) => at >= first.at && at <= second.at);
  if (!between.some(({ inHand }) => inHand.has(first.outboxId))) {
    faults.push(`${name} came twice, and no kill fell into its delivery`);
  }
}

/** Every mail that arrived is in a trail, once, and the other way round. */
function checkTrails(
  byId: ReadonlyMap<string, readonly Arrival[]>,
  inTrails: MailsInTrails,
  { faults }: Ledger,
): number {
  const told = new Set(inTrails.sent);
  if (told.size !== inTrails.sent.length) {
    faults.push(`${inTrails.sent.length - told.size} mails are in an audit trail twice`);
  }
  for (const id of [...told].filter((each) => !byId.has(each))) {
    faults.push(`Mail ${id} is in an audit trail, and never arrived`);
  }
  const unconfirmed = [...byId.keys()].filter((id) => !told.has(id));
  for (const id of unconfirmed) {
    if (!inTrails.unconfirmed.includes(id)) {
      faults.push(`Mail ${id} arrived, and no audit trail tells of it`);
    }
  }
  return unconfirmed.length;
}
