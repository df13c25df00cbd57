import type { PDF } from '@libpdf/core';
import { documentFonts } from './canvas.ts';
import { openPdf } from './open-pdf.ts';
import { refuseSigned } from './refuse-signed.ts';
import { addPlaceholder, type PlaceholderMarks } from './seal/placeholder.ts';
import { addSignaturePages } from './signature-page.ts';
import type { SealMark, SignaturePage } from './types.ts';
import { addWatermarks } from './watermark.ts';

/**
 * Opens a presented PDF and adds our pages to it, with room for a seal if there is to be one; the
 * caller saves it, once, since the seal is over what that save writes.
 * @throws {Refusal} already_signed or certified: a page more would break that signature.
 */
export async function appendSignaturePage(
  bytes: Uint8Array,
  page: SignaturePage,
  seal: SealMark | null,
): Promise<{ pdf: PDF; marks: PlaceholderMarks | null }> {
  const pdf = await openPdf(bytes);
  refuseSigned(pdf);
  const place = addSignaturePages(pdf, page, seal, documentFonts(pdf));
  if (page.watermark) addWatermarks(pdf);
  const marks = seal && place && addPlaceholder(pdf, seal, place.page, place.area);
  return { pdf, marks };
}
