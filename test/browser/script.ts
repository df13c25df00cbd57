import { currentConsent } from '../../src/domain/consent.ts';
import { ApiError, type ErrorCode } from '../../src/domain/errors.ts';
import type { ActResult, Landing, Script, Session } from './stub-server.ts';

type Locale = Session['locale'];
type Signer = Session['signer'];

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

/** The state after an act. */
export function actedOf(status: Signer['status'], envelope_status: ActResult['envelope_status']) {
  const signed_at = status === 'declined' ? null : '2026-05-21T09:30:00Z';
  return { ...sessionOf('en', { status, signed_at }).signer, envelope_status };
}

/** Everything goes well. */
export function happyScript(locale: Locale): Script {
  return {
    landing: () => landingOf(locale),
    open: (input) => sessionOf(input.locale ?? locale),
    session: (input) => sessionOf(input.locale ?? locale),
    sign: () => actedOf('signed', 'in_progress'),
    decline: () => actedOf('declined', 'declined'),
    document: (id) => (id === 'sigdoc_1' ? 'b1_1p.pdf' : 'b10_10p.pdf'),
  };
}

/** A scripted refusal. */
export function refuse(code: ErrorCode, status?: string): () => never {
  return () => {
    throw new ApiError(code, status === undefined ? {} : { extra: { status } });
  };
}
