import type { Point } from './page-view.ts';
import type { Glyph } from './text-pen.ts';

/** Text to search in, and the sign that each of its characters comes from. */
type Text = { text: string; signs: Glyph[] };

export type PageIndex = { texts: Text[] };

/** A gap wider than this, in ems, is read as a space although none is drawn. */
const SPACE = 0.15;
/** Signs this far off a line, in ems, are of another one. */
const LINE = 0.5;

/**
 * Makes the text of a page searchable, twice: in the order in which it is drawn, where a sentence
 * goes on over lines and columns, and line by line as it is seen, where it may be drawn in bits.
 */
export function indexText(glyphs: Glyph[], page: { width: number; height: number }): PageIndex {
  const shown = glyphs.filter(({ start: { x, y } }) => {
    return x > -1 && y > -1 && x < page.width + 1 && y < page.height + 1;
  });
  const signs = composed(shown);
  return { texts: [join(signs), join(asSeen(signs))] };
}

/**
 * The upper left corners of all places where `anchor` is read, from the top of the page to its
 * bottom and from left to right. Case counts; any white space is one space (NFC).
 */
export function findAnchor({ texts }: PageIndex, anchor: string): Point[] {
  const wanted = plain(anchor).replace(/\s+/gu, ' ').trim();
  if (wanted === '') return [];
  const found: { first: Glyph; corner: Point }[] = [];
  for (const { text, signs } of texts) {
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const match = signs.slice(at, at + wanted.length);
      const [first] = match;
      if (!first) continue;
      // Found both ways, or drawn twice to look bold.
      if (found.some((other) => distance(other.first.start, first.start) < first.size / 4))
        continue;
      found.push({ first, corner: corner(match, first) });
    }
  }
  return inReadingOrder(found).map(({ corner }) => corner);
}

/** One spelling of each sign: composed, ligatures taken apart, nothing invisible. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\uFB00-\uFB06]/gu, (ligature) => ligature.normalize('NFKC'))
    .replace(/\p{Cf}/gu, '');
}

/** Accents that are drawn on their own join the letter before them. */
function composed(glyphs: Glyph[]): Glyph[] {
  const signs: Glyph[] = [];
  for (const glyph of glyphs) {
    const last = signs.at(-1);
    if (last && /^\p{M}/u.test(glyph.text)) {
      signs[signs.length - 1] = { ...last, text: plain(last.text + glyph.text) };
    } else signs.push({ ...glyph, text: plain(glyph.text) });
  }
  return signs;
}

function join(signs: Glyph[]): Text {
  const joined: Text = { text: '', signs: [] };
  const add = (text: string, sign: Glyph) => {
    for (const char of text.replace(/\s+/gu, ' ')) {
      if (char === ' ' && joined.text.endsWith(' ')) continue;
      joined.text += char;
      for (let unit = 0; unit < char.length; unit += 1) joined.signs.push(sign);
    }
  };
  signs.forEach((sign, index) => {
    const before = signs[index - 1];
    if (before && isApart(before, sign)) add(' ', sign);
    add(sign.text, sign);
  });
  return joined;
}

function isApart(before: Glyph, sign: Glyph): boolean {
  const [along, across] = offset(before, sign.start, before.end);
  const em = Math.min(before.size, sign.size);
  return along > SPACE * em || along < -LINE * em || Math.abs(across) > LINE * em;
}

/** How far a point is from another, along the direction in which a sign is written and across. */
function offset(sign: Glyph, to: Point, from: Point): [number, number] {
  const angle = direction(sign);
  const [x, y] = [to.x - from.x, to.y - from.y];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [x * cos + y * sin, y * cos - x * sin];
}

function direction({ start, end, rise }: Glyph): number {
  // A sign without a width still stands upright on its line.
  if (distance(start, end) < 1e-6) return Math.atan2(rise.x, -rise.y);
  return Math.atan2(end.y - start.y, end.x - start.x);
}

/** Line by line: signs of one direction and height, from where it is read. */
function asSeen(signs: Glyph[]): Glyph[] {
  const directions = new Map<number, Glyph[]>();
  for (const sign of signs) {
    const degrees = Math.round((direction(sign) * 180) / Math.PI);
    const group = directions.get(degrees) ?? [];
    group.push(sign);
    directions.set(degrees, group);
  }
  return [...directions.values()].flatMap((group) => {
    const [reference] = group;
    if (!reference) return [];
    const placed = group.map((sign) => {
      const [along, across] = offset(reference, sign.start, { x: 0, y: 0 });
      return { sign, along, across, size: sign.size };
    });
    return lines(placed).flatMap((line) => {
      return line.sort((a, b) => a.along - b.along).map(({ sign }) => sign);
    });
  });
}

function lines<T extends { across: number; size: number }>(items: T[]): T[][] {
  const found: T[][] = [];
  for (const item of items.sort((a, b) => a.across - b.across)) {
    const line = found.at(-1);
    const start = line?.[0];
    if (line && start && item.across - start.across < LINE * start.size) line.push(item);
    else found.push([item]);
  }
  return found;
}

function inReadingOrder(found: { first: Glyph; corner: Point }[]) {
  const placed = found.map((place) => ({
    ...place,
    across: place.first.start.y,
    size: place.first.size,
  }));
  return lines(placed).flatMap((line) => line.sort((a, b) => a.corner.x - b.corner.x));
}

/** Of the part that is on the line where the match begins. */
function corner(match: Glyph[], first: Glyph): Point {
  const line = match.filter((sign) => {
    return Math.abs(offset(first, sign.start, first.start)[1]) < LINE * first.size;
  });
  const points = line.flatMap(({ start, end, rise }) => [
    start,
    end,
    { x: start.x + rise.x, y: start.y + rise.y },
    { x: end.x + rise.x, y: end.y + rise.y },
  ]);
  return {
    x: Math.min(...points.map(({ x }) => x)),
    y: Math.min(...points.map(({ y }) => y)),
  };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
