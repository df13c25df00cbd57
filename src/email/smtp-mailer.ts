import { createTransport } from 'nodemailer';
import { composeMail, messageIdOf } from './compose-mail.ts';
import { type Mail, type Mailer, type MailReceipt, MailRefused, maskAddresses } from './mailer.ts';
import { waitingMailer } from './waiting-mailer.ts';

const CONNECTION_TIMEOUT_MS = 10_000;
const SOCKET_TIMEOUT_MS = 30_000;

// The session is at fault, not the mail: RFC 4954 (authentication), RFC 3207 (530, STARTTLS first), 503 bad sequence.
const aboutTheSession = new Set([503, 530, 534, 535, 538]);

/** `privateKey` is an RSA key in PEM. */
export type DkimKey = { domain: string; selector: string; privateKey: string };

/**
 * Returns a mailer that hands mails to an SMTP server over at most three connections.
 * `url` is `smtp://user:pass@host:port` (STARTTLS where the server offers it; add `?requireTLS=true`
 * to insist) or `smtps://…`. With a key, mails are signed (RFC 6376). Nothing is logged.
 */
export function createSmtpMailer(url: string, dkim: DkimKey | null = null): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 3,
    // Once, for a kept connection that the server had dropped; the outbox does the real retrying.
    maxRequeues: 1,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    greetingTimeout: CONNECTION_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    logger: false,
    ...(dkim && {
      dkim: {
        domainName: dkim.domain,
        keySelector: dkim.selector,
        privateKey: dkim.privateKey,
      },
    }),
  });

  async function handOver(mail: Mail): Promise<MailReceipt> {
    const message = composeMail(mail);
    try {
      const { response } = await transport.sendMail(message);
      return { messageId: messageIdOf(mail), response: maskAddresses(response) };
    } catch (error) {
      throw refusal(error);
    }
  }

  async function verify(): Promise<string | null> {
    try {
      await transport.verify();
      return null;
    } catch (error) {
      const code = String(Reflect.get(Object(error), 'code'));
      return /^[A-Z_]{2,20}$/.test(code) ? code : 'unknown';
    }
  }

  return { ...waitingMailer(handOver, () => transport.close()), verify };
}

/**
 * Returns what a failed attempt means. Permanent is a 5yz about this mail; a wrong password of
 * ours is not. The error itself is not passed on as a cause: it quotes addresses.
 */
function refusal(cause: unknown): MailRefused {
  const field = (name: string): unknown => Reflect.get(Object(cause), name);
  const [code, reply, replyCode] = [field('code'), field('response'), field('responseCode')];
  const responseCode = typeof replyCode === 'number' ? replyCode : null;
  const aboutThisMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  const answeredFinally =
    responseCode !== null && responseCode >= 500 && !aboutTheSession.has(responseCode);
  return new MailRefused({
    permanent: aboutThisMail && answeredFinally,
    responseCode,
    response: typeof reply === 'string' ? reply : String(field('message') ?? cause),
  });
}
