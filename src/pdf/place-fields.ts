import type { PDF } from '@libpdf/core';
import { findAnchor, indexText, type PageIndex } from './find-anchor.ts';
import { openPdf } from './open-pdf.ts';
import type { TextReader } from './page-text.ts';
import { type PageView, type Point, pageView } from './page-view.ts';
import type { FieldPlacement, FieldResult } from './types.ts';

/** How far, in points, a box may stand out of its page and still be meant to lie on it. */
const TOLERANCE = 0.5;

type Reader = (page: number, view: PageView) => Promise<PageIndex>;

/** Where fields lie on the pages of a presented PDF as displayed, or why they lie nowhere. */
export async function placeFields(
  bytes: Uint8Array,
  fields: FieldPlacement[],
): Promise<FieldResult[]> {
  const pdf = await openPdf(bytes);
  const text = await createReader(bytes, pdf, fields);
  try {
    const results: FieldResult[] = [];
    for (const field of fields) results.push(await placeField(pdf, field, text.read));
    return results;
  } finally {
    await text.close();
  }
}

/** Reads each page once, and nothing at all when no field asks for it. */
async function createReader(bytes: Uint8Array, pdf: PDF, fields: FieldPlacement[]) {
  const indexes = new Map<number, PageIndex>();
  const reader: TextReader | null = fields.some(({ at }) => 'anchor' in at)
    ? // Takes a tenth of a second to load: only by those who need it.
      await (await import('./page-text.ts')).openText(bytes, pdf.getPageCount())
    : null;
  const read: Reader = async (page, view) => {
    const glyphs = indexes.has(page) ? [] : ((await reader?.glyphs(page, view)) ?? []);
    const index = indexes.get(page) ?? indexText(glyphs, view);
    indexes.set(page, index);
    return index;
  };
  return { read, close: async () => reader?.close() };
}

async function placeField(pdf: PDF, field: FieldPlacement, read: Reader): Promise<FieldResult> {
  const page = pdf.getPages()[field.page - 1];
  if (!page) return { ok: false, reason: 'page_missing' };
  const view = pageView(pdf, page);
  const units = field.unit === 'pt' ? { x: 1, y: 1 } : { x: view.width, y: view.height };
  const corner = await cornerOf(field, view, units, read);
  if (!corner) return { ok: false, reason: 'anchor_not_found' };
  const size = { width: field.width * units.x, height: field.height * units.y };
  const box = onPage({ ...corner, ...size }, view);
  return box ? { ok: true, page: field.page, ...box } : { ok: false, reason: 'off_page' };
}

/** In points; null for an anchor that the page does not say, or not that often. */
async function cornerOf(
  { page, at }: FieldPlacement,
  view: PageView,
  units: Point,
  read: Reader,
): Promise<Point | null> {
  if (!('anchor' in at)) return { x: at.x * units.x, y: at.y * units.y };
  const found = findAnchor(await read(page, view), at.anchor)[at.occurrence - 1];
  return found ? { x: found.x + at.dx * units.x, y: found.y + at.dy * units.y } : null;
}

/** As fractions of the page; null when it does not lie wholly on it, or has no area. */
function onPage(box: { x: number; y: number; width: number; height: number }, view: PageView) {
  const across = clamp(box.x, box.width, view.width);
  const down = clamp(box.y, box.height, view.height);
  return across && down && { x: across[0], width: across[1], y: down[0], height: down[1] };
}

function clamp(start: number, length: number, limit: number): [number, number] | null {
  const end = start + length;
  const inside = length > 0 && start >= -TOLERANCE && end <= limit + TOLERANCE;
  if (!inside) return null;
  const from = Math.max(start, 0);
  const to = Math.min(end, limit);
  return to > from ? [from / limit, (to - from) / limit] : null;
}
