export type MailAddress = { name: string; email: string };

export type MailAttachment = { filename: string; path: string; contentType: string };

/** One mail to one addressee, ready to go. */
export type Mail = {
  /** The outbox id (letters, digits, `_`, `-`). The Message-ID is made of it: the same on every retry. */
  id: string;
  /** ISO 8601: the Date header, and the first part of a captured mail's name. */
  at: string;
  from: MailAddress;
  replyTo: MailAddress | null;
  to: MailAddress;
  subject: string;
  html: string;
  text: string;
  /** BCP 47, for Content-Language. */
  locale: string;
  /** Streamed from their paths when the mail is sent. */
  attachments: MailAttachment[];
};

/** `response` is the server's last line, addresses masked. */
export type MailReceipt = { messageId: string; response: string };

export type Mailer = {
  /** Hands one mail over. Throws MailRefused and nothing else. */
  send(mail: Mail): Promise<MailReceipt>;
  /**
   * Whether mails could be handed over now: null, or the code of what is in the way. Missing where
   * there is nothing in between.
   */
  verify?(): Promise<string | null>;
  /** Waits for mails under way, then lets go of connections. */
  close(): Promise<void>;
};

type Refusal = { permanent: boolean; responseCode: number | null; response: string };

/**
 * A mail that could not be handed over. `permanent`: trying again would meet the same answer
 * (RFC 5321 section 4.2.1, 5yz); otherwise it is worth another attempt. Neither `message` nor
 * `response` holds an address: both may be logged.
 */
export class MailRefused extends Error {
  readonly permanent: boolean;
  readonly responseCode: number | null;
  readonly response: string;

  constructor({ permanent, responseCode, response }: Refusal, options?: ErrorOptions) {
    const masked = maskAddresses(response);
    super(`Mail ${permanent ? 'refused' : 'not delivered yet'}: ${masked}`, options);
    this.name = 'MailRefused';
    this.permanent = permanent;
    this.responseCode = responseCode;
    this.response = masked;
  }
}

/** Returns the text with everything that looks like an e-mail address replaced by `<address>`. */
export function maskAddresses(text: string): string {
  return text.replace(/<?[^\s<>()"':;,]+@[^\s<>()"':;,]+>?/gu, '<address>');
}
