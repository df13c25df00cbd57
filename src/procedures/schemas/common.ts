import { z } from 'zod';

// Control characters break mail headers, bidirectional overrides make a name read as another one
// (Unicode TR 36, 3.3), lone surrogates are not text at all.
const BIDI = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069';
const FORBIDDEN_IN_LINE = new RegExp(`[\\p{Cc}\\p{Cs}\\u2028\\u2029\\ufeff${BIDI}]`, 'u');
const FORBIDDEN_IN_TEXT = new RegExp(`(?![\\n\\t])[\\p{Cc}\\p{Cs}\\ufeff${BIDI}]`, 'u');
const FORBIDDEN = 'must not contain control or text direction characters';

/** One line of text for people: NFC, trimmed, 1 to `max` characters. */
export function line(max: number) {
  return z
    .string()
    .overwrite((text) => text.normalize('NFC').trim())
    .min(1, 'must not be empty')
    .max(max)
    .refine((text) => !FORBIDDEN_IN_LINE.test(text), FORBIDDEN);
}

/** Text of several lines: NFC, trimmed, line ends as \n, up to `max` characters. */
export function paragraph(max: number) {
  return z
    .string()
    .overwrite((text) => text.replace(/\r\n?/g, '\n').normalize('NFC').trim())
    .min(1, 'must not be empty')
    .max(max)
    .refine((text) => !FORBIDDEN_IN_TEXT.test(text), FORBIDDEN);
}

/** An address without quoted local part or display name, at most 254 characters (RFC 5321, 4.5.3). */
export const emailAddress = z
  .string()
  .overwrite((text) => text.trim())
  .max(254)
  .refine((text) => z.email().safeParse(text).success, 'must be an e-mail address')
  .meta({ format: 'email', example: 'john.smith@example.com' });

/** ISO 8601 in UTC, as every answer gives it. */
export const timestamp = z.string().meta({ format: 'date-time', example: '2026-05-20T10:00:00Z' });

const NO_INSTANT = 'must be an ISO 8601 time with Z or an offset';

/** An instant a client sends: ISO 8601 with an offset or Z; becomes UTC. */
export const instant = z.iso
  .datetime({ offset: true, error: NO_INSTANT })
  // Zod goes on to the next check where one has failed, so this one gets any text.
  .overwrite((text) => (isInstant(text) ? new Date(text).toISOString() : text))
  .refine(isInstant, NO_INSTANT);

function isInstant(text: string): boolean {
  return !Number.isNaN(Date.parse(text));
}

export const locale = z.enum(['en', 'de']);

/** An id in the input. Any string: a malformed one answers as an unknown one, 404. */
export function anyId(example: string) {
  return z.string().meta({ example });
}

/** `cursor` and `limit` of every list. */
export const pageQuery = {
  cursor: z.string().optional().describe('`next_cursor` of the page before'),
  limit: z.number().int().min(1).max(100).default(50).describe('How many at most, 1 to 100'),
};

/** The answer of every list. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    data: z.array(item),
    next_cursor: z.string().nullable().describe('Pass it as `cursor` for the next page'),
    has_more: z.boolean(),
  });
}

export const sha256Hex = z.string().meta({
  description: 'SHA-256 as 64 hexadecimal digits',
  example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
});
