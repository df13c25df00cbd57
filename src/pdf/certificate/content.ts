import type { TypedInk } from '../types.ts';

export type CertificateLocale = 'en' | 'de';

/** Everything the certificate says; times are ISO UTC, hashes hexadecimal. */
export type Certificate = {
  /** How the envelope ended. All but `completed` make a report, not a certificate of completion. */
  kind: 'completed' | 'declined' | 'expired' | 'voided';
  /**
   * For whom this copy is. What is not for the parties is left out of theirs even where it is given:
   * the reason, the sender's address and accounts, IP addresses and user agents.
   */
  audience: 'sender' | 'parties';
  locale: CertificateLocale;
  /** IANA name, for the local form of each time. */
  timeZone: string;
  /** Test mode: TEST across every page. */
  test: boolean;
  envelope: CertificateEnvelope;
  /** Of declining or voiding. */
  reason: string | null;
  documents: CertificateDocument[];
  /** All recipients in their order, those who receive copies too. */
  signers: CertificateSigner[];
  /** The audit trail up to its head, oldest first. */
  events: CertificateEvent[];
  auditHead: { seq: number; hash: string };
  /** Where anybody can have a sealed file checked: PUBLIC_URL/verify. */
  verifyUrl: string;
};

export type CertificateEnvelope = {
  id: string;
  title: string;
  sender: { name: string; email: string | null };
  createdAt: string;
  sentAt: string | null;
  /** When it was completed, declined, voided or expired. */
  endedAt: string;
  expiresAt: string | null;
  signingOrder: 'parallel' | 'sequential';
};

export type CertificateDocument = {
  filename: string;
  /** Of the document itself, without pages added at completion. */
  pageCount: number;
  originalSha256: string;
  presentedSha256: string;
  /** It came with digital signatures of others, so that no page could be added to it. */
  alreadySigned: boolean;
  /** Of the document itself, as it was made; null while there is none, or it is not known. */
  seal: {
    /** PAdES baseline (EN 319 142-1). */
    level: 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';
    at: string;
    /** Of the file as it left the sealing; null where it is not to be named. */
    sha256: string | null;
    /** An authority was configured and gave no time stamp that holds. */
    timeStampFailed: boolean;
  } | null;
};

export type CertificateSigner = {
  name: string;
  /** As it may be shown to this audience: whoever makes the content masks it. */
  email: string;
  role: 'signer' | 'approver' | 'cc';
  status: 'pending' | 'viewed' | 'signed' | 'approved' | 'copied' | 'declined';
  /** Null: nobody used a link mailed to the address. */
  identifiedBy: 'mailed_link' | null;
  /** Who was asked before in the same place, oldest first; the address as above. */
  replaced: { name: string; email: string; until: string }[];
  /** When somebody with a link of theirs said that they are not this person, oldest first. */
  disowned: string[];
  addressShared: boolean;
  /** What was agreed to; text and version in the language in which it was shown. */
  consent: { version: string; text: string } | null;
  invitedAt: string | null;
  openedAt: string | null;
  /** When it was signed, approved or declined. */
  actedAt: string | null;
  ip: string | null;
  userAgent: string | null;
  /** Null where nothing was signed, as for approvers. */
  signature: CertificateSignature | null;
  fields: CertificateField[];
};

export type CertificateSignature =
  | ({ kind: 'typed' } & TypedInk)
  /** The absolute path of a PNG, read by the child that draws the certificate. */
  | { kind: 'drawn' | 'uploaded'; signatureImagePath: string };

/** What a signer filled in. */
export type CertificateField = {
  label: string | null;
  /** Named in words where the catalogue knows it, else as it is. */
  type: string;
  /** Place of the document in `documents`, from 1. */
  document: number;
  page: number;
  value: string | boolean;
};

export type CertificateActor =
  | { type: 'sender' }
  | { type: 'api_key'; id: string }
  | { type: 'jwt'; subject: string }
  | { type: 'signer'; name: string }
  /** Somebody with a signer's link, who is not identified as that signer. */
  | { type: 'link_holder' }
  /** A signer played in test mode. */
  | { type: 'test_act' }
  | { type: 'operator' }
  | { type: 'system' };

export type CertificateEvent = {
  seq: number;
  at: string;
  /** A type of the audit trail; one that is not known here is shown as it is. */
  type: string;
  actor: CertificateActor;
  /** Whom or what it is about where that is not the actor: a name, a file name. */
  about: string | null;
  ip: string | null;
};

/** The types of the audit trail that the catalogues have words for. */
export const AUDIT_TYPES = [
  'envelope.created',
  'envelope.updated',
  'envelope.sent',
  'envelope.opened',
  'envelope.completed',
  'envelope.declined',
  'envelope.expired',
  'envelope.voided',
  'envelope.extended',
  'envelope.deleted',
  'signer.invited',
  'signer.viewed',
  'signer.returned',
  'signer.signed',
  'signer.approved',
  'signer.declined',
  'signer.disowned',
  'signer.reminded',
  'signer.replaced',
  'signer.undeliverable',
  'link.requested',
  'copy.opened',
  'mail.sent',
  'mail.failed',
  'mail.unconfirmed',
  'message.discarded',
  'document.viewed',
  'document.downloaded',
  'document.failed',
  'document.sealed',
  'document.raised',
  'envelope.sealed',
  'certificate.sealed',
  'certificate.failed',
  'certificate.raised',
  'certificate.downloaded',
  'evidence.downloaded',
] as const;

export type KnownAuditType = (typeof AUDIT_TYPES)[number];
