import { type ActResult, api, type Locale, type Session, type SignInput } from './api.ts';
import { type Failure, toFailure } from './api-error.ts';
import {
  hasActed,
  isPassing,
  notice,
  type Screen,
  screenOfFailure,
  screenOfLanding,
  screenOfSession,
  withSession,
} from './flow.ts';
import { dropDraft } from './form/draft-store.ts';

/** What the calls below read and change of the page. */
export type Page = {
  /** The token in the address; null once it has left it. */
  token: { current: string | null };
  /** The language somebody chose; null leaves it to the server, which takes the signer's. */
  chosen: Locale | null;
  show(next: Screen | ((before: Screen) => Screen)): void;
  onSignerLocale(locale: Locale): void;
};

/** What the address leads to. No effect on the server. */
export async function load(page: Page): Promise<void> {
  try {
    if (page.token.current !== null) {
      const landing = await api.landing.mutate({ token: page.token.current });
      page.onSignerLocale(landing.locale);
      page.show(screenOfLanding(landing));
    } else {
      const session = await fetchSession(page.chosen);
      page.onSignerLocale(session.locale);
      page.show(screenOfSession(session));
    }
  } catch (error) {
    page.show(screenOfFailure(toFailure(error)));
  }
}

/** The opening: only ever called from a press of the button. */
export async function open(page: Page): Promise<Failure | null> {
  try {
    const token = page.token.current ?? '';
    const session = await api.open.mutate({ token, ...inLocale(page.chosen) });
    // The link is as good as a key: it must not stay in the address, the history or a screenshot.
    history.replaceState(null, '', '/sign');
    page.token.current = null;
    page.onSignerLocale(session.locale);
    page.show({ name: 'documents', session });
    return null;
  } catch (error) {
    const failure = toFailure(error);
    if (failure.code !== 'LINK_EXPIRED') return settle(page, failure);
    // It expired while the page was open: the landing knows which kind of link it was.
    await load(page);
    return null;
  }
}

/** Says to the sender that the link reached somebody else; it ends with that. */
export async function notMe(page: Page): Promise<Failure | null> {
  try {
    await api.notMe.mutate({ token: page.token.current ?? '' });
    page.show(notice('not_me'));
    return null;
  } catch (error) {
    return settle(page, toFailure(error));
  }
}

/** What a signer enters: marks, where they sign, and fields. */
export type Entries = Pick<SignInput, 'signature' | 'initials' | 'fields'>;

/** Signs, or approves for an approver. */
export function sign(page: Page, session: Session, entries: Entries): Promise<Failure | null> {
  const { signer, consent } = session;
  const input = { ...asShown(signer), consent_version: consent.version, ...entries };
  return act(page, session, () => api.sign.mutate(input));
}

/** Declines with a reason, which ends the request for everybody. */
export function decline(page: Page, session: Session, reason: string): Promise<Failure | null> {
  const input = { ...asShown(session.signer), reason };
  return act(page, session, () => api.decline.mutate(input));
}

/** Who acts, as the page showed it. */
function asShown({ id, name, email }: Session['signer']) {
  return { signer_id: id, acting_as: { name, email } };
}

async function act(
  page: Page,
  session: Session,
  call: () => Promise<ActResult>,
): Promise<Failure | null> {
  try {
    const { envelope_status, ...signer } = await call();
    const envelope = { ...session.envelope, status: envelope_status };
    dropDraft(session.signer);
    page.show({ name: 'acted', session: { ...session, signer, envelope }, justNow: true });
    return null;
  } catch (error) {
    return afterRefusal(page, toFailure(error));
  }
}

async function afterRefusal(page: Page, failure: Failure): Promise<Failure | null> {
  // The answer to an earlier try may have been lost on the way: the session tells.
  if (['SIGNER_ALREADY_ACTED', 'ENVELOPE_STATE_CONFLICT'].includes(failure.code)) {
    const session = await fetchSession(page.chosen).catch(() => null);
    if (session && hasActed(session)) {
      dropDraft(session.signer);
      page.show(screenOfSession(session));
      return null;
    }
  }
  if (failure.code === 'CONSENT_OUTDATED') return (await refresh(page)) ?? failure;
  return settle(page, failure);
}

/** Fetches the session anew, in a language; what is typed stays. */
export async function refresh(page: Page, language = page.chosen): Promise<Failure | null> {
  try {
    const session = await fetchSession(language);
    if (hasActed(session)) dropDraft(session.signer);
    page.show((before) => withSession(before, session));
    return null;
  } catch (error) {
    return settle(page, toFailure(error));
  }
}

/** Asks for a fresh link. The server answers the same whatever the token is. */
export async function requestLink(page: Page): Promise<Failure | null> {
  try {
    await api.requestLink.mutate({ token: page.token.current ?? '' });
    return null;
  } catch (error) {
    return toFailure(error);
  }
}

/** What can be tried again is told in place; anything else is a page of its own. */
function settle(page: Page, failure: Failure): Failure | null {
  if (isPassing(failure) || failure.code === 'VALIDATION_FAILED') return failure;
  page.show(screenOfFailure(failure));
  return null;
}

function fetchSession(locale: Locale | null): Promise<Session> {
  return api.session.query(inLocale(locale));
}

function inLocale(locale: Locale | null): { locale?: Locale } {
  return locale === null ? {} : { locale };
}
