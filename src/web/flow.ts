import type { ErrorCode } from '../domain/errors.ts';
import type { Landing, Session } from './api.ts';
import type { Failure } from './api-error.ts';

/** Every state that is a page of its own, with nothing to sign on it. */
export type NoticeKind =
  | 'not_your_turn'
  | 'link_expired'
  | 'copy_expired'
  | 'link_invalid'
  | 'completed'
  | 'declined'
  | 'expired'
  | 'voided'
  | 'session_required'
  | 'session_expired'
  | 'session_mismatch'
  | 'not_me'
  | 'busy'
  | 'unreachable'
  | 'broken';

export type Screen =
  | { name: 'loading' }
  | { name: 'landing'; landing: Landing }
  /** Signing, or reading where this signer has acted or the link is a copy. */
  | { name: 'documents'; session: Session }
  /** This signer has acted; `justNow` thanks, otherwise it reminds. */
  | { name: 'acted'; session: Session; justNow: boolean }
  | { name: 'notice'; kind: NoticeKind; requestId: string | null };

/** Whether this signer has nothing left to decide. */
export function hasActed(session: Session): boolean {
  return !['pending', 'viewed'].includes(session.signer.status);
}

/** The first page of a session: the documents, or what became of them. */
export function screenOfSession(session: Session): Screen {
  if (session.kind === 'sign' && hasActed(session)) {
    return { name: 'acted', session, justNow: false };
  }
  return { name: 'documents', session };
}

/** Puts a newer session on the page, which moves on where the signer has acted in another tab. */
export function withSession(screen: Screen, session: Session): Screen {
  if (!('session' in screen)) return screen;
  // Another link was opened in this browser: its documents must not appear under this page.
  if (!isSamePerson(session, screen.session)) return notice('session_mismatch');
  if (screen.name === 'acted') return { ...screen, session };
  return hasActed(session) && !hasActed(screen.session)
    ? screenOfSession(session)
    : { name: 'documents', session };
}

// Who replaced a signer has the same id.
function isSamePerson({ signer: a }: Session, { signer: b }: Session): boolean {
  return a.id === b.id && a.name === b.name && a.email === b.email;
}

/** The first page of a link. A link that can be opened names the sender; a dead one nobody. */
export function screenOfLanding(landing: Landing): Screen {
  const { state, kind } = landing;
  if (state === 'ready' || state === 'acted') return { name: 'landing', landing };
  // A copy link is not renewed by itself: no button promises it.
  return notice(state === 'link_expired' && kind === 'copy' ? 'copy_expired' : state);
}

/** The page that explains a failure which leaves nothing to retry in place. */
export function screenOfFailure(failure: Failure): Screen {
  return notice(noticeOf(failure), failure.requestId);
}

/** Whether trying the same again may help, so that the page and what was typed stay. */
export function isPassing(failure: Failure): boolean {
  return ['unreachable', 'busy', 'broken'].includes(noticeOf(failure));
}

/** A page that only explains. */
export function notice(kind: NoticeKind, requestId: string | null = null): Screen {
  return { name: 'notice', kind, requestId };
}

const NOTICE_OF_CODE = {
  LINK_INVALID: 'link_invalid',
  LINK_EXPIRED: 'link_expired',
  NOT_YOUR_TURN: 'not_your_turn',
  SESSION_REQUIRED: 'session_required',
  SESSION_EXPIRED: 'session_expired',
  SESSION_MISMATCH: 'session_mismatch',
  RATE_LIMIT_EXCEEDED: 'busy',
} satisfies Partial<Record<ErrorCode, NoticeKind>>;

const NOTICES = new Map<string, NoticeKind>(Object.entries(NOTICE_OF_CODE));

/** Which page explains a failure. */
export function noticeOf({ code, status }: Failure): NoticeKind {
  if (code === 'UNREACHABLE') return 'unreachable';
  if (code === 'ENVELOPE_STATE_CONFLICT') return endOf(status);
  return NOTICES.get(code) ?? 'broken';
}

function endOf(status: string | null): NoticeKind {
  if (status === 'completed' || status === 'declined') return status;
  return status === 'expired' || status === 'voided' ? status : 'broken';
}
