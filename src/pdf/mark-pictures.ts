import { deflateSync } from 'node:zlib';
import type { PDF, PdfRef } from '@libpdf/core';
import { imageStream } from './image-to-pdf.ts';
import { decodePng } from './png.ts';
import type { Rgba } from './raster.ts';

/** An image that the document holds, with its size in pixels. */
export type Picture = { ref: PdfRef; width: number; height: number };

/** Pictures of signatures by their paths, each put into the document once. */
export type Pictures = (path: string) => Picture;

/** Reads a file of the job; what fails then is the machine's fault. */
export type ReadFile = (path: string) => Uint8Array;

export function documentPictures(pdf: PDF, read: ReadFile): Pictures {
  const embedded = new Map<string, Picture>();
  return (path) => {
    const picture = embedded.get(path) ?? embed(pdf, decode(read(path)));
    embedded.set(path, picture);
    return picture;
  };
}

function decode(bytes: Uint8Array): Rgba {
  try {
    return decodePng(bytes);
  } catch (error) {
    // No refusal: that would be said of the document.
    throw new Error(`a picture of a signature cannot be read: ${error}`);
  }
}

/** Its transparency is a soft mask of its own (ISO 32000-2, 11.6.5.2). */
function embed(pdf: PDF, { width, height, data }: Rgba): Picture {
  const colors = Buffer.alloc(width * height * 3);
  const alpha = Buffer.alloc(width * height);
  for (let pixel = 0; pixel < alpha.length; pixel += 1) {
    colors.set(data.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
    alpha[pixel] = data[pixel * 4 + 3] ?? 0;
  }
  const mask = imageStream(width, height, 'DeviceGray', 'FlateDecode', deflateSync(alpha));
  const image = imageStream(width, height, 'DeviceRGB', 'FlateDecode', deflateSync(colors));
  image.set('SMask', pdf.register(mask));
  return { ref: pdf.register(image), width, height };
}
