import { deflateSync } from 'node:zlib';
import { PdfName, PdfNumber, PdfStream } from '@libpdf/core';
import type { Raster } from './raster.ts';

/** An Image XObject (ISO 32000-2, 8.9.5) of 8 bits a sample. */
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

export function rasterStream({ width, height, channels, samples }: Raster): PdfStream {
  const space = channels === 1 ? 'DeviceGray' : 'DeviceRGB';
  return imageStream(width, height, space, 'FlateDecode', deflateSync(samples));
}
