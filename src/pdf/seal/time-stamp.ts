import { randomBytes } from 'node:crypto';
import type { Certificate } from './certificate.ts';
import { element, integer, nothing, octets, oid, sequence, TAG } from './der.ts';
import { child, DerError, expectTag, items, readDer, readNumber } from './der-read.ts';
import { FetchError, fetchLimited } from './fetch-limited.ts';
import { OID } from './oids.ts';
import { readToken, TokenError, type TokenFault } from './time-stamp-token.ts';

/** Why there is no time stamp. */
export type TimeStampFault =
  | TokenFault
  | 'unreachable'
  | 'timeout'
  | 'http_status'
  | 'rejected'
  | 'wrong_imprint'
  | 'wrong_nonce'
  | 'wrong_time'
  | 'too_large';

export class TimeStampError extends Error {
  readonly code: TimeStampFault;

  constructor(code: TimeStampFault, detail: string, options?: ErrorOptions) {
    super(`No time stamp (${code}): ${detail}`, options);
    this.name = 'TimeStampError';
    this.code = code;
  }
}

export type TimeStamp = {
  token: Buffer;
  at: Date;
  authority: string;
  /** The authority's certificate first, as far up as the token goes. */
  path: Certificate[];
};

export type TimeStampAuthority = {
  /** A token over a SHA-256 digest. @throws {TimeStampError} */
  stamp(digest: Buffer): Promise<TimeStamp>;
};

export type TimeStampOptions = {
  /** `TSA_URL`; a user name and password in it are sent as Basic authentication. */
  url: string;
  now: () => Date;
  /** For the whole exchange; default 10 s. */
  timeoutMs?: number;
  /** How far the authority's clock may be from ours; default 5 minutes. */
  maxSkewMs?: number;
};

const MAX_REPLY_BYTES = 64 * 1024;
const NONCE_BYTES = 16;

/** A client of a time-stamping authority over HTTP (RFC 3161, 3.4). @throws for any other URL. */
export function createTimeStampAuthority(options: TimeStampOptions): TimeStampAuthority {
  if (!/^https?:$/.test(new URL(options.url).protocol)) throw new Error('not an http(s) URL');
  return {
    async stamp(digest) {
      const nonce = integer(randomBytes(NONCE_BYTES));
      const reply = await post(options, timeStampRequest(digest, nonce));
      const received = options.now();
      try {
        return checkReply(reply, digest, nonce, received, options.maxSkewMs ?? 5 * 60_000);
      } catch (error) {
        if (error instanceof TokenError) throw new TimeStampError(error.code, error.message);
        if (error instanceof DerError) throw new TimeStampError('malformed', error.message);
        throw error;
      }
    },
  };
}

function imprintOf(digest: Buffer): Buffer {
  return sequence(sequence(oid(OID.sha256), nothing()), octets(digest));
}

/** TimeStampReq (RFC 3161, 2.4.1) that asks for the certificate too. */
function timeStampRequest(digest: Buffer, nonce: Buffer): Buffer {
  const certificateRequested = element(TAG.boolean, Buffer.of(0xff));
  return sequence(integer(1), imprintOf(digest), nonce, certificateRequested);
}

async function post({ url, timeoutMs = 10_000 }: TimeStampOptions, body: Buffer): Promise<Buffer> {
  const address = new URL(url);
  const credentials = [address.username, address.password].map(decodeURIComponent).join(':');
  [address.username, address.password] = ['', ''];
  const headers: Record<string, string> = { 'Content-Type': 'application/timestamp-query' };
  if (credentials !== ':') {
    headers.Authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
  }
  try {
    return await fetchLimited(address, { timeoutMs, maxBytes: MAX_REPLY_BYTES, body, headers });
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    // A token larger than any is none.
    const code = error.code === 'too_large' ? 'malformed' : error.code;
    throw new TimeStampError(code, error.message, { cause: error });
  }
}

/** The checks that RFC 3161, 2.2 asks of whoever requested the stamp. */
function checkReply(
  reply: Buffer,
  digest: Buffer,
  nonce: Buffer,
  received: Date,
  maxSkewMs: number,
): TimeStamp {
  const response = readDer(reply);
  const status = readNumber(child(child(response, 0, TAG.sequence), 0, TAG.integer));
  // 0 granted, 1 granted with modifications.
  if (status > 1) throw new TimeStampError('rejected', `status ${status}`);
  const token = expectTag(items(response)[1], TAG.sequence).raw;
  const stamp = readToken(token);
  const { imprint, at } = stamp;
  if (imprint.algorithm !== OID.sha256 || !imprint.digest.equals(digest)) {
    throw new TimeStampError('wrong_imprint', 'the token is over something else');
  }
  if (!stamp.nonce?.equals(nonce)) throw new TimeStampError('wrong_nonce', 'an old token?');
  if (Math.abs(at.getTime() - received.getTime()) > maxSkewMs) {
    throw new TimeStampError('wrong_time', `${at.toISOString()} at ${received.toISOString()}`);
  }
  const { authority, path } = stamp;
  return { token: Buffer.from(token), at, authority: authority.subject, path };
}
