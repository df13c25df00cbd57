import { PDF } from '@libpdf/core';
import { type PlaceholderMarks, settlePlaceholder } from './seal/placeholder.ts';
import type { Placeholder } from './types.ts';
import { readStructure } from './verify/read-structure.ts';

type Saved = { bytes: Uint8Array; pageCount: number; placeholder: Placeholder | null };

/**
 * Writes the whole file anew and reads it back: what is on disk has the pages we think it has, and
 * the empty signature, if `marks` say that there is one, stands where readers look for it.
 */
export async function savePdf(pdf: PDF, marks: PlaceholderMarks | null = null): Promise<Saved> {
  const pageCount = pdf.getPageCount();
  const bytes = await pdf.save({ subsetFonts: true });
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
