import { type Cursor, type ScannedObject, take, takeDictionary } from './scan-objects.ts';

export type XrefEntry = { number: number; offset: number };
/** `prev`: where the section before begins. */
export type Xref = { entries: XrefEntry[]; prev: number };

const TRAILER = new Set(['Size', 'Prev', 'Root', 'Info', 'ID']);
const STREAM = new Set([...TRAILER, 'Type', 'W', 'Index', 'Length']);

/** A cross-reference table with its trailer (ISO 32000-2, 7.5.4, 7.5.5), of objects in use alone. */
export function readXrefTable(cursor: Cursor): Xref | null {
  if (!take(cursor, /xref\n/y)) return null;
  const entries: XrefEntry[] = [];
  for (let head = subsection(cursor); head; head = subsection(cursor)) {
    for (let index = 0; index < head.count; index += 1) {
      const entry = take(cursor, /(\d{10}) 00000 n(?: \n|\r\n)/y);
      if (!entry) return null;
      entries.push({ number: head.first + index, offset: Number(entry[1]) });
    }
  }
  if (!take(cursor, /trailer\n/y)) return null;
  const trailer = takeDictionary(cursor);
  if (!trailer || !take(cursor, /\n/y)) return null;
  return { entries, ...previous(trailer, TRAILER) };
}

function subsection(cursor: Cursor): { first: number; count: number } | null {
  const head = take(cursor, /(\d{1,10}) (\d{1,10})\n/y);
  return head && { first: Number(head[1]), count: Number(head[2]) };
}

/** A cross-reference stream (7.5.8), not compressed, of objects that are not in streams themselves. */
export function readXrefStream(
  { entries: said, stream }: ScannedObject,
  window: Buffer,
): Xref | null {
  const widths = integers(said.get('W'));
  const index = integers(said.get('Index'));
  const [type = 0, place = 0, generation = 0, ...more] = widths;
  const width = type + place + generation;
  if (!stream || more.length > 0 || type !== 1 || place < 1 || place > 6) return null;
  if (generation > 2 || index.length === 0 || index.length % 2 !== 0) return null;
  const entries: XrefEntry[] = [];
  let at = stream.from;
  for (let pair = 0; pair < index.length; pair += 2) {
    const [first = 0, count = 0] = index.slice(pair, pair + 2);
    for (let number = first; number < first + count; number += 1, at += width) {
      if (at + width > stream.to || window[at] !== 1) return null;
      if (window.subarray(at + 1 + place, at + width).some((octet) => octet !== 0)) return null;
      entries.push({ number, offset: window.readUIntBE(at + 1, place) });
    }
  }
  return at === stream.to ? { entries, ...previous(said, STREAM) } : null;
}

/** -1, which is nowhere, where there are entries that have no place in a trailer. */
function previous(trailer: Map<string, string>, known: Set<string>): { prev: number } {
  const prev = [...trailer.keys()].every((key) => known.has(key)) ? trailer.get('Prev') : undefined;
  return { prev: prev !== undefined && /^\d{1,12}$/.test(prev) ? Number(prev) : -1 };
}

function integers(text = ''): number[] {
  const inside = /^\[\s*((?:\d{1,10}\s*)*)\]$/.exec(text)?.[1]?.trim();
  return inside ? inside.split(/\s+/).map(Number) : [];
}
