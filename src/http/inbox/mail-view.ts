import type { CapturedMail } from '../../email/mailbox.ts';
import { html, type Markup, NOTHING } from '../html.ts';
import { languageLabel, person, subjectOf, time } from './mail-facts.ts';
import { isSigningLink, linksOf, type MailLink } from './mail-links.ts';

/** A mail: who and when, its links, how it looks, and what it consists of. */
export function mailView(base: string, mail: CapturedMail): Markup {
  const replyTo = mail.replyTo ? html`<dt>Reply to</dt><dd>${person(mail.replyTo)}</dd>` : NOTHING;
  const headers = mail.headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return html`<p class="back"><a href="${base}">← Inbox</a></p>
<article class="mail">
<h1>${subjectOf(mail)}</h1>
<dl>
<dt>From</dt><dd>${person(mail.from)}</dd>
<dt>To</dt><dd>${person(mail.to)}</dd>
${replyTo}
<dt>Date</dt><dd>${time(mail.at)} ${languageLabel(mail)}</dd>
</dl>
${links(linksOf(mail))}
${attachments(base, mail)}
${preview(`${base}/${mail.id}/html`)}
<details><summary>Text part</summary><pre>${mail.text}</pre></details>
<details><summary>Headers</summary><pre>${headers}</pre></details>
</article>`;
}

function links(all: MailLink[]): Markup {
  if (all.length === 0) return NOTHING;
  const items = all.map((link) => {
    const label = link.label === '' || link.label === link.url ? 'Open' : link.label;
    const kind = isSigningLink(link) ? 'primary' : 'secondary';
    return html`<li><a class="button ${kind}" href="${link.url}" target="_blank" rel="noreferrer">${label}</a>
<code>${link.url}</code></li>`;
  });
  return html`<section class="card"><h2>Links in this mail</h2><ul class="mail-links">${items}</ul></section>`;
}

function attachments(base: string, { id, attachments: all }: CapturedMail): Markup {
  if (all.length === 0) return NOTHING;
  const items = all.map(
    ({ index, filename, contentType, size }) => html`<li>
<a href="${base}/${id}/attachments/${index}">${filename}</a>
<span class="small">${contentType}, ${Math.ceil(size / 1024)} KB</span></li>`,
  );
  return html`<section class="card"><h2>Attachments</h2><ul class="links">${items}</ul></section>`;
}

// The width is chosen without a script: the style sheet looks which of the two is checked.
function preview(address: string): Markup {
  return html`<section class="preview" aria-labelledby="preview">
<fieldset class="widths"><legend id="preview">Preview</legend>
<label><input type="radio" name="width" value="desktop" checked> Desktop</label>
<label><input type="radio" name="width" value="phone"> Phone</label></fieldset>
<iframe title="The mail as it renders" src="${address}" referrerpolicy="no-referrer"
 sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
</section>`;
}
