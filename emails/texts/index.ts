import type { Locale } from '../frame.ts';
import { de } from './de.ts';
import { en, type Texts } from './en.ts';

/** The catalogue of each language. */
export const texts: Record<Locale, Texts> = { en, de };
