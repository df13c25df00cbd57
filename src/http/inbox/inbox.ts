import { type Response, Router } from 'express';
import type { Mailbox } from '../../email/mailbox.ts';
import { html, type Markup } from '../html.ts';
import { openFrame, type SiteOptions } from '../site/frame.ts';
import { subjectOf } from './mail-facts.ts';
import { mailList } from './mail-list.ts';
import { mailView } from './mail-view.ts';
import { notFound, onThisMachineOnly, privately, sendSandboxed } from './privately.ts';

const PAGE_SIZE = 100;

/**
 * Returns the pages that show captured mails during development: `/` the list, `/:id` a mail,
 * `/:id/html` its HTML part alone, `/:id/attachments/:index` a file. Whoever is not on this
 * machine gets 404. Never to be mounted in production: the pages hold signing links.
 */
export function inboxRouter(mailbox: Mailbox, options: SiteOptions): Router {
  const router = Router();
  const frame = openFrame(options, 'site.html');
  const sendPage = (res: Response, title: string, main: Markup): void => {
    res.type('html').send(frame({ lang: 'en', title, main, width: 'text' }));
  };
  router.use(onThisMachineOnly, privately);
  router.get('/', async (req, res) => {
    const { before } = req.query;
    const older = typeof before === 'string' ? before : undefined;
    // One more than is shown tells whether there are others.
    const mails = await mailbox.list({ limit: PAGE_SIZE + 1, before: older });
    const shown = mails.slice(0, PAGE_SIZE);
    const more = mails.length > PAGE_SIZE;
    sendPage(res, 'Inbox', mailList(req.baseUrl, shown, { more, newest: older === undefined }));
  });
  router.get('/:id', async (req, res) => {
    const mail = await mailbox.read(req.params.id);
    if (mail) return sendPage(res, subjectOf(mail), mailView(req.baseUrl, mail));
    res.status(404);
    sendPage(res, 'No such mail', unknownMail(req.baseUrl));
  });
  router.get('/:id/html', async (req, res) => {
    const mail = await mailbox.read(req.params.id);
    if (!mail) return notFound(res);
    sendSandboxed(res, mail.html);
  });
  router.get('/:id/attachments/:index', async (req, res) => {
    const { id, index } = req.params;
    const found = /^\d{1,3}$/.test(index) ? await mailbox.attachment(id, Number(index)) : null;
    if (!found) return notFound(res);
    res.attachment(found.filename).type(found.contentType).send(found.content);
  });
  return router;
}

function unknownMail(base: string): Markup {
  return html`<div class="card"><h1>There is no such mail</h1>
<p>It may have been deleted from the directory that mails are captured in.</p>
<p class="action"><a class="button primary" href="${base}">To the inbox</a></p></div>`;
}
