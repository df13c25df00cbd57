import type { Mail } from '../../src/email/mailer.ts';
import type { MailContent } from '../../src/email/render-mail.ts';

export const senderName = 'Kanzlei Müller';
export const title = 'Arbeitsvertrag Schmidt';
export const caseName = 'Schmidt gegen Beispiel AG';
export const declineReason = 'Das Gehalt stimmt nicht.';
export const voidReason = 'Eine neue Fassung folgt.';
export const link = 'https://sign.example.com/sign/abc_DEF-123456789';

const sender = { name: senderName, email: 'kanzlei@mueller.example' };
const base = { recipientName: 'Johanna Schmidt', sender, title };
const documents = ['vertrag.pdf', 'anlage.pdf'];
const at = '2026-05-22T11:00:00Z';
const request = {
  ...base,
  documents,
  deadline: '2026-06-20T10:00:00Z',
  link,
  linkExpiresAt: '2026-06-01T10:00:00Z',
};
const completed = { ...base, documents, completedAt: at, attached: true };
const copyLink = { url: link, expiresAt: '2026-06-21T11:00:00Z' };

export type Sample = {
  name: string;
  content: MailContent;
  toSender: boolean;
  hasLink: boolean;
  /** Instants the mail must tell, as [English, German]. */
  dates: [string, string][];
};

const deadline: [string, string] = [
  '20 June 2026, 12:00 (CEST)',
  '20. Juni 2026, 12:00 Uhr (MESZ)',
];
const happened: [string, string] = ['22 May 2026, 13:00 (CEST)', '22. Mai 2026, 13:00 Uhr (MESZ)'];
const linkEnd: [string, string] = ['1 June 2026, 12:00 (CEST)', '1. Juni 2026, 12:00 Uhr (MESZ)'];
const copyEnd: [string, string] = ['21 June 2026, 13:00 (CEST)', '21. Juni 2026, 13:00 Uhr (MESZ)'];

function toParty(name: string, content: MailContent, dates: [string, string][], hasLink = false) {
  return { name, content, dates, hasLink, toSender: false };
}

function toSender(name: string, content: MailContent, dates: [string, string][]) {
  return { name, content, dates, hasLink: false, toSender: true };
}

const requests = (['signer', 'approver'] as const).flatMap((role) => [
  ...[false, true].map((reminder) =>
    toParty(
      `signing_request ${role}${reminder ? ' reminder' : ''}`,
      {
        template: 'signing_request',
        role,
        reminder,
        message: 'Guten Tag,\nhier der Vertrag.',
        ...request,
      },
      [deadline, linkEnd],
      true,
    ),
  ),
  ...(['today', 'tomorrow'] as const).map((day) =>
    toParty(
      `deadline_near ${role} ${day}`,
      { template: 'deadline_near', role, day, ...request },
      [deadline, linkEnd],
      true,
    ),
  ),
  toParty(
    `fresh_link ${role}`,
    { template: 'fresh_link', role, ...request, acted: false },
    [deadline, linkEnd],
    true,
  ),
  toParty(
    `fresh_link ${role} who has acted`,
    { template: 'fresh_link', role, ...request, acted: true },
    [linkEnd],
    true,
  ),
]);

const forSender = { audience: 'sender', caseName } as const;

/** Every template in every variant. */
export const samples: Sample[] = [
  ...requests,
  ...(['party', 'cc'] as const).map((audience) =>
    toParty(
      `completed_copy ${audience}`,
      { template: 'completed_copy', audience, ...completed, copyLink },
      [happened, copyEnd],
      true,
    ),
  ),
  toSender(
    'completed_copy',
    { template: 'completed_copy', ...completed, ...forSender, copyLink: null },
    [happened],
  ),
  toParty(
    'declined_notice',
    { template: 'declined_notice', audience: 'party', ...base, declinedAt: at },
    [happened],
  ),
  toSender(
    'declined_notice',
    {
      template: 'declined_notice',
      ...base,
      ...forSender,
      declinedAt: at,
      declinedBy: { name: 'John Smith', email: 'john@example.com' },
      reason: declineReason,
    },
    [happened],
  ),
  toParty(
    'voided_notice',
    { template: 'voided_notice', audience: 'party', ...base, voidedAt: at, reason: voidReason },
    [happened],
  ),
  toSender(
    'voided_notice',
    { template: 'voided_notice', ...base, ...forSender, voidedAt: at, reason: voidReason },
    [happened],
  ),
  toParty(
    'expired_notice',
    { template: 'expired_notice', audience: 'party', ...base, expiredAt: at },
    [happened],
  ),
  toSender(
    'expired_notice',
    {
      template: 'expired_notice',
      ...base,
      ...forSender,
      expiredAt: at,
      outstanding: [{ name: 'John Smith', email: 'john@example.com' }],
    },
    [happened],
  ),
  toParty(
    'replaced_notice',
    { template: 'replaced_notice', audience: 'party', ...base, replacedAt: at },
    [happened],
  ),
  ...[false, true].map((opened) =>
    toSender(
      `disowned_notice ${opened ? 'opened' : 'not opened'}`,
      {
        template: 'disowned_notice',
        ...base,
        ...forSender,
        person: { name: 'John Smith', email: 'john@example.com' },
        opened,
        disownedAt: at,
      },
      [happened],
    ),
  ),
  ...(['refused', 'not_delivered'] as const).map((reason) =>
    toSender(
      `undeliverable_notice ${reason}`,
      {
        template: 'undeliverable_notice',
        ...base,
        ...forSender,
        person: { name: 'John Smith', email: 'john@example.com' },
        cause: reason,
        failedAt: at,
      },
      [happened],
    ),
  ),
  toSender(
    'sealing_delayed',
    { template: 'sealing_delayed', ...base, ...forSender, documents, completedAt: at },
    [happened],
  ),
];

/** To the owner of a workspace: about no envelope. */
export const ownerMails: Sample[] = (['gone', 'failing'] as const).map((because) => ({
  name: `webhook_disabled ${because}`,
  content: {
    template: 'webhook_disabled',
    recipientName: 'Johanna Schmidt',
    url: 'https://kanzlei.example/hooks/signing',
    because,
    since: '2026-06-20T10:00:00Z',
    disabledAt: at,
  },
  dates: [deadline, happened],
  hasLink: false,
  toSender: true,
}));

/** A mail as the mailers take it, with parts replaced. */
export function sampleMail(parts: Partial<Mail> = {}): Mail {
  return {
    id: 'out_01JV000000000000000000000A',
    at: '2026-05-20T10:00:00.123Z',
    from: { name: 'Kanzlei Müller via Signing', email: 'sign@mueller.example' },
    replyTo: { name: senderName, email: 'kanzlei@mueller.example' },
    to: { name: 'Johanna Schmidt', email: 'johanna@example.com' },
    subject: 'Bitte unterschreiben: Übertrag',
    html: `<p>Grüße</p><a href="${link}" target="_blank">Öffnen</a>`,
    text: `Grüße\n${link}\n`,
    locale: 'de',
    attachments: [],
    ...parts,
  };
}
