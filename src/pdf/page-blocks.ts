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

/** Values stand in one column down all pages. */
export const LABEL_WIDTH = 124;

export function testBlock(text: string): Block {
  const label = paragraph(text, { style: 'bold', size: 11, width: CONTENT_WIDTH, ink: INK.alarm });
  return {
    height: 42,
    draw(canvas, top) {
      canvas.frame(MARGIN.x, top, CONTENT_WIDTH, 26, INK.alarm);
      const [line] = label.lines;
      if (line) drawParagraph(canvas, label, MARGIN.x + (CONTENT_WIDTH - line.width) / 2, top + 5);
    },
  };
}

export function headingBlock(text: string): Block {
  const heading = paragraph(text, { style: 'bold', size: 22, width: CONTENT_WIDTH, ink: INK.navy });
  return {
    height: heading.height + 18,
    draw(canvas, top) {
      drawParagraph(canvas, heading, MARGIN.x, top);
      canvas.rule(MARGIN.x, top + heading.height + 4, CONTENT_WIDTH, 1.2, INK.navy);
    },
  };
}

/** A name and its value beside it: one block, or several where the value is very long. */
export function row(name: string, text: string, style: Style = 'text'): Block[] {
  // 64 hexadecimal digits on one line, so that they can be copied.
  return fact(name, text, { style, size: style === 'mono' ? 7.75 : 9, after: 4 });
}

export type FactOptions = {
  /** Points right of the margin. */
  x?: number;
  labelWidth?: number;
  style?: Style;
  size?: number;
  ink?: Ink;
  after?: number;
};

/** As `row`, in any size and place. */
export function fact(name: string, text: string, options: FactOptions = {}): Block[] {
  const { x = 0, labelWidth = LABEL_WIDTH, style = 'text', size = 8, ink = INK.text } = options;
  const labelSize = Math.min(size, 8);
  const label = { style: 'text', size: labelSize, width: labelWidth - 8, ink: INK.soft } as const;
  const width = CONTENT_WIDTH - x - labelWidth;
  const cells = [
    { x, dy: size > labelSize ? 1 : 0, parts: [paragraph(name, label)] },
    { x: x + labelWidth, parts: [paragraph(text, { style, size, width, ink })] },
  ];
  return columns(cells, { after: options.after ?? 0 });
}

/** Blocks that stay on one page where a page holds them. */
export function together(blocks: Block[]): Block[] {
  return blocks.map((block, index) =>
    index < blocks.length - 1 ? { ...block, keepWithNext: true } : block,
  );
}

export function sectionBlock(text: string): Block {
  const heading = paragraph(text, { style: 'bold', size: 12, width: CONTENT_WIDTH, ink: INK.navy });
  return {
    space: 16,
    height: heading.height + 8,
    keepWithNext: true,
    draw: (canvas, top) => drawParagraph(canvas, heading, MARGIN.x, top),
  };
}

export function spacer(): Block {
  return {
    height: 12,
    draw: (canvas, top) => canvas.rule(MARGIN.x, top, CONTENT_WIDTH, 0.5, INK.faint),
  };
}

/** Small print. */
export function noteBlocks(text: string): Block[] {
  return proseBlocks(text, { size: 7.5, ink: INK.soft });
}

type ProseOptions = { size?: number; ink?: Ink; width?: number; style?: Style; after?: number };

/** A paragraph across the page. */
export function proseBlocks(text: string, options: ProseOptions = {}): Block[] {
  const { size = 9, ink = INK.text, width = CONTENT_WIDTH, style = 'text', after = 5 } = options;
  return columns([{ x: 0, parts: [paragraph(text, { style, size, width, ink })] }], { after });
}
