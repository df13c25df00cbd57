import { type NextFunction, type Request, type Response, Router } from 'express';
import type { CapturedMail, Mailbox, MailSummary } from '../email/mailbox.ts';

const LIST_LIMIT = 200;

const pagePolicy =
  "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// The mail as its reader's client shows it: inline styles, no script, nothing fetched. `sandbox`
// holds even where the address is opened on its own; a link leaves the sandbox in a new window.
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/**
 * Returns the pages that show captured mails during development: `/` the list, `/:id` a mail,
 * `/:id/html` its HTML part alone, `/:id/attachments/:index` a file. Whoever is not on this
 * machine gets 404. Never to be mounted in production: the pages hold signing links.
 */
export function inboxRouter(mailbox: Mailbox): Router {
  const router = Router();
  router.use(onThisMachineOnly, privately);
  router.get('/', async (req, res) => {
    const mails = await mailbox.list({ limit: LIST_LIMIT });
    sendPage(res, page(req.baseUrl, 'Inbox', mailList(req.baseUrl, mails)));
  });
  router.get('/style.css', (_req, res) => {
    res.type('css').send(stylesheet);
  });
  router.get('/:id', async (req, res) => {
    const mail = await mailbox.read(req.params.id);
    if (!mail) return notFound(res);
    sendPage(res, page(req.baseUrl, mail.subject, mailView(req.baseUrl, mail)));
  });
  router.get('/:id/html', async (req, res) => {
    const mail = await mailbox.read(req.params.id);
    if (!mail) return notFound(res);
    res.set('Content-Security-Policy', mailPolicy).type('html').send(mail.html);
  });
  router.get('/:id/attachments/:index', async (req, res) => {
    const { id, index } = req.params;
    const found = /^\d{1,3}$/.test(index) ? await mailbox.attachment(id, Number(index)) : null;
    if (!found) return notFound(res);
    res.attachment(found.filename).type(found.contentType).send(found.content);
  });
  return router;
}

/** The socket says who asks; the Host header must say the same, or a foreign page reads us by DNS rebinding. */
function onThisMachineOnly(req: Request, res: Response, next: NextFunction): void {
  const address = req.socket.remoteAddress ?? '';
  const local = address === '::1' || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
  const named = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(req.headers.host ?? '');
  // A proxy on this machine is local itself, but forwards for somebody who is not.
  const forwarded = req.headers.forwarded ?? req.headers['x-forwarded-for'];
  if (local && named && forwarded === undefined) next();
  else notFound(res);
}

function privately(_req: Request, res: Response, next: NextFunction): void {
  res.set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy': pagePolicy,
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'SAMEORIGIN',
  });
  next();
}

function notFound(res: Response): void {
  res.status(404).type('text').send('Not found\n');
}

function sendPage(res: Response, { markup }: Markup): void {
  res.type('html').send(markup);
}

/** Text that is HTML already. Everything else is escaped by `html`. */
type Markup = { markup: string };

function html(strings: TemplateStringsArray, ...values: (string | Markup | Markup[])[]): Markup {
  const shown = values.map((value) =>
    typeof value === 'string'
      ? escapeHtml(value)
      : [value].flat().reduce((all, { markup }) => all + markup, ''),
  );
  return { markup: String.raw({ raw: strings }, ...shown) };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);
}

function page(base: string, title: string, main: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="${base}/style.css">
</head>
<body>
<main>${main}</main>
</body>
</html>
`;
}

function mailList(base: string, mails: MailSummary[]): Markup {
  const intro = html`<h1>Inbox</h1>
<p class="muted">Mails captured on this machine instead of being sent. Newest first.</p>`;
  if (mails.length === 0) {
    return html`${intro}<p class="empty">No mail yet. Send an envelope, then reload this page.</p>`;
  }
  const rows = mails.map(
    ({ id, at, to, subject }) => html`<li><a href="${base}/${id}">
<strong>${subject || '(no subject)'}</strong>
<span class="muted">${person(to)} · ${time(at)}</span>
</a></li>`,
  );
  const older = mails.length < LIST_LIMIT ? '' : `Only the newest ${LIST_LIMIT} are listed.`;
  return html`${intro}<ul class="mails">${rows}</ul><p class="muted">${older}</p>`;
}

function mailView(base: string, mail: CapturedMail): Markup {
  const address = `${base}/${mail.id}`;
  const attachments = mail.attachments.map(
    ({ index, filename, contentType, size }) => html`<li>
<a href="${address}/attachments/${String(index)}">${filename}</a>
<span class="muted">${contentType}, ${String(Math.ceil(size / 1024))} KB</span></li>`,
  );
  const attached =
    attachments.length > 0 ? html`<h2>Attachments</h2><ul>${attachments}</ul>` : html``;
  const replyTo = mail.replyTo ? html`<dt>Reply to</dt><dd>${person(mail.replyTo)}</dd>` : html``;
  const headers = mail.headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return html`<p><a href="${base}">← Inbox</a></p>
<h1>${mail.subject || '(no subject)'}</h1>
<dl>
<dt>From</dt><dd>${person(mail.from)}</dd>
<dt>To</dt><dd>${person(mail.to)}</dd>
${replyTo}
<dt>Date</dt><dd>${time(mail.at)}</dd>
</dl>
<iframe title="The mail as it renders" src="${address}/html" referrerpolicy="no-referrer"
 sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
${attached}
<details><summary>Text part</summary><pre>${mail.text}</pre></details>
<details><summary>Headers</summary><pre>${headers}</pre></details>`;
}

function person({ name, email }: { name: string; email: string }): string {
  return name === '' ? email : `${name} <${email}>`;
}

function time(iso: string): Markup {
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

const stylesheet = `
:root { color-scheme: light dark; --ink: #1b2430; --muted: #566172; --line: #e1e5ea; --page: #f3f4f6; --card: #fff; --link: #1f4b8f; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e9ecf1; --muted: #abb4c1; --line: #343c48; --page: #12151a; --card: #1c2128; --link: #93b8f5; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 760px; margin: 0 auto; padding: 24px 16px 48px; overflow-wrap: anywhere; }
h1 { font-size: 22px; line-height: 1.3; margin: 0 0 8px; }
h2 { font-size: 16px; margin: 24px 0 8px; }
a { color: var(--link); }
.muted, dt { color: var(--muted); font-size: 14px; }
.empty, .mails, iframe, details { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.empty { padding: 32px 20px; text-align: center; }
.mails { list-style: none; margin: 20px 0; padding: 0; overflow: hidden; }
.mails li + li { border-top: 1px solid var(--line); }
.mails a { display: block; padding: 14px 18px; color: inherit; text-decoration: none; }
.mails a:hover, .mails a:focus-visible { background: var(--page); }
.mails strong, .mails span { display: block; }
.mails strong { font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 14px; margin: 16px 0; }
dd { margin: 0; }
iframe { display: block; width: 100%; height: min(1100px, 80vh); min-height: 420px; }
details { margin-top: 12px; padding: 10px 16px; }
summary { cursor: pointer; }
pre { white-space: pre-wrap; font-size: 13px; margin: 12px 0 4px; }
`;
