import { deflateSync } from 'node:zlib';
import { PDF, PdfArray, PdfName, PdfNumber, PdfStream } from '@libpdf/core';
import { A4 } from './canvas.ts';
import { type Jpeg, readJpeg } from './jpeg.ts';
import { addXObject, appendContent } from './page-content.ts';
import { decodePng } from './png.ts';
import { fromRgba, type Raster } from './raster.ts';
import { Refusal } from './refusal.ts';
import { readTiff } from './tiff.ts';

type Picture = { width: number; height: number; orientation: number; stream: PdfStream };

/** An image this close to A4's proportions gets an A4 page; a scanner's margins vary that much. */
const A4_TOLERANCE = 0.03;
/** No side shorter than half an inch, however narrow the strip. */
const SHORTEST_SIDE = 36;
/** Where each orientation puts the unit square (TIFF 6.0, tag 274): a, b, c, d, e, f of a matrix. */
const ORIENTATIONS: Record<number, [number, number, number, number, number, number]> = {
  1: [1, 0, 0, 1, 0, 0],
  2: [-1, 0, 0, 1, 1, 0],
  3: [-1, 0, 0, -1, 1, 1],
  4: [1, 0, 0, -1, 0, 1],
  5: [0, -1, -1, 0, 1, 1],
  6: [0, -1, 1, 0, 0, 1],
  7: [0, 1, 1, 0, 0, 0],
  8: [0, 1, -1, 0, 1, 0],
};

/**
 * A PDF with the image on a page of its proportions, A4 where it nearly is; each page of a TIFF on
 * a page. @throws {Refusal} damaged, too_many_pages, unsupported_type
 */
export function imageToPdf(bytes: Uint8Array, mimeType: string, maxPages: number): PDF {
  const pdf = PDF.create();
  // The library's own name and the hour: no part of what was uploaded.
  pdf.context.info.trailer.delete('Info');
  for (const picture of pictures(bytes, mimeType, maxPages)) addPage(pdf, picture);
  return pdf;
}

function* pictures(bytes: Uint8Array, mimeType: string, maxPages: number): Generator<Picture> {
  if (mimeType === 'image/png') yield fromRaster(fromRgba(decodePng(bytes)), 1);
  else if (mimeType === 'image/jpeg') yield fromJpeg(bytes, readJpeg(bytes));
  else if (mimeType === 'image/tiff') {
    for (const { orientation, decode } of readTiff(bytes, maxPages)) {
      yield fromRaster(decode(), orientation);
    }
  } else throw new Refusal('unsupported_type', mimeType);
}

function addPage(pdf: PDF, { width, height, orientation, stream }: Picture): void {
  const turned = orientation >= 5;
  const ratio = turned ? height / width : width / height;
  const page = pdf.addPage(pageSize(ratio));
  const [w, h] =
    ratio > page.width / page.height
      ? [page.width, page.width / ratio]
      : [page.height * ratio, page.height];
  const [a, b, c, d, e, f] = ORIENTATIONS[orientation] ?? [1, 0, 0, 1, 0, 0];
  const [x, y] = [(page.width - w) / 2, (page.height - h) / 2];
  const matrix = [a * w, b * h, c * w, d * h, e * w + x, f * h + y];
  const name = addXObject(pdf, page, pdf.register(stream));
  appendContent(pdf, page, `${matrix.map((value) => value.toFixed(3)).join(' ')} cm /${name} Do`);
}

/** In points; `ratio` is width to height as displayed. */
function pageSize(ratio: number): { width: number; height: number } {
  const upright = A4.width / A4.height;
  if (Math.abs(ratio / upright - 1) < A4_TOLERANCE) return A4;
  if (Math.abs(ratio * upright - 1) < A4_TOLERANCE) return { width: A4.height, height: A4.width };
  if (ratio > 1) return { width: A4.height, height: Math.max(A4.height / ratio, SHORTEST_SIDE) };
  return { width: Math.max(A4.height * ratio, SHORTEST_SIDE), height: A4.height };
}

function fromRaster({ width, height, channels, samples }: Raster, orientation: number): Picture {
  const space = channels === 1 ? 'DeviceGray' : 'DeviceRGB';
  const stream = imageStream(width, height, space, 'FlateDecode', deflateSync(samples));
  return { width, height, orientation, stream };
}

function fromJpeg(bytes: Uint8Array, jpeg: Jpeg): Picture {
  const spaces = { 1: 'DeviceGray', 3: 'DeviceRGB', 4: 'DeviceCMYK' };
  const stream = imageStream(jpeg.width, jpeg.height, spaces[jpeg.components], 'DCTDecode', bytes);
  if (jpeg.inverted) {
    stream.set('Decode', PdfArray.of(...[1, 0, 1, 0, 1, 0, 1, 0].map((at) => PdfNumber.of(at))));
  }
  return { width: jpeg.width, height: jpeg.height, orientation: jpeg.orientation, stream };
}

/** A picture of 8 bits a sample. */
export function imageStream(
  width: number,
  height: number,
  space: string,
  filter: string,
  data: Uint8Array,
): PdfStream {
  return new PdfStream(
    [
      ['Type', PdfName.XObject],
      ['Subtype', PdfName.of('Image')],
      ['Width', PdfNumber.of(width)],
      ['Height', PdfNumber.of(height)],
      ['ColorSpace', PdfName.of(space)],
      ['BitsPerComponent', PdfNumber.of(8)],
      ['Filter', PdfName.of(filter)],
    ],
    data,
  );
}
