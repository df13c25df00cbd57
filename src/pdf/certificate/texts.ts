import type {
  Certificate,
  CertificateActor,
  CertificateEnvelope,
  CertificateLocale,
  CertificateSignature,
  CertificateSigner,
  KnownAuditType,
} from './content.ts';
import { DE } from './texts-de.ts';
import { EN } from './texts-en.ts';

type Kind = Certificate['kind'];

/**
 * The words of the certificate: what was done and how it is known, and no more (semantics, "Honest
 * words"). One type for all languages, so that none says less than another.
 */
export type CertificateTexts = {
  heading: Record<Kind, string>;
  test: string;
  footer: (kind: Kind, page: number, pages: number) => string;
  summary: {
    status: Record<Kind, string>;
    /** What followed from it; of a completed envelope the counts say it. */
    meaning: Record<Exclude<Kind, 'completed'>, string>;
    /** How many documents there are, and how many of those asked have signed or approved. */
    counts: (documents: number, done: number, asked: number) => string;
    more: (people: number) => string;
  };
  section: {
    envelope: string;
    documents: string;
    signers: string;
    signersAndApprovers: string;
    copies: string;
    fields: string;
    meaning: string;
    verification: string;
    events: string;
    chain: string;
    consents: string;
  };
  envelope: {
    id: string;
    sender: string;
    created: string;
    sent: string;
    ended: Record<Kind, string>;
    deadline: string;
    order: string;
    orders: Record<CertificateEnvelope['signingOrder'], string>;
    reason: string;
    mode: string;
    testMode: string;
    made: string;
  };
  document: {
    pages: string;
    original: string;
    presented: string;
    sealed: string;
    level: string;
    levelAt: (level: string, time: string) => string;
    timeStampFailed: string;
    alreadySigned: string;
    signaturesHere: string;
    unsealed: string;
  };
  role: Record<CertificateSigner['role'], string>;
  status: Record<CertificateSigner['status'], string>;
  person: {
    identified: string;
    identifiedBy: Record<NonNullable<CertificateSigner['identifiedBy']>, string>;
    notIdentified: string;
    invited: string;
    opened: string;
    acted: Record<'signed' | 'approved' | 'declined', string>;
    notRecorded: string;
    signatures: Record<CertificateSignature['kind'], string>;
    caption: (name: string, time: string) => string;
    ip: string;
    userAgent: string;
    consent: string;
    consentVersion: (version: string) => string;
    address: string;
    addressShared: string;
    disowned: string;
    disownedAt: (time: string) => string;
    before: string;
    until: (name: string, email: string, time: string) => string;
    copies: string;
  };
  field: {
    name: string;
    place: string;
    value: string;
    by: string;
    at: (document: number, page: number) => string;
    types: Record<string, string>;
    checked: string;
    unchecked: string;
  };
  /** Paragraphs on what signatures, names and times are. */
  meaning: string[];
  /** Said where nothing was completed. */
  noSignedDocument: string;
  /** `sealed`: there are documents that carry a seal, not this file alone. */
  verification: (url: string, sealed: boolean) => string[];
  event: {
    number: string;
    time: string;
    what: string;
    who: string;
    ip: string;
    actor: Record<Exclude<CertificateActor['type'], 'signer'>, string>;
    types: Record<KnownAuditType, string>;
  };
  chain: { last: string; hash: string; how: string; partial: string };
  consent: { intro: string; version: string; hash: string };
};

export const CERTIFICATE_TEXTS: Record<CertificateLocale, CertificateTexts> = { en: EN, de: DE };
