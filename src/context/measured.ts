import { type Mailer, MailRefused } from '../email/mailer.ts';
import type { PdfEngine } from '../pdf/pdf-engine.ts';
import type { WebhookSender } from '../webhook/sender.ts';
import type { Metrics } from './metrics.ts';

/** A mailer whose mails are counted. */
export function measuredMailer(mailer: Mailer, mode: 'live' | 'test', metrics: Metrics): Mailer {
  const { verify } = mailer;
  return {
    close: () => mailer.close(),
    ...(verify && { verify }),
    async send(mail) {
      try {
        const receipt = await mailer.send(mail);
        metrics.mail(mode, 'sent');
        return receipt;
      } catch (error) {
        const refused = error instanceof MailRefused && error.permanent;
        metrics.mail(mode, refused ? 'refused' : 'failed');
        throw error;
      }
    },
  };
}

/** A sender of webhooks whose attempts are counted. */
export function measuredWebhooks(sender: WebhookSender, metrics: Metrics): WebhookSender {
  return {
    ...sender,
    async send(url, message, secrets) {
      const outcome = await sender.send(url, message, secrets);
      const { status, fault } = outcome;
      metrics.webhook(status === null ? (fault ?? 'connection') : `${Math.floor(status / 100)}xx`);
      return outcome;
    },
  };
}

/** A PDF engine whose seals are counted and timed. */
export function measuredPdf(pdf: PdfEngine, metrics: Metrics): PdfEngine {
  const timed = async <T>(kind: 'document' | 'certificate' | 'raise', work: () => Promise<T>) => {
    const startedAt = performance.now();
    const seconds = () => (performance.now() - startedAt) / 1000;
    try {
      const made = await work();
      metrics.seal(kind, 'sealed', seconds());
      return made;
    } catch (error) {
      metrics.seal(kind, 'failed', seconds());
      throw error;
    }
  };
  return {
    ...pdf,
    seal: (job) => timed('document', () => pdf.seal(job)),
    certificate: (job) => timed('certificate', () => pdf.certificate(job)),
    raise: (job) => timed('raise', () => pdf.raise(job)),
  };
}
