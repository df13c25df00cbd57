import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { buildWeb } from '../../scripts/build-web.ts';
import { createCapturedMailer } from '../../src/email/captured-mailer.ts';
import { openMailbox } from '../../src/email/mailbox.ts';
import { renderMail } from '../../src/email/render-mail.ts';
import { docsPage } from '../../src/http/docs/docs-page.ts';
import { inboxRouter } from '../../src/http/inbox/inbox.ts';
import { signingPages } from '../../src/http/pages.ts';
import { missingPage, sitePages } from '../../src/http/site/site-pages.ts';
import { sampleMail, samples } from '../email/sample-mails.ts';

export const LONG_SUBJECT = 'Sehr langer Betreff ohne jedes Ende '.repeat(20).trim();
export const LONG_NAME = `Dr. ${'Müller-Lüdenscheidt'.repeat(8)}`;

export type SiteServer = {
  url: string;
  /** The id of a mail with a signing link, of one with long names and an attachment. */
  mail: string;
  longMail: string;
  /** Takes all mails away, and puts so many of one kind in. */
  refill(count: number): Promise<void>;
  close(): Promise<void>;
};

/** The pages of the server, with an inbox, and no database behind them. */
export async function startSite(): Promise<SiteServer> {
  await buildWeb();
  const directory = mkdtempSync(join(tmpdir(), 'site-'));
  const mailDir = join(directory, 'mail');
  const options = {
    webDir: fileURLToPath(new URL('../../dist/web', import.meta.url)),
    privacyUrl: 'https://example.com/privacy',
    imprintUrl: 'https://example.com/imprint',
  };
  const app = express();
  app.use(signingPages({ ...options, onFetch: () => {} }));
  app.use(sitePages({ ...options, inbox: true }));
  app.use('/docs', docsPage(options, 'https://sign.example.com'));
  app.use('/inbox', inboxRouter(openMailbox(mailDir), options));
  app.use(missingPage(options));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await fill(mailDir);
  const [longMail, mail] = await openMailbox(mailDir).list();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    mail: mail?.id ?? '',
    longMail: longMail?.id ?? '',
    async refill(count) {
      rmSync(mailDir, { recursive: true, force: true });
      for (let place = 0; place < count; place++) {
        await createCapturedMailer(mailDir).send(sampleMail({ id: `out_${1000 + place}` }));
      }
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      rmSync(directory, { recursive: true });
    },
  };
}

async function fill(mailDir: string): Promise<void> {
  const mailer = createCapturedMailer(mailDir);
  const legal = { privacyUrl: null, imprintUrl: null };
  const content = samples[0]?.content;
  if (!content) throw new Error('There is no sample mail');
  const common = { locale: 'en', timeZone: 'Europe/Berlin', legal } as const;
  await mailer.send(sampleMail({ id: 'out_A', ...(await renderMail(content, common)) }));
  const path = fileURLToPath(new URL('../fixtures/b1_1p.pdf', import.meta.url));
  await mailer.send(
    sampleMail({
      id: 'out_B',
      subject: LONG_SUBJECT,
      to: { name: LONG_NAME, email: 'a@example.com' },
      attachments: [{ filename: `${LONG_NAME}.pdf`, path, contentType: 'application/pdf' }],
    }),
  );
}
