import { createHash } from 'node:crypto';
import { AUDIT_TYPES } from '../../../src/pdf/certificate/content.ts';
import type { Certificate } from '../../../src/pdf/pdf-engine.ts';

type Signer = Certificate['signers'][number];
type Event = Certificate['events'][number];
type CertificateDocument = Certificate['documents'][number];

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** The same day, `minutes` after nine in the morning UTC. */
export const at = (minutes: number) =>
  new Date(Date.parse('2026-11-22T09:00:00.000Z') + minutes * 60_000).toISOString();

const AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

export const CONSENT = {
  version: 'signer-en-1',
  text: 'I have read the documents and agree to sign them electronically with a simple electronic signature (eIDAS Art. 3(10)). I was identified by access to a link that was mailed to my address. My name, my address, the time, my IP address and my browser are recorded as evidence. This does not replace the written form where the law requires it (§§ 126, 126a BGB).',
};

export function signer(name: string, over: Partial<Signer> = {}): Signer {
  return {
    name,
    email: 'anna.mueller@example.org',
    role: 'signer',
    status: 'signed',
    identifiedBy: 'mailed_link',
    replaced: [],
    disowned: [],
    addressShared: false,
    consent: CONSENT,
    invitedAt: at(1),
    openedAt: at(42),
    actedAt: at(45),
    ip: '203.0.113.7',
    userAgent: AGENT,
    signature: { kind: 'typed', text: name, hand: 'formal' },
    fields: [],
    ...over,
  };
}

export function approver(name: string, over: Partial<Signer> = {}): Signer {
  const consent = { version: 'approver-en-1', text: 'I have read the documents and approve them.' };
  return signer(name, { role: 'approver', status: 'approved', signature: null, consent, ...over });
}

export function copyRecipient(name: string, over: Partial<Signer> = {}): Signer {
  return signer(name, {
    role: 'cc',
    status: 'copied',
    identifiedBy: null,
    consent: null,
    openedAt: null,
    actedAt: null,
    ip: null,
    userAgent: null,
    signature: null,
    ...over,
  });
}

export function document(
  filename: string,
  over: Partial<CertificateDocument> = {},
): CertificateDocument {
  return {
    filename,
    pageCount: 4,
    originalSha256: hash(`original ${filename}`),
    presentedSha256: hash(`presented ${filename}`),
    alreadySigned: false,
    seal: { level: 'B-T', at: at(61), sha256: hash(`sealed ${filename}`), timeStampFailed: false },
    ...over,
  };
}

export function event(type: string, seq: number, over: Partial<Event> = {}): Event {
  return { seq, at: at(seq), type, actor: { type: 'system' }, about: null, ip: null, ...over };
}

/** One of each type the catalogues know, then one of a later version. */
export function everyEvent(): Event[] {
  return [...AUDIT_TYPES, 'signer.teleported'].map((type, index) => event(type, index + 1));
}

/** The way of an envelope from creation to completion. */
export function story(people: Signer[]): Event[] {
  const sender = { actor: { type: 'api_key' as const, id: 'key_01HZX3K9QFJ5V0T4W8N2M6P7RS' } };
  const told: [string, Partial<Event>][] = [
    ['envelope.created', { ...sender, ip: '198.51.100.24' }],
    ['envelope.sent', { ...sender, ip: '198.51.100.24' }],
    ...people.flatMap(({ name }): [string, Partial<Event>][] => [
      ['signer.invited', { about: name }],
      ['mail.sent', { about: name }],
    ]),
    ...people.flatMap(({ name, role, ip }): [string, Partial<Event>][] => {
      const own = { actor: { type: 'signer' as const, name }, ip };
      if (role === 'cc') return [];
      return [
        ['signer.viewed', own],
        ['document.viewed', { ...own, about: 'lease 2026.pdf' }],
        [role === 'approver' ? 'signer.approved' : 'signer.signed', own],
      ];
    }),
    ['envelope.completed', {}],
    ['document.sealed', { about: 'lease 2026.pdf' }],
  ];
  return told.map(([type, over], index) => event(type, index + 1, over));
}

export function certificate(over: Partial<Certificate> = {}): Certificate {
  const signers = over.signers ?? [
    signer('Anna Müller'),
    approver('Bob Approver', {
      email: 'bob@example.org',
      ip: '2001:db8:4a7b:1c00:2d5e:91ff:fe3c:77a1',
    }),
    copyRecipient('Clara Copy', { email: 'clara@example.org' }),
  ];
  const events = over.events ?? story(signers);
  return {
    kind: 'completed',
    audience: 'sender',
    locale: 'en',
    timeZone: 'Europe/Berlin',
    test: false,
    envelope: {
      id: 'env_01HZX3K9QFJ5V0T4W8N2M6P7RS',
      title: 'Rental agreement, Musterstraße 5',
      sender: { name: 'Schön Immobilien GmbH', email: 'vermietung@schoen.example' },
      createdAt: at(0),
      sentAt: at(1),
      endedAt: at(60),
      expiresAt: at(30 * 24 * 60),
      signingOrder: 'sequential',
    },
    reason: null,
    documents: [document('lease 2026.pdf')],
    verifyUrl: 'https://sign.example.org/verify',
    auditHead: { seq: events.length, hash: hash('head') },
    ...over,
    signers,
    events,
  };
}
