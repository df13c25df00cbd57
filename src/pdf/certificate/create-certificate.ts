import { PDF, PdfDict, PdfString } from '@libpdf/core';
import { documentFonts } from '../canvas.ts';
import { documentPictures } from '../mark-pictures.ts';
import { addPlaceholder, type PlaceholderMarks } from '../seal/placeholder.ts';
import type { SealMark } from '../types.ts';
import { addWatermarks } from '../watermark.ts';
import { addCertificatePages } from './add-certificate-pages.ts';
import type { Certificate } from './content.ts';
import { forAudience } from './for-audience.ts';
import { renderingOf } from './rendering.ts';
import { CERTIFICATE_TEXTS } from './texts.ts';

/**
 * A certificate as a PDF with room for its seal; the caller saves it, once, since the seal is over
 * what that save writes.
 * @throws when a picture of a signature cannot be read
 */
export function createCertificate(
  certificate: Certificate,
  seal: SealMark,
): { pdf: PDF; marks: PlaceholderMarks } {
  const pdf = PDF.create();
  const content = forAudience(certificate);
  describe(pdf, content);
  const rendering = renderingOf(content, documentPictures(pdf));
  const place = addCertificatePages(pdf, rendering, seal, documentFonts(pdf));
  if (content.test) addWatermarks(pdf);
  return { pdf, marks: addPlaceholder(pdf, seal, place.page, place.area) };
}

/** What readers show in the title bar, and in which language they read it out. */
function describe(pdf: PDF, { kind, locale, envelope }: Certificate): void {
  const title = `${CERTIFICATE_TEXTS[locale].heading[kind]}: ${envelope.title}`;
  pdf.setTitle(title, { showInWindowTitleBar: true });
  pdf.setLanguage(locale);
  // Nothing else: the library would name itself, and an author of its own making.
  const info = PdfDict.of({ Title: PdfString.fromString(title) });
  pdf.context.info.trailer.set('Info', pdf.register(info));
}
