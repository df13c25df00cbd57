import { de } from './de.ts';
import { en, type SiteTexts } from './en.ts';

export type { SiteTexts };
export type SiteLocale = 'en' | 'de';

export const LOCALES: readonly SiteLocale[] = ['de', 'en'];
export const TEXTS: Record<SiteLocale, SiteTexts> = { en, de };
