import type { PDF } from '@libpdf/core';
import { addMarks } from './add-marks.ts';
import { documentFonts } from './canvas.ts';
import { documentPictures, type ReadFile } from './mark-pictures.ts';
import { openPdf } from './open-pdf.ts';
import { refuseSigned } from './refuse-signed.ts';
import { addPlaceholder, type PlaceholderMarks } from './seal/placeholder.ts';
import { addSignaturePages } from './signature-page.ts';
import type { Additions, SealMark } from './types.ts';
import { addWatermarks } from './watermark.ts';

/**
 * Opens a presented PDF, draws the marks of its signers into it and adds our pages, with room for a
 * seal if there is to be one: where our pages describe it, else out of sight on the last page. The
 * caller saves it, once, since the seal is over what that save writes.
 * @throws {Refusal} already_signed or certified: a page more would break that signature.
 */
export async function appendSignaturePage(
  bytes: Uint8Array,
  { marks, page, watermark }: Additions,
  seal: SealMark | null,
  read: ReadFile,
): Promise<{ pdf: PDF; marks: PlaceholderMarks | null }> {
  const pdf = await openPdf(bytes);
  refuseSigned(pdf);
  const fonts = documentFonts(pdf);
  const pictures = documentPictures(pdf, read);
  addMarks(pdf, marks, { fonts, pictures });
  const described = page && addSignaturePages(pdf, page, seal, { fonts, pictures });
  if (watermark) addWatermarks(pdf, fonts);
  const place = described ?? { page: pdf.getPages().at(-1), area: null };
  if (!seal || !place.page) return { pdf, marks: null };
  return { pdf, marks: addPlaceholder(pdf, seal, place.page, place.area) };
}
