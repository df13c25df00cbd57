import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import { reply, startSmtpServer } from '../../test/email/smtp-server.ts';
import type { Moments } from './moments.ts';
import type { Random } from './random.ts';

/** One arrival of a mail; the same mail may arrive again under its Message-ID. */
export type Arrival = {
  messageId: string;
  /** The message of the outbox, which a Message-ID begins with. */
  outboxId: string;
  to: string;
  subject: string;
  /** The token of the link in it, if there is one. */
  token: string | null;
  at: number;
};

export type MailServer = {
  url: string;
  arrivals: Arrival[];
  /** How often it put an addressee off. */
  postponed(): number;
  close(): Promise<void>;
};

/**
 * A real SMTP server that greylists now and then (RFC 5321, 4.2.1: 4yz), takes its time after DATA,
 * and keeps what it accepts.
 */
export async function startMailServer(moments: Moments, random: Random): Promise<MailServer> {
  const arrivals: Arrival[] = [];
  let postponed = 0;
  const server = await startSmtpServer({
    onRcptTo(_address, _session, callback) {
      if (!random.percent(5)) return callback();
      postponed += 1;
      callback(reply(451, '4.7.1 Greylisted, try again later'));
    },
    onData(stream, session, callback) {
      const [to] = session.envelope.rcptTo;
      // From now on it may be delivered, as far as the server knows: reading it takes a while.
      const at = Date.now();
      const pauseMs = random.percent(15) ? 400 : random.below(60);
      buffer(stream)
        .then(async (source) => {
          arrivals.push({ ...(await readMail(source)), to: to?.address ?? '', at });
          moments.happens('a mail is between DATA and its reply');
          await sleep(pauseMs);
          callback();
          moments.happens('a mail was accepted');
        })
        .catch(callback);
    },
  });
  return { url: server.url, arrivals, postponed: () => postponed, close: server.close };
}

async function readMail(source: Buffer): Promise<Omit<Arrival, 'to' | 'at'>> {
  const { messageId = '', subject = '', text = '' } = await simpleParser(source);
  const [, token = null] = /\/sign\/([\w-]+)/.exec(text) ?? [];
  const [, outboxId = ''] = /^<([^@]+)@/.exec(messageId) ?? [];
  return { messageId, outboxId, subject, token };
}
