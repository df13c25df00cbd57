import type { PDF } from '@libpdf/core';
import { openPdf } from './open-pdf.ts';
import { refuseSigned } from './refuse-signed.ts';
import { addSignaturePages } from './signature-page.ts';
import type { SignaturePage } from './types.ts';
import { addWatermarks } from './watermark.ts';

/**
 * Opens a presented PDF and adds our pages to it; the caller saves it.
 * @throws {Refusal} already_signed or certified: a page more would break that signature.
 */
export async function appendSignaturePage(bytes: Uint8Array, page: SignaturePage): Promise<PDF> {
  const pdf = await openPdf(bytes);
  refuseSigned(pdf);
  addSignaturePages(pdf, page);
  if (page.watermark) addWatermarks(pdf);
  // The digital seal belongs here: its dictionary and widget go into the one save that follows.
  return pdf;
}
