import { type Block, CONTENT_WIDTH, drawParagraph, INK, MARGIN, paragraph } from './canvas.ts';
import { columns } from './columns.ts';
import type { Style } from './fonts.ts';

export const LABEL_WIDTH = 124;
const VALUE_WIDTH = CONTENT_WIDTH - LABEL_WIDTH;

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

/** A name and its value beside it: one block, or several where the value is longer than a page. */
export function row(name: string, text: string, style: Style = 'text'): Block[] {
  // 64 hexadecimal digits on one line, so that they can be copied.
  const size = style === 'mono' ? 7.75 : 9;
  const label = paragraph(name, { style: 'text', size: 8, width: LABEL_WIDTH - 8, ink: INK.soft });
  const value = paragraph(text, { style, size, width: VALUE_WIDTH, ink: INK.text });
  const cells = [
    { x: 0, dy: 1, parts: [label] },
    { x: LABEL_WIDTH, parts: [value] },
  ];
  return columns(cells, { after: 4 });
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
  const note = paragraph(text, { style: 'text', size: 7.5, width: CONTENT_WIDTH, ink: INK.soft });
  return columns([{ x: 0, parts: [note] }], { after: 5 });
}
