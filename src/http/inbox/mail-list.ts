import type { MailSummary } from '../../email/mailbox.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import { languageLabel, person, subjectOf, time } from './mail-facts.ts';

/** Whether there are mails older than these, and whether these are the newest. */
type Place = { more: boolean; newest: boolean };

/** A page of the list of mails, newest first. */
export function mailList(base: string, mails: MailSummary[], { more, newest }: Place): Markup {
  const last = mails.at(-1);
  return html`<div class="inbox-head"><h1>Inbox</h1>
<p class="muted">Mails captured on this machine instead of being sent. Newest first.</p></div>
${mails.length > 0 ? html`<ul class="mails">${mails.map((mail) => row(base, mail))}</ul>` : empty(newest)}
<p class="row pages">
${newest ? NOTHING : html`<a class="button secondary" href="${base}">Newest mails</a>`}
${more && last ? html`<a class="button secondary" href="${base}?before=${last.id}">Older mails</a>` : NOTHING}
</p>`;
}

function empty(newest: boolean): Markup {
  const words = newest ? 'No mail yet. Send an envelope, then reload this page.' : 'No older mail.';
  return html`<p class="empty">${words}</p>`;
}

function row(base: string, mail: MailSummary): Markup {
  return html`<li><a href="${base}/${mail.id}">
<strong>${subjectOf(mail)}</strong>
<span class="who"><span class="muted">To</span> ${person(mail.to)}</span>
<span class="who"><span class="muted">From</span> ${person(mail.from)}</span>
<span class="small">${time(mail.at)} ${languageLabel(mail)}</span>
</a></li>`;
}
