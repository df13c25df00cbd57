import { PDF } from '@libpdf/core';

/** Writes the whole file anew and reads it back: what is on disk has the pages we think it has. */
export async function savePdf(pdf: PDF): Promise<{ bytes: Uint8Array; pageCount: number }> {
  const pageCount = pdf.getPageCount();
  const bytes = await pdf.save({ subsetFonts: true });
  const written = (await PDF.load(bytes)).getPageCount();
  if (written !== pageCount) throw new Error(`wrote ${written} of ${pageCount} pages`);
  return { bytes, pageCount };
}
