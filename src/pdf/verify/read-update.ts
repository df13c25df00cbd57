import { readXrefStream, readXrefTable, type Xref, type XrefEntry } from './read-xref.ts';
import { type Cursor, type ScannedObject, take, takeObject } from './scan-objects.ts';

/** An incremental update as it stands in a file (ISO 32000-2, 7.5.6). */
export type Update = {
  /** First byte after it. */
  end: number;
  /** Numbers of the objects in it, that of a cross-reference stream left out. */
  objects: Set<number>;
};

/** A DocTimeStamp has room for far less. */
const MAX_UPDATE_BYTES = 32 * 1024 * 1024;

/**
 * Reads the update that begins at `from`, by a grammar with no room for anything unseen: objects,
 * each written once and completely, no key of a dictionary twice, no comments, white space of two
 * kinds; a cross-reference section that names exactly these objects at exactly their places and the
 * section before it; the end. Null for all else: what other readers would make of it is unknown.
 */
export function readUpdate(file: Buffer, from: number): Update | null {
  const window = file.subarray(from, from + MAX_UPDATE_BYTES);
  const cursor = { text: window.toString('latin1'), at: 0 };
  take(cursor, /\n?/y);
  const places = new Map<number, number>();
  for (let object = takeAt(cursor); object; object = takeAt(cursor)) {
    const { number, generation, entries, at } = object;
    if (places.has(number) || generation !== 0) return null;
    if (entries.get('Type') === '/XRef') {
      const xref = readXrefStream(object, window);
      // It may name itself or not.
      if (xref?.entries.some((entry) => entry.number === number)) places.set(number, at + from);
      return xref && finish(cursor, { ...xref, at: at + from }, places, file, from);
    }
    places.set(number, at + from);
  }
  const at = cursor.at + from;
  const xref = readXrefTable(cursor);
  return xref && finish(cursor, { ...xref, at }, places, file, from);
}

function takeAt(cursor: Cursor): (ScannedObject & { at: number }) | null {
  const { at } = cursor;
  const object = takeObject(cursor);
  return object && { ...object, at };
}

function finish(
  cursor: Cursor,
  xref: Xref & { at: number },
  places: Map<number, number>,
  file: Buffer,
  from: number,
): Update | null {
  if (!isEvery(xref.entries, places) || xref.prev !== lastStart(file.subarray(0, from)))
    return null;
  const start = take(cursor, /startxref\n(\d{1,12})\n%%EOF\n/y)?.[1];
  if (start !== String(xref.at)) return null;
  const objects = [...places].filter(([, at]) => at !== xref.at).map(([number]) => number);
  return { end: from + cursor.at, objects: new Set(objects) };
}

function isEvery(entries: XrefEntry[], places: Map<number, number>): boolean {
  const named = new Set(entries.map(({ number }) => number));
  if (named.size !== entries.length || named.size !== places.size) return false;
  return entries.every(({ number, offset }) => places.get(number) === offset);
}

/** The offset after the last `startxref` of what came before. */
function lastStart(before: Buffer): number {
  const tail = before.toString('latin1', Math.max(0, before.length - 64));
  const [, offset] = /startxref[\r\n]+(\d{1,12})[\r\n]+%%EOF[\r\n]*$/.exec(tail) ?? [];
  return offset === undefined ? -1 : Number(offset);
}
