import { createContext, useContext } from 'react';
import type { Locale } from '../api.ts';
import { en, type Texts } from '../texts/en.ts';

type Language = { locale: Locale; t: Texts };

export const LanguageContext = createContext<Language>({ locale: 'en', t: en });

/** The language of the page and its texts. */
export function useLanguage(): Language {
  return useContext(LanguageContext);
}
