import type { PDF } from '@libpdf/core';
import { type Canvas, createCanvas, type Fonts, INK } from './canvas.ts';
import { fitText, inkHeight } from './fit-text.ts';
import { drawInk, drawSignature } from './ink-mark.ts';
import type { Pictures } from './mark-pictures.ts';
import type { Box } from './objects.ts';
import { tidyContent } from './page-content.ts';
import { type PageView, pageView } from './page-view.ts';
import type { Mark } from './types.ts';

/** What stays free between a box and what is drawn in it, in points. */
const MARGIN = 1;
/** Corners of a tick in a square, from its upper left. */
const TICK = [0.2, 0.52, 0.42, 0.76, 0.82, 0.24];

/** Draws marks into their boxes, upright on the pages as displayed. The rest of a page stays as it is. */
export function addMarks(
  pdf: PDF,
  marks: Mark[],
  { fonts, pictures }: { fonts: Fonts; pictures: Pictures },
): void {
  const pages = pdf.getPages();
  for (const [number, group] of Map.groupBy(marks, (mark) => mark.page)) {
    const page = pages[number - 1];
    if (!page) throw new Error(`a mark on page ${number} of ${pages.length}`);
    tidyContent(pdf, page);
    const view = pageView(pdf, page);
    const canvas = createCanvas(pdf, page, fonts, view);
    for (const mark of group) drawMark(canvas, mark, inPoints(mark, view), pictures);
    canvas.finish();
  }
}

function inPoints({ box }: Mark, { width, height }: PageView): Box {
  return {
    x: box.x * width,
    y: box.y * height,
    width: box.width * width,
    height: box.height * height,
  };
}

function drawMark(canvas: Canvas, mark: Mark, box: Box, pictures: Pictures): void {
  if (mark.kind === 'signature') drawSignature(canvas, mark.ink, mark.caption, box, pictures);
  else if (mark.kind === 'initials') drawInk(canvas, mark.ink, box, pictures);
  else if (mark.kind === 'text') drawText(canvas, mark.text, box);
  else drawCheckbox(canvas, mark.checked, box);
}

/** From the left, in the middle of the box's height. */
function drawText(canvas: Canvas, text: string, box: Box): void {
  const margin = Math.min(MARGIN, box.width / 10, box.height / 10);
  const fitted = fitText(text, box.width - 2 * margin, box.height - 2 * margin);
  const top = box.y + (box.height - inkHeight(fitted)) / 2 + fitted.rise;
  fitted.lines.forEach((line, index) => {
    canvas.line(line, box.x + margin, top + index * fitted.leading, fitted.size, INK.text);
  });
}

function drawCheckbox(canvas: Canvas, checked: boolean, box: Box): void {
  const side = Math.min(box.width, box.height) - MARGIN;
  if (side <= 0) return;
  const [x, y] = [box.x + (box.width - side) / 2, box.y + (box.height - side) / 2];
  canvas.frame(x, y, side, side, INK.soft);
  if (!checked) return;
  const points = TICK.map((share, index) => (index % 2 === 0 ? x : y) + share * side);
  canvas.stroke(points, side / 9, INK.navy);
}
