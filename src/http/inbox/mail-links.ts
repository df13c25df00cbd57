import type { CapturedMail } from '../../email/mailbox.ts';

/** A link of a mail: where it leads, and the words it is on. */
export type MailLink = { url: string; label: string };

const ANCHOR = /<a\b[^>]*?\shref="(https?:[^"]*)"[^>]*>(.*?)<\/a>/gis;
const ADDRESS = /https?:\/\/[^\s<>"]+/g;

/**
 * The links of a mail, each address once, in the order of the mail: those of its HTML part, or where
 * that has none the addresses in its text.
 */
export function linksOf({ html, text }: Pick<CapturedMail, 'html' | 'text'>): MailLink[] {
  const links = [...html.matchAll(ANCHOR)].map(([, url = '', inner = '']) => ({
    url: decode(url),
    label: decode(inner.replace(/<[^>]*>/g, ' '))
      .replace(/\s+/g, ' ')
      .trim(),
  }));
  const found = links.length > 0 ? links : [...text.matchAll(ADDRESS)].map(([url]) => bare(url));
  return [...Map.groupBy(found, ({ url }) => url).values()].flatMap(([first]) => first ?? []);
}

/** Whether an address is one that a person signs or reads at. */
export function isSigningLink({ url }: MailLink): boolean {
  return /^https?:\/\/[^/]+(?:\/[^?#]*)?\/sign\/[\w-]+$/.test(url);
}

function bare(url: string): MailLink {
  return { url, label: '' };
}

const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (all, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? all;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
