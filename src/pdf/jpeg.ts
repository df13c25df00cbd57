import { refuseHugeImage } from './raster.ts';
import { damaged } from './refusal.ts';

/** What a PDF must know of a JPEG that it carries as it is. */
export type Jpeg = {
  width: number;
  height: number;
  components: 1 | 3 | 4;
  /** Adobe writes CMYK inverted. */
  inverted: boolean;
  /** EXIF orientation, 1–8. */
  orientation: number;
};

/** Baseline, extended and progressive Huffman frames: what DCTDecode reads (ISO 32000-2, 7.4.8). */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);
const OTHER_FRAMES = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);
const START_OF_SCAN = 0xda;

/** Reads the markers before the pixels; `refuse` judges the size. @throws {Refusal} damaged */
export function readJpeg(bytes: Uint8Array, refuse = refuseHugeImage): Jpeg {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let [frame, inverted, orientation]: [Buffer | null, boolean, number] = [null, false, 1];
  for (const { marker, body } of segments(file)) {
    if (OTHER_FRAMES.has(marker)) throw damaged('the JPEG has a frame that PDF cannot show');
    if (FRAMES.has(marker)) frame ??= body;
    if (marker === 0xee && body.toString('latin1', 0, 5) === 'Adobe') inverted = true;
    if (marker === 0xe1 && body.toString('latin1', 0, 4) === 'Exif') {
      orientation = exifOrientation(body.subarray(6)) ?? orientation;
    }
  }
  if (!frame || frame.length < 6 || frame[0] !== 8) throw damaged('the JPEG has no 8-bit frame');
  if (file.lastIndexOf(Buffer.from([0xff, 0xd9])) < 0) throw damaged('the JPEG ends early');
  const [height, width, components] = [frame.readUInt16BE(1), frame.readUInt16BE(3), frame[5]];
  refuse(width, height);
  if (components !== 1 && components !== 3 && components !== 4) {
    throw damaged(`the JPEG has ${components} components`);
  }
  return { width, height, components, inverted: inverted && components === 4, orientation };
}

function* segments(file: Buffer): Generator<{ marker: number; body: Buffer }> {
  for (let at = 2; at + 4 <= file.length; ) {
    const marker = file[at + 1] ?? 0;
    if (file[at] !== 0xff) throw damaged('the JPEG has no marker where one is due');
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      // Fill bytes and markers without a body.
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    if (marker === START_OF_SCAN) return;
    const length = file.readUInt16BE(at + 2);
    yield { marker, body: file.subarray(at + 4, at + 2 + length) };
    at += 2 + length;
  }
  throw damaged('the JPEG has no pixels');
}

/** Tag 0x0112 of the first directory (Exif 2.3, 4.6.4); null if absent or malformed. */
function exifOrientation(tiff: Buffer): number | null {
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const u16 = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const u32 = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  if (tiff.length < 8) return null;
  const directory = u32(4);
  if (directory + 2 > tiff.length) return null;
  for (let entry = 0; entry < u16(directory); entry += 1) {
    const at = directory + 2 + entry * 12;
    if (at + 12 > tiff.length) return null;
    const value = u16(at + 8);
    if (u16(at) === 0x0112) return value >= 1 && value <= 8 ? value : null;
  }
  return null;
}
