import type { Locale } from './api.ts';
import { de } from './texts/de.ts';
import { en, type Texts } from './texts/en.ts';

export const TEXTS: Record<Locale, Texts> = { en, de };
export const LOCALES: readonly Locale[] = ['de', 'en'];

const KEY = 'signing-language';

/** The language of the browser: the first it asks for that there is, else English. */
export function browserLocale(): Locale {
  for (const tag of navigator.languages) {
    const found = LOCALES.find((locale) => tag.toLowerCase().split('-')[0] === locale);
    if (found) return found;
  }
  return 'en';
}

/** What the signer switched to in this tab; a reload keeps it, another link does not. */
export function storedLocale(): Locale | null {
  try {
    const stored = sessionStorage.getItem(KEY);
    return LOCALES.find((locale) => locale === stored) ?? null;
  } catch {
    // Storage may be switched off in the browser; then the choice lasts until a reload.
    return null;
  }
}

export function storeLocale(locale: Locale): void {
  try {
    sessionStorage.setItem(KEY, locale);
  } catch {
    // See storedLocale.
  }
}
