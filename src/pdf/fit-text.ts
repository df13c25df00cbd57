import { cleanText, graphemes, runWidth, toRuns } from './fonts.ts';
import { inkBounds } from './glyph-bounds.ts';
import { type Line, layOut, SPACES } from './text-layout.ts';

/** Lines of text of one size; `rise` and `fall` of their ink over and under a baseline, in points. */
export type Fitted = { lines: Line[]; size: number; leading: number; rise: number; fall: number };

const LEADING = 1.25;
/** Sizes of text in a box, in points; rather on one line down to the second than on several. */
const SIZES = { largest: 11, oneLine: 8, smallest: 5 };
/** Of letters without accents, in ems, so that lines of one box look alike. */
const USUAL = { rise: 0.72, fall: 0.22 };

/**
 * All of a text at the largest size at which it is inside a box: 11 to 5 points, on several lines
 * where the box is high enough, broken at spaces; else with words broken, else smaller still. It is
 * evidence: nothing of it is ever left out.
 */
export function fitText(text: string, width: number, height: number): Fitted {
  const { largest, oneLine, smallest } = SIZES;
  const paragraphs = text.split(/\r\n?|\n/u);
  const longest = longestWord(text);
  for (let size = largest; size >= oneLine; size -= 0.5) {
    const fitted = setText(paragraphs, size, width, SPACES);
    if (fitted.lines.length === 1 && isInside(fitted, width, height)) return fitted;
  }
  for (let size = largest; size >= smallest; size -= 0.5) {
    if (longest * size > width) continue;
    const fitted = setText(paragraphs, size, width, SPACES);
    if (isInside(fitted, width, height)) return fitted;
  }
  let size = largest;
  let fitted = setText(paragraphs, size, width);
  while (!isInside(fitted, width, height) && size > 0.05) {
    size = size > smallest ? size - 0.5 : size * 0.9;
    fitted = setText(paragraphs, size, width);
  }
  return fitted;
}

/**
 * A caption, which says again what the signature page says: at most `from` points, on several lines
 * if need be, with its end left out before it gets smaller than `to`. Null where there is no room
 * for a line.
 */
export function fitCaption(
  text: string,
  { from, to }: { from: number; to: number },
  width: number,
  height: number,
): Fitted | null {
  for (let size = from; size >= to; size -= 0.25) {
    const fitted = setText([text], size, width);
    if (isInside(fitted, width, height)) return fitted;
  }
  const signs = graphemes(cleanText(text));
  for (let kept = signs.length - 1; kept > 3; kept -= 1) {
    const shortened = setText([`${signs.slice(0, kept).join('').trimEnd()}…`], to, width);
    if (isInside(shortened, width, height)) return shortened;
  }
  return null;
}

/** Height of the block from the top of its first line's ink to the bottom of its last one's. */
export function inkHeight({ lines, leading, rise, fall }: Fitted): number {
  return rise + (lines.length - 1) * leading + fall;
}

function setText(paragraphs: string[], size: number, width: number, breaks?: RegExp): Fitted {
  const lines = paragraphs.flatMap((line) => layOut(line, 'text', size, width, breaks));
  const bounds = lines.map(({ runs }) => inkBounds(runs));
  const rise = Math.max(USUAL.rise, ...bounds.map((bound) => bound?.top ?? 0)) * size;
  const fall = Math.max(USUAL.fall, ...bounds.map((bound) => -(bound?.bottom ?? 0))) * size;
  return { lines, size, leading: LEADING * size, rise, fall };
}

function isInside(fitted: Fitted, width: number, height: number): boolean {
  if (inkHeight(fitted) > height) return false;
  return fitted.lines.every(({ runs }) => (inkBounds(runs)?.right ?? 0) * fitted.size <= width);
}

/** In ems. */
function longestWord(text: string): number {
  const words = cleanText(text).split(SPACES);
  const widths = words.map((word) => {
    return toRuns(word.trimEnd(), 'text').reduce((sum, run) => sum + runWidth(run, 1), 0);
  });
  return Math.max(0, ...widths);
}
