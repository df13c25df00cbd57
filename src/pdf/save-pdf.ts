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
  if (original && !startsWith(bytes, original)) throw new Error('it was written anew');
  const placeholder = marks && settlePlaceholder(bytes, marks);
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

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, start.length), start) === 0;
}
