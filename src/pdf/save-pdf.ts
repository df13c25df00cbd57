import { PDF } from '@libpdf/core';
import { type PlaceholderMarks, settlePlaceholder } from './seal/placeholder.ts';
import type { Placeholder } from './types.ts';
import { readStructure } from './verify/read-structure.ts';

type Saved = { bytes: Uint8Array; pageCount: number; placeholder: Placeholder | null };

/**
 * Writes the whole file anew, or appends to `original`, and reads it back: what is on disk has the
 * pages we think it has, and the empty signature, if `marks` say that there is one, stands where
 * readers look for it.
 */
export async function savePdf(
  pdf: PDF,
  marks: PlaceholderMarks | null = null,
  original: Uint8Array | null = null,
): Promise<Saved> {
  const pageCount = pdf.getPageCount();
  const bytes = await pdf.save(original ? { incremental: true } : { subsetFonts: true });
  const placeholder = settle(bytes, original, marks);
  const written = await PDF.load(bytes);
  const pages = written.getPageCount();
  if (pages !== pageCount) throw new Error(`wrote ${pages} of ${pageCount} pages`);
  if (placeholder) {
    const { offset, length, fileSize } = placeholder;
    const hole = { start: offset, end: offset + length, coveredTo: fileSize };
    if (!readStructure(written, bytes, hole))
      throw new Error('the placeholder is not in its place');
  }
  return { bytes, pageCount, placeholder };
}

/**
 * Makes the hole of the signature, if there is to be one, in bytes that must begin with `original`.
 * @throws when they do not: the library wrote the file anew.
 */
export function settle(
  bytes: Uint8Array,
  original: Uint8Array | null,
  marks: PlaceholderMarks | null,
): Placeholder | null {
  const start = bytes.subarray(0, original?.length ?? 0);
  if (original && Buffer.compare(start, original) !== 0) throw new Error('it was written anew');
  return marks && settlePlaceholder(bytes, marks);
}
