import { PDF, PdfDict, PdfString } from '@libpdf/core';
import { rasterStream } from '../image-stream.ts';
import type { Picture } from '../mark-block.ts';
import { decodePng } from '../png.ts';
import { fromRgba } from '../raster.ts';
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
 * @throws {Refusal} damaged: a picture of a signature cannot be read.
 */
export function createCertificate(
  certificate: Certificate,
  seal: SealMark,
  read: (path: string) => Uint8Array,
): { pdf: PDF; marks: PlaceholderMarks } {
  const pdf = PDF.create();
  const content = forAudience(certificate);
  describe(pdf, content);
  const rendering = renderingOf(content, readPictures(pdf, content, read));
  const place = addCertificatePages(pdf, rendering, seal);
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

function readPictures(
  pdf: PDF,
  { signers }: Certificate,
  read: (path: string) => Uint8Array,
): Map<string, Picture> {
  const pictures = new Map<string, Picture>();
  for (const { signature } of signers) {
    if (signature === null || signature.kind === 'typed') continue;
    const path = signature.signatureImagePath;
    const raster = fromRgba(decodePng(read(path)));
    const { width, height } = raster;
    pictures.set(path, { ref: pdf.register(rasterStream(raster)), width, height });
  }
  return pictures;
}
