import type { PDF } from '@libpdf/core';
import {
  A4,
  type Block,
  type Canvas,
  CONTENT_WIDTH,
  createCanvas,
  drawParagraph,
  type Fonts,
  INK,
  MARGIN,
  PAGE_END,
  paragraph,
  type TextStyle,
} from './canvas.ts';

/** What stands at the foot of a page, left and right; `page` counts from 1. */
export type Footer = (page: number, pages: number) => [left: string, right: string];

/** Adds A4 pages after the last one of `pdf`, as many as the blocks need, each with its footer. */
export function addPages(pdf: PDF, blocks: Block[], fonts: Fonts, footer: Footer): void {
  const canvases = flow(pdf, blocks, fonts);
  canvases.forEach((canvas, index) => {
    drawFooter(canvas, footer(index + 1, canvases.length));
    canvas.finish();
  });
}

function flow(pdf: PDF, blocks: Block[], fonts: Fonts): Canvas[] {
  const canvases: Canvas[] = [];
  let top = PAGE_END;
  blocks.forEach((block, index) => {
    const { height, draw, space = 0, repeat } = block;
    let canvas = canvases.at(-1);
    if (canvas && top + space + heightNeeded(blocks, index) <= PAGE_END) top += space;
    else {
      const added = pdf.addPage({ width: A4.width, height: A4.height });
      canvas = createCanvas(pdf, added, fonts);
      canvases.push(canvas);
      top = MARGIN.top;
      repeat?.draw(canvas, top);
      top += repeat?.height ?? 0;
    }
    draw(canvas, top);
    top += height;
  });
  return canvases;
}

/** Where no page holds a whole group, this many blocks begin it. */
const BEGINNING = 3;

/** What must have room here: with the first block of a group all of it, if a page holds it. */
function heightNeeded(blocks: Block[], at: number): number {
  const inGroup = blocks[at - 1]?.keepWithNext === true;
  const group = blocks.slice(at, inGroup ? at + 1 : lastTogether(blocks, at) + 1);
  const height = heightOf(group);
  return height > PAGE_END - MARGIN.top ? heightOf(group.slice(0, BEGINNING)) : height;
}

function heightOf(group: Block[]): number {
  const heights = group.map(({ height, space = 0 }, index) => height + (index > 0 ? space : 0));
  return heights.reduce((sum, height) => sum + height, 0);
}

function lastTogether(blocks: Block[], from: number): number {
  let at = from;
  while (blocks[at]?.keepWithNext && at + 1 < blocks.length) at += 1;
  return at;
}

function drawFooter(canvas: Canvas, [left, right]: [string, string]): void {
  const small: TextStyle = { style: 'text', size: 7, width: CONTENT_WIDTH / 2, ink: INK.soft };
  const y = PAGE_END + 14;
  canvas.rule(MARGIN.x, y, CONTENT_WIDTH, 0.5, INK.faint);
  drawParagraph(canvas, paragraph(left, small), MARGIN.x, y + 6);
  const end = paragraph(right, small);
  const width = end.lines[0]?.width ?? 0;
  drawParagraph(canvas, end, MARGIN.x + CONTENT_WIDTH - width, y + 6);
}
