import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';
import type { MailAddress } from './mailer.ts';

/** A captured mail at a glance. `id` is the file's name without `.eml`; `at` is ISO 8601 in UTC. */
export type MailSummary = {
  id: string;
  at: string;
  from: MailAddress;
  to: MailAddress;
  subject: string;
  /** As the mail names it (Content-Language), or empty. */
  language: string;
};

export type CapturedAttachment = {
  index: number;
  filename: string;
  contentType: string;
  /** In bytes. */
  size: number;
};

export type CapturedMail = MailSummary & {
  replyTo: MailAddress | null;
  messageId: string;
  /** In the mail's order, decoded. */
  headers: { name: string; value: string }[];
  html: string;
  text: string;
  attachments: CapturedAttachment[];
};

export type Mailbox = {
  /**
   * Returns the captured mails, newest first: at most `limit` of them, only those older than the one
   * with the id `before`. None for a missing directory.
   */
  list(options?: { limit?: number; before?: string }): Promise<MailSummary[]>;
  /** Returns one mail, or null for an id that is unknown or none. */
  read(id: string): Promise<CapturedMail | null>;
  /** Returns one attachment's bytes (`index` as in `read`), or null. */
  attachment(
    id: string,
    index: number,
  ): Promise<{ filename: string; contentType: string; content: Buffer } | null>;
};

const namePattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-[A-Za-z0-9_-]{1,100}$/;
const HEADER_BYTES = 16 * 1024;

/** Opens the directory that a captured mailer writes to, for reading. It need not exist yet. */
export function openMailbox(directory: string): Mailbox {
  const parse = async (id: string): Promise<ParsedMail | null> => {
    // The pattern has neither a dot nor a slash: no id leads out of the directory.
    if (!namePattern.test(id)) return null;
    const source = await orNull(readFile(join(directory, `${id}.eml`)));
    return source && parseSource(source);
  };
  return {
    async list({ limit, before } = {}) {
      const names = (await orNull(readdir(directory))) ?? [];
      const ids = names
        .flatMap((name) => (name.endsWith('.eml') ? [name.slice(0, -'.eml'.length)] : []))
        .filter((id) => namePattern.test(id) && (before === undefined || id < before))
        .sort()
        .reverse()
        .slice(0, limit);
      const summaries: MailSummary[] = [];
      for (const id of ids) {
        const head = await orNull(readHead(join(directory, `${id}.eml`)));
        if (head) summaries.push(summary(id, await parseSource(head)));
      }
      return summaries;
    },
    async read(id) {
      const mail = await parse(id);
      return mail && wholeMail(id, mail);
    },
    async attachment(id, index) {
      const mail = await parse(id);
      const found = mail?.attachments[index];
      if (!found) return null;
      return {
        filename: found.filename ?? `attachment-${index}`,
        contentType: found.contentType,
        content: found.content,
      };
    },
  };
}

function wholeMail(id: string, mail: ParsedMail): CapturedMail {
  return {
    ...summary(id, mail),
    replyTo: mail.replyTo ? firstAddress(mail.replyTo) : null,
    messageId: mail.messageId ?? '',
    headers: mail.headerLines.map(({ line }) => {
      const colon = line.indexOf(':');
      // Unfolded (RFC 5322 section 2.2.3), otherwise as the file has it.
      return {
        name: line.slice(0, colon),
        value: line
          .slice(colon + 1)
          .replace(/\r?\n[ \t]+/gu, ' ')
          .trim(),
      };
    }),
    html: mail.html || '',
    text: mail.text ?? '',
    attachments: mail.attachments.map(({ filename, contentType, size }, index) => ({
      index,
      filename: filename ?? `attachment-${index}`,
      contentType,
      size,
    })),
  };
}

function summary(id: string, mail: ParsedMail): MailSummary {
  return {
    id,
    at: id.replace(namePattern, '$1-$2-$3T$4:$5:$6.$7Z'),
    from: firstAddress(mail.from),
    to: firstAddress(mail.to),
    subject: mail.subject ?? '',
    language: textOf(mail.headers.get('content-language')),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function firstAddress(header: AddressObject | AddressObject[] | undefined): MailAddress {
  const first = (Array.isArray(header) ? header[0] : header)?.value[0];
  return { name: first?.name ?? '', email: first?.address ?? '' };
}

// A list must not read attachments: the headers are at the beginning.
async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    const end = head.indexOf('\r\n\r\n');
    return end === -1 ? head : head.subarray(0, end + 4);
  } finally {
    await file.close();
  }
}

function parseSource(source: Buffer): Promise<ParsedMail> {
  return simpleParser(source, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
  });
}

/** Returns null for what does not exist (any more). */
async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
