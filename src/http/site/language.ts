import type { Request } from 'express';
import { LOCALES, type SiteLocale } from './texts/index.ts';

/** The language that `?lang=` names, else the one that the browser likes best, else English. */
export function languageOf(req: Request): SiteLocale {
  const asked = LOCALES.find((each) => each === req.query.lang);
  return asked ?? LOCALES.find((each) => each === req.acceptsLanguages('en', 'de')) ?? 'en';
}
