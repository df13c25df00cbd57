import type { MailSummary } from '../../email/mailbox.ts';
import { html, type Markup, NOTHING } from '../html.ts';

/** The subject of a mail, or words where it has none. */
export function subjectOf({ subject }: MailSummary): string {
  return subject === '' ? '(no subject)' : subject;
}

/** A name with its address, or the address alone. */
export function person({ name, email }: MailSummary['from']): string {
  return name === '' ? email : `${name} <${email}>`;
}

/** When a mail was captured, to the second. */
export function time(iso: string): Markup {
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

/** The language of a mail as a label. */
export function languageLabel({ language }: MailSummary): Markup {
  return language === '' ? NOTHING : html`<span class="tag">${language}</span>`;
}
