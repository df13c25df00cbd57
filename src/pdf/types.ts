import type { Certificate } from './certificate/content.ts';

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

/**
 * Why a file is refused. Of a picture of a signature only: `image_too_large`, more pixels than any
 * needs; `image_empty`, nothing to see in it.
 */
export type RefusalReason = UnsignableReason | 'image_too_large' | 'image_empty';

export type Inspection =
  | { pageCount: number | null; signable: true; reason: null }
  | { pageCount: number | null; signable: false; reason: UnsignableReason };

export type SignaturePageSigner = {
  name: string;
  emailMasked: string;
  role: 'signer' | 'approver';
  /** Null for an approver. */
  ink: MarkInk | null;
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
  /** The end of the audit trail at completion. */
  auditHead: { seq: number; hash: string };
  sender: { name: string };
  /** Test mode: TEST at the head of the signature page. */
  watermark: boolean;
  signers: SignaturePageSigner[];
};

/** A script that a typed name is written in; which font that is, fonts.ts says. */
export type Hand = 'formal' | 'flowing' | 'everyday';

export type TypedInk = { text: string; hand: Hand };

/** How somebody signs: with a typed name, or with a picture made by `normaliseImage`. */
export type MarkInk = TypedInk | { imagePath: string };

/** What is drawn into a box on a page (from 1) of the document. */
export type Mark = { page: number; box: PlacedBox } & (
  | { kind: 'signature'; ink: MarkInk; caption: string | null }
  | { kind: 'initials'; ink: MarkInk }
  | { kind: 'text'; text: string }
  | { kind: 'checkbox'; checked: boolean }
);

/** What is added to a presented PDF; it is saved, and sealed, once. */
export type Additions = {
  marks: Mark[];
  /** Null: no page of ours. */
  page: SignaturePage | null;
  /** Test mode: TEST across every page. */
  watermark: boolean;
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

/** Where somebody wants a field. All is measured on the page as displayed, from its upper left. */
export type FieldPlacement = {
  /** From 1. */
  page: number;
  /** Of all lengths here: points of 1/72 inch, or fractions of the page's width and height. */
  unit: 'pt' | 'fraction';
  width: number;
  height: number;
  /**
   * The box's upper left corner, or how far it is from that of the text `anchor`, in its
   * `occurrence` from 1, from the top of the page to its bottom and from left to right.
   */
  at: { x: number; y: number } | { anchor: string; occurrence: number; dx: number; dy: number };
};

/** A place on a page: fractions of its width and height as displayed, from its upper left. */
export type PlacedBox = { x: number; y: number; width: number; height: number };

export type PlacementFault = 'page_missing' | 'off_page' | 'anchor_not_found';

export type FieldResult =
  | ({ ok: true; page: number } & PlacedBox)
  | { ok: false; reason: PlacementFault };

/** What the parent asks of a child. Paths are absolute. */
export type Job =
  | { kind: 'place'; path: string; fields: FieldPlacement[] }
  | { kind: 'image'; path: string; outputPath: string; maxPixels: number }
  | { kind: 'inspect'; path: string; mimeType: string; maxPages: number }
  | { kind: 'prepare'; path: string; mimeType: string; outputPath: string; maxPages: number }
  | ({ kind: 'append'; path: string; outputPath: string; seal: SealMark | null } & Additions)
  | { kind: 'certificate'; outputPath: string; certificate: Certificate; seal: SealMark }
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
  | { kind: 'placed'; fields: FieldResult[] }
  | { kind: 'image'; width: number; height: number }
  | {
      kind: 'extended';
      /** Null: there is no time stamp to be filled in. */
      placeholder: Placeholder | null;
      /** Why nothing was appended. */
      validationFailed: 'revoked' | 'incomplete' | null;
    }
  | { kind: 'refused'; reason: RefusalReason; pageCount: number | null }
  | { kind: 'failed'; fault: 'file' | 'host'; message: string };

/** Sent before a job is begun: what ends the child from then on is the file. */
export const BEGUN = 'begun';
