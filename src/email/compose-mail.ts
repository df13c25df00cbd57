import { domainToASCII } from 'node:url';
import type { SendMailOptions } from 'nodemailer';
import { type Mail, type MailAddress, MailRefused } from './mailer.ts';

/** What an id must look like to be part of a Message-ID and of a file's name. */
export const mailIdPattern = /^[A-Za-z0-9_-]{1,100}$/;

// No quoted local parts, no lists, no comments, no address literals: what the API accepts anyway.
const addressPattern = /^[^\s@<>(),;:"\\[\]\p{Cc}]+@[^\s@<>(),;:"\\[\]\p{Cc}]+$/u;

/** Returns the message as nodemailer takes it. Throws MailRefused (permanent) for a mail that nobody could send. */
export function composeMail(mail: Mail): SendMailOptions {
  if (!mailIdPattern.test(mail.id)) throw unsendable('the mail id is malformed');
  const date = new Date(mail.at);
  if (Number.isNaN(date.getTime())) throw unsendable('the mail has no readable time');
  return {
    messageId: messageIdOf(mail),
    date,
    from: header(mail.from, 'From'),
    to: header(mail.to, 'To'),
    ...(mail.replyTo && { replyTo: header(mail.replyTo, 'Reply-To') }),
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    headers: {
      // RFC 3834: keeps vacation responders quiet.
      'Auto-Submitted': 'auto-generated',
      // RFC 2919: one name for all mails of this service, by which readers can sort them.
      'List-Id': `<signing-requests.${domainOf(mail)}>`,
      'Content-Language': mail.locale.replace(/[^A-Za-z0-9-]/gu, ''),
    },
    attachments: mail.attachments.map(({ filename, path, contentType }) => ({
      filename: oneLine(filename),
      path,
      contentType,
      contentDisposition: 'attachment',
    })),
    // A path is a file's path, never an address to fetch from.
    disableUrlAccess: true,
  };
}

/** Returns `<id@domain of the sender>` (RFC 5322 section 3.6.4), the same for every attempt. */
export function messageIdOf(mail: Pick<Mail, 'id' | 'from'>): string {
  return `<${mail.id}@${domainOf(mail)}>`;
}

function domainOf({ from }: Pick<Mail, 'from'>): string {
  const domain = domainToASCII(from.email.slice(from.email.lastIndexOf('@') + 1));
  return domain === '' ? 'localhost' : domain;
}

function header({ name, email }: MailAddress, field: string): { name: string; address: string } {
  if (!addressPattern.test(email)) throw unsendable(`the ${field} address is malformed`);
  return { name: oneLine(name), address: email };
}

// Line breaks end a header; bidirectional overrides make a name read as another one.
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/gu, ' ')
    .trim();
}

function unsendable(response: string): MailRefused {
  return new MailRefused({ permanent: true, responseCode: null, response });
}
