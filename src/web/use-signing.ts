import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Locale, Session } from './api.ts';
import type { Failure } from './api-error.ts';
import type { Screen } from './flow.ts';
import { browserLocale, storedLocale, storeLocale } from './language.ts';
import { prepareEngine } from './pdf/load-engine.ts';
import * as calls from './signer-calls.ts';

/**
 * The signer's way through the page. Calls answer null when the page moved on, or the failure that
 * the screen shows in place, with everything typed kept.
 */
export type Signing = {
  screen: Screen;
  locale: Locale;
  load(): Promise<void>;
  open(): Promise<Failure | null>;
  notMe(): Promise<Failure | null>;
  refresh(): Promise<Failure | null>;
  sign(session: Session, entries: calls.Entries): Promise<Failure | null>;
  decline(session: Session, reason: string): Promise<Failure | null>;
  requestLink(): Promise<Failure | null>;
  read(session: Session): void;
  /** False where the server could not be asked. */
  switchLocale(next: Locale): Promise<boolean>;
};

export function useSigning(): Signing {
  const [screen, setScreen] = useState<Screen>({ name: 'loading' });
  const [chosen, setChosen] = useState(storedLocale);
  const [signerLocale, setSignerLocale] = useState<Locale | null>(null);
  const token = useRef(tokenInAddress());
  const page: calls.Page = { token, chosen, show: setScreen, onSignerLocale: setSignerLocale };

  async function switchLocale(next: Locale): Promise<boolean> {
    // The consent text comes from the server: page and text change together or not at all.
    const failure = 'session' in screen ? await calls.refresh(page, next) : null;
    if (failure) return false;
    setChosen(next);
    storeLocale(next);
    return true;
  }

  function open(): Promise<Failure | null> {
    // The viewer comes while the server opens the session; before the press it would cost in vain.
    if (screen.name === 'landing' && screen.landing.kind === 'sign') prepareEngine();
    return calls.open(page);
  }

  const loadFirst = useEffectEvent(() => void calls.load(page));
  useEffect(() => loadFirst(), []);

  return {
    screen,
    locale: chosen ?? signerLocale ?? browserLocale(),
    load: () => calls.load(page),
    open,
    notMe: () => calls.notMe(page),
    refresh: () => calls.refresh(page),
    sign: (session, entries) => calls.sign(page, session, entries),
    decline: (session, reason) => calls.decline(page, session, reason),
    requestLink: () => calls.requestLink(page),
    read: (session) => setScreen({ name: 'documents', session }),
    switchLocale,
  };
}

function tokenInAddress(): string | null {
  const part = location.pathname.split('/')[2];
  if (!part) return null;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
