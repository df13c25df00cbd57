import { cleanText, graphemes, type Run, runWidth, type Style, toRuns } from './fonts.ts';

/** A laid-out line; width in points. */
export type Line = { runs: Run[]; width: number };

/**
 * After white space and what file names, addresses and numbers are joined with; late in an IPv6
 * address (no time has three colons); between CJK.
 */
const BREAKS =
  /(?<=[\s\-_./@])|(?<=(?:[\da-f]{0,4}:){3})|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])(?=[\p{L}\p{N}])/u;

/** After white space alone; between CJK. */
export const SPACES =
  /(?<=\s)|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])(?=[\p{L}\p{N}])/u;

/** Breaks text into lines no wider than `maxWidth`; a longer word is broken where it must be. */
export function layOut(
  text: string,
  style: Style,
  size: number,
  maxWidth: number,
  breaks = BREAKS,
): Line[] {
  const lines: Line[] = [];
  let line: Line = { runs: [], width: 0 };
  const put = (run: Run, width: number) => {
    if (line.width > 0 && line.width + width > maxWidth) {
      lines.push(line);
      line = { runs: [], width: 0 };
    }
    line.runs.push(run);
    line.width += width;
  };
  for (const { text: run, font } of toRuns(cleanText(text), style)) {
    for (const word of run.split(breaks)) {
      const width = runWidth({ text: word.trimEnd(), font }, size);
      const pieces = width > maxWidth ? graphemes(word) : [word];
      for (const piece of pieces) put({ text: piece, font }, runWidth({ text: piece, font }, size));
    }
  }
  return [...lines, line].map(joinRuns);
}

/** The largest size, from `from` down to `to`, at which the text fits one line; else `to`. */
export function fitSize(text: string, style: Style, from: number, to: number, maxWidth: number) {
  for (let size = from; size > to; size -= 1) {
    if (layOut(text, style, size, maxWidth).length === 1) return size;
  }
  return to;
}

function joinRuns({ runs, width }: Line): Line {
  const joined: Run[] = [];
  for (const { text, font } of runs) {
    const last = joined.at(-1);
    if (last?.font === font) last.text += text;
    else joined.push({ text, font });
  }
  return { runs: joined, width };
}
