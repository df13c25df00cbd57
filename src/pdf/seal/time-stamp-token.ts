import { createHash } from 'node:crypto';
import {
  type Certificate,
  fingerprint,
  isValidAt,
  mayOnlyStampTime,
  pathFrom,
  subjectOf,
} from './certificate.ts';
import { algorithmOf, readSignedData } from './cms-read.ts';
import { faultOf } from './cms-verify.ts';
import { TAG } from './der.ts';
import { expectTag, items, readDer, readNumber, readOctets, readTime } from './der-read.ts';
import { OID } from './oids.ts';

/** What a time-stamp token (RFC 3161, 2.4.2) says, its signature and certificate checked. */
export type TimeStampToken = {
  at: Date;
  /** DER of the nonce's INTEGER, if there is one. */
  nonce: Buffer | null;
  imprint: { algorithm: string; digest: Buffer };
  authority: { subject: string; fingerprint: string };
  /** The authority's certificate first. */
  path: Certificate[];
  /** All that came with the token. */
  certificates: Certificate[];
};

export type TokenFault = 'malformed' | 'bad_signature' | 'wrong_certificate';

export class TokenError extends Error {
  readonly code: TokenFault;

  constructor(code: TokenFault, detail: string) {
    super(`${code}: ${detail}`);
    this.name = 'TokenError';
    this.code = code;
  }
}

/**
 * Reads a token and checks that the authority signed it (RFC 3161, 2.3: a certificate for time
 * stamping and nothing else, valid then, named by its hash in the token). Whom to trust is not
 * decided here.
 * @throws {TokenError}, {DerError}
 */
export function readToken(bytes: Uint8Array): TimeStampToken {
  const { contentType, content, certificates, signer } = readSignedData(bytes);
  if (contentType !== OID.tstInfo || content === null)
    throw new TokenError('malformed', 'no TSTInfo');
  const fault = faultOf(signer, contentType, (name) => createHash(name).update(content).digest());
  if (fault === 'signing_certificate') throw new TokenError('wrong_certificate', fault);
  if (fault !== null) throw new TokenError('bad_signature', fault);
  const [version, , imprint, , genTime, ...optional] = items(readDer(content));
  if (readNumber(version) !== 1) throw new TokenError('malformed', 'an unknown version');
  const at = readTime(genTime);
  const { certificate } = signer;
  if (!mayOnlyStampTime(certificate)) {
    throw new TokenError('wrong_certificate', 'it is not for time stamping');
  }
  if (!isValidAt(certificate, at)) throw new TokenError('wrong_certificate', 'not valid then');
  const [algorithm, digest] = items(imprint);
  return {
    at,
    nonce: optional.find(({ tag }) => tag === TAG.integer)?.raw ?? null,
    imprint: {
      algorithm: algorithmOf(algorithm),
      digest: readOctets(expectTag(digest, TAG.octetString)),
    },
    authority: { subject: subjectOf(certificate), fingerprint: fingerprint(certificate) },
    path: pathFrom(certificate, certificates),
    certificates,
  };
}
