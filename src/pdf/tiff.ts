import UTIF from 'utif2';
import { fromRgba, type Raster, refuseHugeImage } from './raster.ts';
import { damaged, Refusal } from './refusal.ts';

/** A page of a TIFF, decoded when asked for: only one is in memory at a time. */
export type TiffPage = { orientation: number; decode: () => Raster };

/** @throws {Refusal} damaged; too_many_pages */
export function readTiff(bytes: Uint8Array, maxPages: number): TiffPage[] {
  const buffer = new Uint8Array(bytes).buffer;
  // Bit 0 of tag 254: a smaller copy of another page, not a page (TIFF 6.0, NewSubfileType).
  const directories = guarded(() => UTIF.decode(buffer)).filter((page) => !(tag(page, 254) & 1));
  if (directories.length === 0) throw damaged('the TIFF has no pages');
  if (directories.length > maxPages) {
    throw new Refusal('too_many_pages', `of ${maxPages}`, directories.length);
  }
  return directories.map((directory) => {
    const [width, height] = [tag(directory, 256), tag(directory, 257)];
    refuseHugeImage(width, height);
    return {
      orientation: tag(directory, 274) || 1,
      decode() {
        guarded(() => UTIF.decodeImage(buffer, directory));
        const data = guarded(() => UTIF.toRGBA8(directory));
        if (!directory.data?.length) throw damaged('a TIFF page has no pixels');
        directory.data = new Uint8Array();
        return fromRgba({ width, height, data });
      },
    };
  });
}

/** First number of a tag; 0 if it is missing or no number. */
function tag(directory: UTIF.IFD, number: number): number {
  const values: unknown = directory[`t${number}`];
  const first: unknown = Array.isArray(values) || ArrayBuffer.isView(values) ? at0(values) : 0;
  return typeof first === 'number' ? first : 0;
}

function at0(values: unknown[] | ArrayBufferView): unknown {
  return Array.isArray(values) ? values[0] : Reflect.get(values, 0);
}

/** What the decoder throws is the file's fault. */
function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw damaged(`the TIFF cannot be decoded: ${error}`);
  }
}
