/** `2026-11-22 14:18:27 UTC` of an ISO time; the text itself if it is none. */
export function utcTime(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** UTC, then the same moment where `timeZone` is (IANA); UTC alone for an unknown zone. */
export function bothTimes(iso: string, locale: 'en' | 'de', timeZone: string): string {
  const local = localTime(iso, locale, timeZone);
  return local === null ? utcTime(iso) : `${utcTime(iso)} · ${local} (${timeZone})`;
}

/** `22 Nov 2026, 15:18:27 CET`: an ISO time where `timeZone` is; null for an unknown zone. */
export function localTime(iso: string, locale: 'en' | 'de', timeZone: string): string | null {
  try {
    return new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', {
      timeZone,
      dateStyle: 'medium',
      timeStyle: 'long',
    }).format(new Date(iso));
  } catch (error) {
    // An unknown zone, or no time at all: what is known is still printed.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
