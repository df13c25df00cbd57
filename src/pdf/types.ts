/**
 * Why a stored file cannot be signed. `already_signed`: it carries somebody's digital signature,
 * and nothing can be added without breaking it; `certified`: its author forbade all changes (DocMDP).
 */
export type UnsignableReason =
  | 'encrypted'
  | 'damaged'
  | 'certified'
  | 'too_many_pages'
  | 'unsupported_type'
  | 'already_signed';

export type Inspection =
  | { pageCount: number | null; signable: true; reason: null }
  | { pageCount: number | null; signable: false; reason: UnsignableReason };

export type SignaturePageSigner = {
  name: string;
  emailMasked: string;
  role: 'signer' | 'approver';
  /** What the signer typed; null for an approver. */
  signatureText: string | null;
  /** When it was signed or approved, ISO UTC. */
  at: string;
  openedAt: string | null;
};

/** Everything the appended page says; times are ISO UTC, hashes hexadecimal. */
export type SignaturePage = {
  locale: 'en' | 'de';
  /** IANA name, for the local form of each time. */
  timeZone: string;
  envelopeId: string;
  title: string;
  filename: string;
  /** Pages of the document itself, without ours. */
  pageCount: number;
  originalSha256: string;
  presentedSha256: string;
  completedAt: string;
  sender: { name: string };
  /** Test mode: TEST across every page and on the signature page. */
  watermark: boolean;
  signers: SignaturePageSigner[];
};

/** What the file says of the seal it is about to get. */
export type SealMark = {
  /** Name and reason in the signature dictionary, which readers show. */
  name: string;
  reason: string;
  /** The claimed time of sealing, ISO UTC: /M of the signature dictionary. */
  at: string;
  /** Of the certificate, for the signature page. */
  subject: string;
  fingerprint: string;
  development: boolean;
  /** Whether a time-stamping authority is going to be asked. */
  timeStamp: boolean;
};

/** Where the empty Contents of the seal are, brackets included, in a file of that many bytes. */
export type Placeholder = { offset: number; length: number; fileSize: number };

/** PAdES baseline levels (EN 319 142-1, 6): signed, timed, provable later, provable for good. */
export type SealLevel = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

/**
 * What does not hold of a seal. `changed_after`: what follows the bytes that it covers is more than
 * validation data and document time-stamps.
 */
export type SealFault =
  | 'no_seal'
  | 'byte_range'
  | 'changed_after'
  | 'contents'
  | 'content_type'
  | 'digest'
  | 'signing_certificate'
  | 'unsupported_algorithm'
  | 'signature'
  | 'certificate_expired'
  | 'certificate_revoked'
  | 'time_stamp'
  | 'structure';

/** A certificate and how far its way to a root can be followed. */
export type Party = {
  subject: string;
  /** SHA-256 of the certificate, hexadecimal. */
  fingerprint: string;
  notAfter: string;
  /**
   * `complete`: all certificates that came with it are on the way from it to a self-signed or
   * trusted one, each signed by the next.
   */
  chain: 'complete' | 'partial';
  /** Whether that way leads to one of the certificates trusted; null when none were named. */
  trusted: boolean | null;
};

/** What the seal of a file proves. Times are ISO UTC. */
export type SealVerdict = {
  /** Empty: the file is as it was when it was sealed. */
  faults: SealFault[];
  /** The seal, or what may follow it, reaches to the last byte. */
  coversWholeFile: boolean;
  level: SealLevel | null;
  /** Whose seal it is. Anybody can seal: `trusted`, or a known fingerprint, says whether it counts. */
  signer: (Party & { development: boolean }) | null;
  time: {
    claimed: string | null;
    /** The first time stamp over the seal. */
    stamped: (Party & { at: string }) | null;
    /** The last time stamp over the whole file, where that is another one. */
    archived: (Party & { at: string }) | null;
  };
  /** /Reason of the seal, out of the bytes that it covers. */
  reason: string | null;
  /** Signatures of others that were there before; nothing is said of whether they hold. */
  earlierSignatures: number;
};

/** What the parent asks of a child. Paths are absolute. */
export type Job =
  | { kind: 'inspect'; path: string; mimeType: string; maxPages: number }
  | { kind: 'prepare'; path: string; mimeType: string; outputPath: string; maxPages: number }
  | {
      kind: 'append';
      path: string;
      outputPath: string;
      page: SignaturePage | null;
      seal: SealMark | null;
    }
  | { kind: 'verify'; path: string; trusted: string[] }
  | {
      kind: 'extend';
      path: string;
      outputPath: string;
      /** Answers on revocation, base64; null: none are to be added. */
      answers: { ocsps: string[]; crls: string[] } | null;
      timeStamp: boolean;
    };

/**
 * What became of a job: pages, a refusal of the file, or neither. `fault` tells a file that broke
 * its reader from a machine that could not start one, or could not read or write.
 */
export type Reply =
  | {
      kind: 'done';
      pageCount: number;
      placeholder: Placeholder | null;
      /** It holds signatures of others and was left as it was. */
      carriesSignatures: boolean;
    }
  | { kind: 'verified'; verdict: SealVerdict }
  | {
      kind: 'extended';
      /** Null: there is no time stamp to be filled in. */
      placeholder: Placeholder | null;
      /** Why nothing was appended. */
      validationFailed: 'revoked' | 'incomplete' | null;
    }
  | { kind: 'refused'; reason: UnsignableReason; pageCount: number | null }
  | { kind: 'failed'; fault: 'file' | 'host'; message: string };

/** Sent before a job is begun: what ends the child from then on is the file. */
export const BEGUN = 'begun';
