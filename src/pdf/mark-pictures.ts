import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import type { PDF, PdfRef } from '@libpdf/core';
import { imageStream } from './image-to-pdf.ts';
import { decodePng } from './png.ts';
import type { Raster } from './raster.ts';

/** An image that the document holds, with its size in pixels. */
export type Picture = { ref: PdfRef; width: number; height: number };

/** Pictures of signatures by their paths, each put into the document once. */
export type Pictures = (path: string) => Picture;

export function documentPictures(pdf: PDF): Pictures {
  const embedded = new Map<string, Picture>();
  return (path) => {
    const picture = embedded.get(path) ?? embed(pdf, readPicture(path));
    embedded.set(path, picture);
    return picture;
  };
}

function readPicture(path: string): Raster {
  const bytes = readFileSync(path);
  try {
    return decodePng(bytes);
  } catch (error) {
    // No refusal: that would be said of a document.
    throw new Error(`a picture of a signature cannot be read: ${error}`);
  }
}

function embed(pdf: PDF, { width, height, channels, samples }: Raster): Picture {
  const space = channels === 1 ? 'DeviceGray' : 'DeviceRGB';
  const image = imageStream(width, height, space, 'FlateDecode', deflateSync(samples));
  return { ref: pdf.register(image), width, height };
}
