import { cleanText, graphemes, runWidth, toRuns } from './fonts.ts';
import { inkBounds } from './glyph-bounds.ts';
import { type Line, layOut, SPACES } from './text-layout.ts';

/** Lines of text of one size, in points: how far their ink goes to the right, up and down. */
export type Fitted = {
  lines: Line[];
  size: number;
  leading: number;
  width: number;
  rise: number;
  fall: number;
};

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
  const lengths = measureWords(text);
  const set = (size: number, breaks?: RegExp) => {
    // Most sizes are out of the question, which is soon said.
    if (leastHeight(lengths.all, size, width) > height) return null;
    const fitted = setText(paragraphs, size, width, breaks);
    return isInside(fitted, width, height) ? fitted : null;
  };
  for (let size = largest; size >= oneLine; size -= 0.5) {
    const fitted = lengths.all * size > width * 1.1 ? null : set(size, SPACES);
    if (fitted?.lines.length === 1) return fitted;
  }
  for (let size = largest; size >= smallest; size -= 0.5) {
    const fitted = lengths.longest * size > width ? null : set(size, SPACES);
    if (fitted) return fitted;
  }
  let size = largest;
  let fitted = set(size);
  while (!fitted && size > 0.01) {
    size = size > smallest ? size - 0.5 : size * 0.95;
    fitted = set(size);
  }
  return fitted ?? setText(paragraphs, size, width);
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
  let best: Fitted | null = null;
  let [kept, tooMany] = [0, signs.length];
  while (tooMany - kept > 1) {
    const half = (kept + tooMany) >> 1;
    const shortened = setText([`${signs.slice(0, half).join('').trimEnd()}…`], to, width);
    const inside = isInside(shortened, width, height);
    if (inside) best = shortened;
    [kept, tooMany] = inside ? [half, tooMany] : [kept, half];
  }
  // A caption of less than that says nothing.
  return kept > 3 ? best : null;
}

/** Height of the block from the top of its first line's ink to the bottom of its last one's. */
export function inkHeight({ lines, leading, rise, fall }: Fitted): number {
  return rise + (lines.length - 1) * leading + fall;
}

function setText(paragraphs: string[], size: number, width: number, breaks?: RegExp): Fitted {
  const lines = paragraphs.flatMap((line) => layOut(line, 'text', size, width, breaks));
  const bounds = lines.flatMap(({ runs }) => inkBounds(runs) ?? []);
  const most = (values: number[]) => values.reduce((most, value) => Math.max(most, value));
  return {
    lines,
    size,
    leading: LEADING * size,
    width: most([0, ...bounds.map(({ right }) => right)]) * size,
    rise: most([USUAL.rise, ...bounds.map(({ top }) => top)]) * size,
    fall: most([USUAL.fall, ...bounds.map(({ bottom }) => -bottom)]) * size,
  };
}

function isInside(fitted: Fitted, width: number, height: number): boolean {
  return inkHeight(fitted) <= height && fitted.width <= width;
}

/** However well it is broken into lines; `length` in ems. */
function leastHeight(length: number, size: number, width: number): number {
  const lines = Math.max(1, Math.ceil((length * size) / width));
  return (USUAL.rise + USUAL.fall + (lines - 1) * LEADING) * size;
}

/** In ems: of the longest word, and of all of them without the spaces between. */
function measureWords(text: string): { longest: number; all: number } {
  const words = cleanText(text).split(SPACES);
  const lengths = words.map((word) => {
    return toRuns(word.trimEnd(), 'text').reduce((sum, run) => sum + runWidth(run, 1), 0);
  });
  return {
    longest: lengths.reduce((longest, length) => Math.max(longest, length), 0),
    all: lengths.reduce((sum, length) => sum + length, 0),
  };
}
