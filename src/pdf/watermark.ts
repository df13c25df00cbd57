import { degrees, type PDF, type PDFPage, rgb } from '@libpdf/core';
import type { Fonts } from './canvas.ts';
import { tidyContent } from './page-content.ts';
import { visibleBox } from './page-view.ts';

const WORD = 'TEST';

/** Writes TEST across every page as displayed, whatever its rotation and crop box. */
export function addWatermarks(pdf: PDF, fonts: Fonts): void {
  for (const page of pdf.getPages()) addWatermark(pdf, page, fonts);
}

function addWatermark(pdf: PDF, page: PDFPage, fonts: Fonts): void {
  const visible = visibleBox(pdf, page);
  tidyContent(pdf, page);
  const font = fonts('sansBold');
  const size = (Math.min(visible.width, visible.height) * 0.7) / font.widthOfTextAtSize(WORD, 1);
  const [width, height] = [font.widthOfTextAtSize(WORD, size), size * 0.71];
  // /Rotate turns the page clockwise when it is shown: turn the word the other way.
  const angle = 45 + page.rotation;
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  page.drawText(WORD, {
    x: visible.x + visible.width / 2 - (width / 2) * cos + (height / 2) * sin,
    y: visible.y + visible.height / 2 - (width / 2) * sin - (height / 2) * cos,
    font,
    size,
    color: rgb(0.8, 0.1, 0.1),
    opacity: 0.16,
    rotate: degrees(angle),
  });
}
