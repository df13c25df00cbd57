import { type FontId, fontBytes, measure, type Run } from './fonts.ts';

/** What of a line is ink, in ems: from the start of its baseline to the right, and upwards. */
export type Bounds = { left: number; right: number; top: number; bottom: number };

type Outlines = { data: DataView; em: number; long: boolean; places: number; glyphs: number };

const outlines = new Map<FontId, Outlines>();

/**
 * Where the ink of a line is: hands swing far out of the room that a font says they take. Null for
 * a line of nothing.
 */
export function inkBounds(runs: Run[]): Bounds | null {
  let [at, bounds]: [number, Bounds | null] = [0, null];
  for (const { text, font: id } of runs) {
    const font = measure(id);
    const table = outlinesOf(id);
    for (const glyph of font.encodeTextToGids(text)) {
      const box = glyphBox(table, glyph);
      if (box) bounds = union(bounds, { ...box, left: at + box.left, right: at + box.right });
      at += font.program.getAdvanceWidth(glyph) / font.program.unitsPerEm;
    }
  }
  return bounds;
}

function union(a: Bounds | null, b: Bounds): Bounds {
  if (!a) return b;
  return {
    left: Math.min(a.left, b.left),
    right: Math.max(a.right, b.right),
    top: Math.max(a.top, b.top),
    bottom: Math.min(a.bottom, b.bottom),
  };
}

function outlinesOf(id: FontId): Outlines {
  const known = outlines.get(id);
  if (known) return known;
  const bytes = fontBytes(id);
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = tableOffset(data, 'head');
  const found = {
    data,
    em: data.getUint16(head + 18),
    long: data.getInt16(head + 50) === 1,
    places: tableOffset(data, 'loca'),
    glyphs: tableOffset(data, 'glyf'),
  };
  outlines.set(id, found);
  return found;
}

/** OpenType, table directory. */
function tableOffset(data: DataView, name: string): number {
  for (let entry = 0; entry < data.getUint16(4); entry += 1) {
    const at = 12 + entry * 16;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((index) => data.getUint8(at + index)));
    if (tag === name) return data.getUint32(at + 8);
  }
  throw new Error(`a font without the table ${name}`);
}

/** OpenType, glyf: each glyph but an empty one begins with its box. */
function glyphBox({ data, em, long, places, glyphs }: Outlines, glyph: number): Bounds | null {
  const place = (index: number) =>
    long ? data.getUint32(places + index * 4) : data.getUint16(places + index * 2) * 2;
  if (place(glyph) === place(glyph + 1)) return null;
  const at = glyphs + place(glyph) + 2;
  const [left = 0, bottom = 0, right = 0, top = 0] = [0, 2, 4, 6].map(
    (offset) => data.getInt16(at + offset) / em,
  );
  return { left, right, top, bottom };
}
