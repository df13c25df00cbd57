import { type PDF, PdfArray, PdfDict, PdfNumber, type PdfObject, PdfRef } from '@libpdf/core';

export type Resolve = (ref: PdfRef) => PdfObject | null;

export function resolver(pdf: PDF): Resolve {
  return (ref) => pdf.getObject(ref);
}

/** The object itself, references followed; null for a dangling reference. */
export function follow(value: PdfObject | undefined, resolve: Resolve): PdfObject | null {
  let current: PdfObject | null = value ?? null;
  for (let hops = 0; current instanceof PdfRef && hops < 32; hops += 1) current = resolve(current);
  return current instanceof PdfRef ? null : current;
}

/** Four or six numbers of an array, references followed; null if it is not that. */
export function numbers(value: PdfObject | undefined, length: number, resolve: Resolve) {
  const array = follow(value, resolve);
  if (!(array instanceof PdfArray) || array.length < length) return null;
  const found = array
    .toArray()
    .slice(0, length)
    .map((item) => follow(item, resolve));
  const values = found.map((item) => (item instanceof PdfNumber ? item.value : Number.NaN));
  return values.every(Number.isFinite) ? values : null;
}

export type Box = { x: number; y: number; width: number; height: number };

/** A rectangle whichever two corners it names (ISO 32000-2, 7.9.5); null if it is none. */
export function box(value: PdfObject | undefined, resolve: Resolve): Box | null {
  const [x1, y1, x2, y2] = numbers(value, 4, resolve) ?? [];
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return null;
  return {
    x: Math.min(x1, x2),
    y: Math.min(y1, y2),
    width: Math.abs(x2 - x1),
    height: Math.abs(y2 - y1),
  };
}

export function boxArray({ x, y, width, height }: Box): PdfArray {
  return PdfArray.of(...[x, y, x + width, y + height].map((value) => PdfNumber.of(value)));
}

/**
 * Calls `visit` once for each dictionary, stream and array reachable from `root`. `visit` may
 * change what it is given: only what is left is walked on. No recursion: a deep file is no crash.
 */
export function walk(
  root: PdfObject,
  resolve: Resolve,
  visit: (object: PdfDict | PdfArray) => void,
  dangling: (ref: PdfRef) => void = () => undefined,
): void {
  const seen = new Set<PdfObject>();
  const todo: PdfObject[] = [root];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (next instanceof PdfRef) {
      const object = resolve(next);
      if (object) todo.push(object);
      else dangling(next);
    } else if (next instanceof PdfDict) {
      visit(next);
      for (const [, value] of next) if (isContainer(value)) todo.push(value);
    } else if (next instanceof PdfArray) {
      visit(next);
      for (const value of next) if (isContainer(value)) todo.push(value);
    }
  }
}

function isContainer(value: PdfObject): boolean {
  return value instanceof PdfRef || value instanceof PdfDict || value instanceof PdfArray;
}
