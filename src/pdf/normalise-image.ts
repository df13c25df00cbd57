import { encode } from 'fast-png';
import jpeg from 'jpeg-js';
import { readJpeg } from './jpeg.ts';
import { liftInk } from './lift-ink.ts';
import { decodePng } from './png.ts';
import type { Rgba } from './raster.ts';
import { damaged, Refusal } from './refusal.ts';
import { scaleDown, trim, turn } from './reshape-image.ts';

/** A signature over the width of a page at 150 dpi; more makes files large and prints no better. */
const LARGEST = { width: 1200, height: 600 };
/** Passes over the picture in a JPEG: a progressive one has ten; thousands are there to take time. */
const MAX_SCANS = 100;
/** What jpeg-js may allocate by its own count, in MB; 20 megapixels take half of it. */
const JPEG_MEMORY = 1000;

export type SignatureImage = { bytes: Uint8Array; width: number; height: number };

/**
 * Makes a picture of a signature, drawn, scanned or photographed, fit to be laid over a page: ink
 * on nothing, no empty border, upright, at most 1200 × 600 pixels, as a PNG (8-bit RGBA) with no
 * metadata. By its bytes it is a PNG or a JPEG, whatever it is called.
 * @throws {Refusal} unsupported_type, damaged, image_too_large (more than `maxPixels`),
 * image_empty (nothing darker than what it is on)
 */
export function normaliseImage(bytes: Uint8Array, maxPixels: number): SignatureImage {
  const refuse = (width: number, height: number) => {
    if (!(width > 0 && height > 0)) throw damaged('the image has no size');
    if (width * height > maxPixels) throw new Refusal('image_too_large', `${width} × ${height}`);
  };
  const { image, orientation } = decodeImage(bytes, refuse);
  const ink = trim(liftInk(image));
  if (!ink) throw new Refusal('image_empty', 'there is nothing to see in it');
  const upright = turn(scaleDown(ink, largestBefore(orientation)), orientation);
  const { width, height, data } = upright;
  return { bytes: encode({ width, height, data, channels: 4, depth: 8 }), width, height };
}

type Refuse = (width: number, height: number) => void;

function decodeImage(bytes: Uint8Array, refuse: Refuse): { image: Rgba; orientation: number } {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1');
  if (start === '\x89PNG\r\n\x1a\n') return { image: decodePng(bytes, refuse), orientation: 1 };
  if (start.startsWith('\xff\xd8\xff')) {
    const { orientation } = readJpeg(bytes, refuse);
    return { image: decodeJpeg(bytes), orientation };
  }
  throw new Refusal('unsupported_type', 'neither PNG nor JPEG');
}

function decodeJpeg(bytes: Uint8Array): Rgba {
  if (countScans(bytes) > MAX_SCANS) throw damaged(`the JPEG has over ${MAX_SCANS} scans`);
  try {
    return jpeg.decode(bytes, {
      useTArray: true,
      formatAsRGBA: true,
      // Its size was judged before.
      maxResolutionInMP: Number.POSITIVE_INFINITY,
      maxMemoryUsageInMB: JPEG_MEMORY,
    });
  } catch (error) {
    throw damaged(`the JPEG cannot be decoded: ${error}`);
  }
}

/** Markers of a start of scan; among pixels an FF is always followed by another byte than theirs. */
function countScans(bytes: Uint8Array): number {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const marker = Buffer.from([0xff, 0xda]);
  let scans = 0;
  for (let at = file.indexOf(marker); at >= 0; at = file.indexOf(marker, at + 2)) scans += 1;
  return scans;
}

/** The limits as they are before the image is turned (TIFF 6.0, tag 274). */
function largestBefore(orientation: number): { width: number; height: number } {
  return orientation < 5 ? LARGEST : { width: LARGEST.height, height: LARGEST.width };
}
