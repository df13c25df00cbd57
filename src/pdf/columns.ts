import { type Block, type Canvas, drawParagraph, MARGIN, type Paragraph } from './canvas.ts';

/** Text that begins `x` points right of the margin and `dy` below the top; parts follow down. */
export type Cell = { x: number; dy?: number; parts: Paragraph[] };

export type RowOptions = {
  before?: number;
  after?: number;
  /** Drawn under the text of each block of the row. */
  ground?: (canvas: Canvas, top: number, height: number) => void;
};

/** Above this height, in points, a row may go on in another block, and so on another page. */
const HIGHEST = 240;

/** Cells side by side: one block, or several of whole lines where the text is very long. */
export function columns(cells: Cell[], { before = 0, after = 0, ground }: RowOptions): Block[] {
  const blocks: Block[] = [];
  let rest = cells;
  do {
    const pieces = rest.map(splitCell);
    const head = pieces.map(([first]) => first);
    rest = pieces.map(([, second]) => second);
    const [above, below] = [blocks.length === 0 ? before : 0, isEmpty(rest) ? after : 0];
    const height = above + Math.max(...head.map(heightOf)) + below;
    blocks.push({
      height,
      draw(canvas, top) {
        ground?.(canvas, top, height);
        for (const cell of head) drawCell(canvas, cell, top + above);
      },
    });
  } while (!isEmpty(rest));
  return blocks;
}

function isEmpty(cells: Cell[]): boolean {
  return cells.every(({ parts }) => parts.length === 0);
}

function heightOf({ parts }: Cell): number {
  return parts.reduce((sum, { height }) => sum + height, 0);
}

function drawCell(canvas: Canvas, { x, dy = 0, parts }: Cell, top: number): void {
  let y = top + dy;
  for (const part of parts) {
    drawParagraph(canvas, part, MARGIN.x + x, y);
    y += part.height;
  }
}

/** What fits into a block, and what comes after it. */
function splitCell({ parts, ...place }: Cell): [Cell, Cell] {
  const [first, second]: [Paragraph[], Paragraph[]] = [[], []];
  let room = HIGHEST;
  for (const part of parts) {
    const lines = second.length > 0 ? 0 : Math.floor(room / part.leading);
    const [fits, follows] = [part.lines.slice(0, lines), part.lines.slice(lines)];
    if (fits.length > 0) first.push(withLines(part, fits));
    if (follows.length > 0) second.push(withLines(part, follows));
    room -= fits.length * part.leading;
  }
  return [
    { ...place, parts: first },
    { ...place, parts: second },
  ];
}

function withLines(part: Paragraph, lines: Paragraph['lines']): Paragraph {
  return { ...part, lines, height: lines.length * part.leading };
}
