import type { Locale } from './api.ts';

// British order and the 24-hour clock: unambiguous to readers of English anywhere in Europe.
const TAGS: Record<Locale, string> = { en: 'en-GB', de: 'de-DE' };

/** Date, time and the zone's name: `20 May 2026, 12:00 (Central European Summer Time)`. */
export function formatInstant(iso: string, locale: Locale, timeZone: string): string {
  const instant = new Date(iso);
  const zone = knownZone(timeZone);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(TAGS[locale], { timeZone: zone, ...options });
  const date = format({ day: 'numeric', month: 'long', year: 'numeric' }).format(instant);
  const time = format({ hour: '2-digit', minute: '2-digit' }).format(instant);
  const name = format({ timeZoneName: 'long' })
    .formatToParts(instant)
    .find((part) => part.type === 'timeZoneName')?.value;
  const clock = locale === 'de' ? `${time} Uhr` : time;
  return `${date}, ${clock} (${name ?? zone})`;
}

/** The zone itself, or UTC where an older browser does not know it. */
function knownZone(timeZone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return timeZone;
  } catch {
    return 'UTC';
  }
}
