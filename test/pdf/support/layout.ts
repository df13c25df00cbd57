import { execFileSync } from 'node:child_process';

export type Word = { text: string; x1: number; y1: number; x2: number; y2: number };

const WORD = /<word xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<\/word>/g;

/** The words of each page with their boxes, in points from the top left, as poppler finds them. */
export function wordsOf(path: string, firstPage = 1): Word[][] {
  const args = ['-bbox', '-f', String(firstPage), path, '-'];
  const boxes = execFileSync('pdftotext', args, { encoding: 'utf8', maxBuffer: 1e9 });
  return boxes
    .split('<page ')
    .slice(1)
    .map((page) =>
      [...page.matchAll(WORD)].map(([, x1, y1, x2, y2, text]) => {
        return { text: text!, x1: Number(x1), y1: Number(y1), x2: Number(x2), y2: Number(y2) };
      }),
    );
}

/** Words outside the margins of our A4 pages, or over one another; empty where all is well. */
export function layoutFaults(path: string, firstPage = 1): string[] {
  return wordsOf(path, firstPage).flatMap((words, index) => {
    const page = index + firstPage;
    const outside = words.filter(
      ({ x1, y1, x2, y2 }) => x1 < 55 || x2 > 595.28 - 55 || y1 < 40 || y2 > 841.89 - 30,
    );
    return [
      ...outside.map(({ text }) => `${page}: “${text}” is outside the margins`),
      ...overlaps(words).map(([a, b]) => `${page}: “${a.text}” and “${b.text}” overlap`),
    ];
  });
}

function overlaps(words: Word[]): [Word, Word][] {
  return words.flatMap((a, index) =>
    words
      .slice(index + 1)
      .filter((b) => {
        const across = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
        const down = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
        // Boxes of a font are taller than its letters: they may touch, letters may not.
        return across > 0.5 && down > Math.min(a.y2 - a.y1, b.y2 - b.y1) * 0.25;
      })
      .map((b): [Word, Word] => [a, b]),
  );
}
