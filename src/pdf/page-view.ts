import { Matrix, type PDF, type PDFPage, PdfNumber } from '@libpdf/core';
import { type Box, box, follow, resolver } from './objects.ts';

/** A page as displayed: what of it is seen, turned by /Rotate, in points of 1/72 inch. */
export type PageView = {
  width: number;
  height: number;
  /** From points, measured from the lower left corner as displayed, to the page's own units. */
  toPage: Matrix;
};

export type Point = { x: number; y: number };

/**
 * How a page is displayed: CropBox within MediaBox (ISO 32000-2, 14.11.2), turned clockwise by
 * /Rotate, each unit as long as /UserUnit says (7.7.3.3, table 31).
 */
export function pageView(pdf: PDF, page: PDFPage): PageView {
  const resolve = resolver(pdf);
  const unit = follow(page.dict.get('UserUnit'), resolve);
  const scale = unit instanceof PdfNumber && unit.value > 0 ? unit.value : 1;
  const visible = visibleBox(pdf, page);
  const turned = page.rotation % 180 !== 0;
  const [width, height] = turned
    ? [visible.height * scale, visible.width * scale]
    : [visible.width * scale, visible.height * scale];
  return { width, height, toPage: toPage(visible, page.rotation, 1 / scale) };
}

/** In the page's own units. Without a common area the crop box counts for nothing. */
export function visibleBox(pdf: PDF, page: PDFPage): Box {
  const resolve = resolver(pdf);
  const media = box(page.dict.get('MediaBox'), resolve);
  if (!media) throw new Error('a page has no MediaBox');
  const crop = box(page.dict.get('CropBox'), resolve);
  if (!crop) return media;
  const [x, y] = [Math.max(media.x, crop.x), Math.max(media.y, crop.y)];
  const width = Math.min(media.x + media.width, crop.x + crop.width) - x;
  const height = Math.min(media.y + media.height, crop.y + crop.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : media;
}

function toPage({ x, y, width, height }: Box, rotation: number, unit: number): Matrix {
  if (rotation === 90) return new Matrix(0, unit, -unit, 0, x + width, y);
  if (rotation === 180) return new Matrix(-unit, 0, 0, -unit, x + width, y + height);
  if (rotation === 270) return new Matrix(0, -unit, unit, 0, x, y + height);
  return new Matrix(unit, 0, 0, unit, x, y);
}

/** Where a point of the page is seen: in points from the upper left corner. */
export function displayed({ toPage: { a, b, c, d, e, f }, height }: PageView, at: Point): Point {
  const determinant = a * d - b * c;
  const [x, y] = [at.x - e, at.y - f];
  return {
    x: (d * x - c * y) / determinant,
    y: height - (a * y - b * x) / determinant,
  };
}
