import type { Locale } from './frame.ts';

// British English: day before month and 24 hours, as the platform's German readers of English expect.
const intlLocales: Record<Locale, string> = { en: 'en-GB', de: 'de-DE' };

/**
 * Returns an instant (ISO 8601) as a sentence says it, in the given IANA time zone and naming it:
 * `20 June 2026, 12:00 (CEST)`, `20. Juni 2026, 12:00 Uhr (MESZ)`.
 * Throws a RangeError for an unreadable time or an unknown zone.
 */
export function formatDate(iso: string, locale: Locale, timeZone: string): string {
  const parts = new Intl.DateTimeFormat(intlLocales[locale], {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).formatToParts(new Date(iso));
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((candidate) => candidate.type === type)?.value ?? '';
  const time = `${part('hour')}:${part('minute')}`;
  return locale === 'de'
    ? `${part('day')}. ${part('month')} ${part('year')}, ${time} Uhr (${part('timeZoneName')})`
    : `${part('day')} ${part('month')} ${part('year')}, ${time} (${part('timeZoneName')})`;
}
