import { inflateSync } from 'node:zlib';
import { PdfArray, PdfDict, PdfName, PdfStream } from '@libpdf/core';
import { follow, type Resolve } from './objects.ts';
import { damaged } from './refusal.ts';

/** Page content this long is a bomb: the largest real plans and maps stay below. */
const MAX_DECODED_BYTES = 128 * 1024 * 1024;
/** zlib's word for output beyond `maxOutputLength`. */
const TOO_LARGE = 'ERR_BUFFER_TOO_LARGE';

/**
 * The bytes of a content stream with its filters undone.
 * @throws {Refusal} damaged: unknown filter, broken data, or more than 128 MiB.
 */
export function decodeStream(stream: PdfStream, resolve: Resolve): Uint8Array {
  const filters = items(stream, 'Filter', resolve);
  const plain = items(stream, 'DecodeParms', resolve).every((item) => !(item instanceof PdfDict));
  if (plain && filters.length > 0 && filters.every(isFlate)) {
    // Natively, because it is bounded, and many times faster than the library on a bomb.
    const quick = filters.reduce<Uint8Array | null>((data) => data && inflate(data), stream.data);
    if (quick) return quick;
  }
  // The library ignores a /Filter or /DecodeParms that is given by reference: give it directly.
  const direct = new PdfStream([], stream.data);
  for (const key of ['Filter', 'DecodeParms']) {
    const values = items(stream, key, resolve);
    if (values.length > 0) direct.set(key, PdfArray.of(...values));
  }
  try {
    return direct.getDecodedData();
  } catch (error) {
    throw damaged(`a stream cannot be decoded: ${error}`);
  }
}

/** One or several: an array in any case, references followed. */
function items(stream: PdfStream, key: string, resolve: Resolve) {
  const value = follow(stream.get(key), resolve);
  const values = value instanceof PdfArray ? value.toArray() : [value];
  return values.map((item) => follow(item ?? undefined, resolve)).filter((item) => item !== null);
}

function isFlate(filter: unknown): boolean {
  return filter instanceof PdfName && (filter.value === 'FlateDecode' || filter.value === 'Fl');
}

/** Null for broken data, of which the library saves what can be read, as viewers do. */
function inflate(data: Uint8Array): Uint8Array | null {
  try {
    return inflateSync(data, { maxOutputLength: MAX_DECODED_BYTES });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === TOO_LARGE) {
      throw damaged(`a stream of more than ${MAX_DECODED_BYTES} bytes`);
    }
    return null;
  }
}
