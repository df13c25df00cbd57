import canonicalize from 'canonicalize';
import type { z } from 'zod';

/** The one text of a JSON value (RFC 8785). @throws {Error} for what JSON cannot say. */
export function toCanonical(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('not a JSON value');
  return text;
}

/**
 * Reads canonical JSON. Null unless the bytes are the one canonical text of what the schema made of
 * them: then nothing in them is without meaning, no member twice and none passed over.
 */
export function readCanonical<T extends object>(bytes: Buffer, schema: z.ZodType<T>): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(bytes.toString('utf8')));
    if (!parsed.success) return null;
    return Buffer.from(toCanonical(parsed.data)).equals(bytes) ? parsed.data : null;
  } catch {
    // Not JSON, or strings that are no text.
    return null;
  }
}
