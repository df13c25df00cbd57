import { type PDF, PdfBool } from '@libpdf/core';
import { flattenAnnotations } from './flatten-annotations.ts';
import { completeAppearances } from './form-appearances.ts';
import { follow, resolver } from './objects.ts';
import { tidyContent } from './page-content.ts';
import { Refusal } from './refusal.ts';
import { refuseSigned } from './refuse-signed.ts';
import { stripActiveContent } from './strip-active-content.ts';

/**
 * Turns an opened PDF into the form that signers see and sign: nothing in it acts, nothing can be
 * filled in, and marks drawn on its pages land where they are placed.
 * @throws {Refusal} certified, already_signed, too_many_pages, unsupported_type (a form that only
 * XFA can render), damaged.
 */
export async function presentPdf(pdf: PDF, maxPages: number): Promise<PDF> {
  refuseSigned(pdf);
  refuseUnpresentable(pdf, maxPages);
  completeAppearances(pdf);
  for (const page of pdf.getPages()) {
    tidyContent(pdf, page);
    flattenAnnotations(pdf, page);
  }
  stripActiveContent(pdf);
  return pdf;
}

/** @throws {Refusal} too_many_pages; unsupported_type for a form that only XFA can render. */
export function refuseUnpresentable(pdf: PDF, maxPages: number): void {
  const pageCount = pdf.getPageCount();
  if (pageCount > maxPages) {
    throw new Refusal('too_many_pages', `${pageCount} of ${maxPages}`, pageCount);
  }
  const needsRendering = follow(pdf.getCatalog().get('NeedsRendering'), resolver(pdf));
  if (needsRendering instanceof PdfBool && needsRendering.value) {
    throw new Refusal('unsupported_type', 'its pages are made by XFA', pageCount);
  }
}
