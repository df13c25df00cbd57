import { currentConsent } from '../../src/domain/consent.ts';
import { ApiError, type ErrorCode, invalid } from '../../src/domain/errors.ts';
import type { ActResult, Landing, Script, SealedFile, Session } from './stub-server.ts';

type Locale = Session['locale'];
type Signer = Session['signer'];
type Field = Session['fields'][number];

const sender = { name: 'Kanzlei Müller', email: 'kanzlei@example.com' };

/** A landing as the server gives it for an open request in the signer's language. */
export function landingOf(locale: Locale, changes: Partial<Landing> = {}): Landing {
  return {
    state: 'ready',
    kind: 'sign',
    locale,
    locales: ['en', 'de'],
    envelope: {
      title: 'Arbeitsvertrag Smith',
      message: 'Dear John,\nplease read https://evil.example before <b>Friday</b>.',
      sender,
      document_count: 2,
      expires_at: '2026-06-19T16:30:00Z',
      time_zone: 'Europe/Berlin',
    },
    signer: { name: 'John Smith', role: 'signer', status: 'pending' },
    ...changes,
  };
}

/** A landing that leads nowhere: it names neither title nor people. */
export function deadLanding(locale: Locale, state: Landing['state']): Landing {
  return landingOf(locale, { state, envelope: null, signer: null });
}

export function sessionOf(locale: Locale, signer: Partial<Signer> = {}): Session {
  return {
    kind: 'sign',
    locale,
    envelope: {
      title: 'Arbeitsvertrag Smith',
      message: 'Dear John,\nplease read and sign.',
      sender,
      status: 'in_progress',
      expires_at: '2026-06-19T16:30:00Z',
      time_zone: 'Europe/Berlin',
      documents: [
        { id: 'sigdoc_1', filename: 'employment_agreement.pdf', page_count: 1, signed: false },
        {
          id: 'sigdoc_2',
          filename: 'Anlage zum Arbeitsvertrag.pdf',
          page_count: 10,
          signed: false,
        },
      ],
    },
    signer: {
      id: 'signer_1',
      name: 'John Smith',
      email: 'john.smith@example.com',
      role: 'signer',
      status: 'viewed',
      signed_at: null,
      ...signer,
    },
    fields: [],
    certificate: false,
    consent: { version: '2026-01', text: currentConsent('signer', locale).text },
  };
}

/** A field of this signer on the first page of the first document. */
export function fieldOf(id: string, changes: Partial<Field> = {}): Field {
  return {
    id,
    document_id: 'sigdoc_1',
    type: 'text',
    required: true,
    label: null,
    page: 1,
    x: 0.1,
    y: 0.1,
    width: 0.3,
    height: 0.025,
    value: null,
    ...changes,
  };
}

/** A session with one field of every kind, on two documents. */
export function sessionWithFields(locale: Locale, fields: Field[] = EVERY_KIND): Session {
  return { ...sessionOf(locale), fields };
}

export const EVERY_KIND: Field[] = [
  fieldOf('fld_place', { label: 'Place of birth', x: 0.12, y: 0.2 }),
  fieldOf('fld_tax', { label: 'Tax number', required: false, x: 0.6, y: 0.2 }),
  fieldOf('fld_terms', {
    label: 'I have read the house rules',
    type: 'checkbox',
    x: 0.12,
    y: 0.3,
    width: 0.022,
    height: 0.016,
  }),
  fieldOf('fld_news', {
    label: 'Send me the newsletter',
    type: 'checkbox',
    required: false,
    x: 0.12,
    y: 0.34,
    width: 0.022,
    height: 0.016,
  }),
  fieldOf('fld_date', {
    type: 'date',
    x: 0.12,
    y: 0.8,
    width: 0.2,
    value: '21 May 2026',
  }),
  fieldOf('fld_name', { type: 'name', x: 0.12, y: 0.84, width: 0.25, value: 'John Smith' }),
  fieldOf('fld_email', {
    type: 'email',
    x: 0.6,
    y: 0.84,
    width: 0.3,
    value: 'john.smith@example.com',
  }),
  fieldOf('fld_sign', { type: 'signature', x: 0.55, y: 0.74, width: 0.36, height: 0.07 }),
  fieldOf('fld_initials', {
    type: 'initials',
    document_id: 'sigdoc_2',
    page: 3,
    x: 0.82,
    y: 0.93,
    width: 0.1,
    height: 0.035,
  }),
  fieldOf('fld_iban', {
    label: 'IBAN',
    document_id: 'sigdoc_2',
    page: 2,
    x: 0.5,
    y: 0.5,
    width: 0.4,
    height: 0.022,
  }),
];

/** The state after an act. */
export function actedOf(status: Signer['status'], envelope_status: ActResult['envelope_status']) {
  const signed_at = status === 'declined' ? null : '2026-05-21T09:30:00Z';
  return { ...sessionOf('en', { status, signed_at }).signer, envelope_status };
}

/** Whom the page shows as the one who acts. */
export const AS_JOHN = {
  signer_id: 'signer_1',
  acting_as: { name: 'John Smith', email: 'john.smith@example.com' },
};

/** Everything goes well. */
export function happyScript(locale: Locale): Script {
  return {
    landing: () => landingOf(locale),
    open: (input) => sessionOf(input.locale ?? locale),
    session: (input) => sessionOf(input.locale ?? locale),
    sign: () => actedOf('signed', 'in_progress'),
    decline: () => actedOf('declined', 'declined'),
    notMe: () => ({ accepted: true }),
    lookup: () => lookupOf({ known: false }),
    document: (id) => (id === 'sigdoc_1' ? 'b1_1p.pdf' : 'b10_10p.pdf'),
  };
}

/** What the server knows of a file: by default a live document. */
export function lookupOf(changes: Partial<SealedFile> = {}): SealedFile {
  if (changes.known === false) {
    return { known: false, mode: null, kind: null, level: null, sealed_at: null, replaced: false };
  }
  return {
    known: true,
    mode: 'live',
    kind: 'document',
    level: 'B-T',
    sealed_at: '2026-05-21T09:30:00Z',
    replaced: false,
    ...changes,
  };
}

/** A refusal of one member of the input. */
export function refuseMember(path: string): () => never {
  return () => {
    throw invalid(path, 'cannot be used');
  };
}

/** A scripted refusal. */
export function refuse(code: ErrorCode, status?: string): () => never {
  return () => {
    throw new ApiError(code, status === undefined ? {} : { extra: { status } });
  };
}
