import {
  type Block,
  CONTENT_WIDTH,
  drawParagraph,
  INK,
  type Ink,
  MARGIN,
  paragraph,
} from './canvas.ts';
import { columns } from './columns.ts';
import type { Style } from './fonts.ts';

const GAP = 10;
const SIZE = 8;

/** A title and how many points wide, the gap to the next column included. */
export type Column = { title: string; width: number };
export type CellText = { text: string; style?: Style; size?: number; ink?: Ink };

/**
 * A table whose rows are not split unless they are very long; where it goes on over a page, its
 * head is there again.
 */
export function tableBlocks(layout: Column[], rows: CellText[][][]): Block[] {
  const head = headBlock(layout);
  const body = rows.flatMap((cells) => rowBlocks(layout, cells));
  // No head with a row or two alone at the foot of a page.
  const last = body.length - 1;
  return [
    head,
    ...body.map((block, index) => ({
      ...block,
      repeat: head,
      keepWithNext: index < 2 && index < last,
    })),
  ];
}

function starts(layout: Column[]): number[] {
  return layout.map((_, index) =>
    layout.slice(0, index).reduce((sum, { width }) => sum + width, 0),
  );
}

function headBlock(layout: Column[]): Block {
  const style = { style: 'bold', size: 7.5, ink: INK.soft } as const;
  const titles = layout.map(({ title, width }) => paragraph(title, { ...style, width: width - 4 }));
  const xs = starts(layout);
  const height = Math.max(...titles.map((title) => title.height)) + 4;
  return {
    height,
    keepWithNext: true,
    draw(canvas, top) {
      titles.forEach((title, index) => {
        drawParagraph(canvas, title, MARGIN.x + (xs[index] ?? 0), top);
      });
      canvas.rule(MARGIN.x, top + height, CONTENT_WIDTH, 0.75, INK.soft);
    },
  };
}

/** Each cell holds pieces of text one under the other. */
function rowBlocks(layout: Column[], cells: CellText[][]): Block[] {
  const xs = starts(layout);
  const content = cells.map((texts, index) => {
    const width = (layout[index]?.width ?? 0) - (index < layout.length - 1 ? GAP : 0);
    const parts = texts.map(({ text, style = 'text', size = SIZE, ink = INK.text }) =>
      paragraph(text, { style, size, width, ink }),
    );
    return { x: xs[index] ?? 0, parts };
  });
  const blocks = columns(content, { before: 4, after: 4 });
  const last = blocks.length - 1;
  return blocks.map((block, index) => (index === last ? underlined(block) : block));
}

function underlined(block: Block): Block {
  return {
    ...block,
    draw(canvas, top) {
      block.draw(canvas, top);
      canvas.rule(MARGIN.x, top + block.height, CONTENT_WIDTH, 0.5, INK.faint);
    },
  };
}
