import { type EmbeddedFont, Matrix, type PDF, type PDFPage, type PdfRef } from '@libpdf/core';
import { embedFont, type FontId, isHand, type Style } from './fonts.ts';
import { addResource, addXObject, appendContent } from './page-content.ts';
import type { PageView } from './page-view.ts';
import { type Line, layOut } from './text-layout.ts';

/** A4 and the margins of our pages, in points. */
export const A4 = { width: 595.28, height: 841.89 };
export const MARGIN = { x: 56, top: 56, bottom: 64 };
export const CONTENT_WIDTH = A4.width - 2 * MARGIN.x;
/** Where the content of a page ends, from its top. */
export const PAGE_END = A4.height - MARGIN.bottom;

/** Red, green, blue, 0–1. */
export type Ink = [number, number, number];
export const INK: Record<'text' | 'soft' | 'faint' | 'tint' | 'navy' | 'done' | 'alarm', Ink> = {
  text: [0.13, 0.15, 0.19],
  soft: [0.4, 0.43, 0.48],
  faint: [0.84, 0.86, 0.89],
  tint: [0.955, 0.964, 0.978],
  navy: [0.07, 0.15, 0.35],
  done: [0.07, 0.42, 0.27],
  alarm: [0.78, 0.13, 0.13],
};

export type Canvas = {
  page: PDFPage;
  /** Draws a line of text with its baseline at `y`, measured from the top of the page. */
  line(line: Line, x: number, y: number, size: number, ink: Ink): void;
  rule(x: number, y: number, width: number, thickness: number, ink: Ink): void;
  frame(x: number, y: number, width: number, height: number, ink: Ink): void;
  fill(x: number, y: number, width: number, height: number, ink: Ink): void;
  /** Joins these points, x and y in turn. */
  stroke(points: number[], thickness: number, ink: Ink): void;
  /** Fills the box with a picture. */
  picture(picture: PdfRef, x: number, y: number, width: number, height: number): void;
  /** Writes what was drawn into the page. */
  finish(): void;
};

export type Fonts = (id: FontId) => EmbeddedFont;

/** One embedded copy of each font a document uses. */
export function documentFonts(pdf: PDF): Fonts {
  const embedded = new Map<FontId, EmbeddedFont>();
  return (id) => {
    const font = embedded.get(id) ?? embedFont(pdf, id);
    embedded.set(id, font);
    return font;
  };
}

/** Our own pages as displayed. */
const A4_VIEW: PageView = { ...A4, toPage: Matrix.identity() };

/**
 * Draws on a page from its top left corner as displayed; all of it becomes one content stream. The
 * page is one of ours unless told how it is displayed.
 */
export function createCanvas(pdf: PDF, page: PDFPage, fonts: Fonts, view = A4_VIEW): Canvas {
  const { a, b, c, d, e, f } = view.toPage;
  const operators = [`${[a, b, c, d, e, f].map((value) => value.toFixed(6)).join(' ')} cm`];
  const names = new Map<FontId, string>();
  const up = (y: number) => view.height - y;
  const point = (...values: number[]) => values.map((value) => value.toFixed(2)).join(' ');
  return {
    page,
    line({ runs }, x, y, size, ink) {
      const shows = runs.map(({ text, font: id }) => {
        const font = fonts(id);
        const ref = pdf.getFontRef(font);
        if (!ref) throw new Error(`the font ${id} is not in the document`);
        const name = names.get(id) ?? addResource(pdf, page, 'Font', ref);
        names.set(id, name);
        return `/${name} ${size} Tf <${toHex(font.encodeTextToGids(text))}> Tj`;
      });
      operators.push(`${ink.join(' ')} rg BT ${point(x, up(y))} Td ${shows.join(' ')} ET`);
    },
    rule(x, y, width, thickness, ink) {
      operators.push(
        `${ink.join(' ')} RG ${thickness} w ${point(x, up(y))} m ${point(x + width, up(y))} l S`,
      );
    },
    frame(x, y, width, height, ink) {
      const lower = point(x, up(y + height), width, height);
      operators.push(`${ink.join(' ')} RG 0.75 w ${lower} re S`);
    },
    fill(x, y, width, height, ink) {
      operators.push(`${ink.join(' ')} rg ${point(x, up(y + height), width, height)} re f`);
    },
    stroke(points, thickness, ink) {
      const path = points.flatMap((x, index) => {
        const y = points[index + 1];
        if (index % 2 === 1 || y === undefined) return [];
        return [`${point(x, up(y))} ${index === 0 ? 'm' : 'l'}`];
      });
      operators.push(`${ink.join(' ')} RG ${thickness} w ${path.join(' ')} S`);
    },
    picture(picture, x, y, width, height) {
      const name = addXObject(pdf, page, picture);
      const matrix = `${point(width)} 0 0 ${point(height, x, up(y + height))}`;
      operators.push(`q ${matrix} cm /${name} Do Q`);
    },
    finish: () => appendContent(pdf, page, operators.join('\n')),
  };
}

function toHex(glyphs: number[]): string {
  return glyphs.map((glyph) => glyph.toString(16).padStart(4, '0')).join('');
}

/** Something to draw that must not be split over two pages. */
export type Block = {
  height: number;
  draw: (canvas: Canvas, top: number) => void;
  /** Room above it, left out where it begins a page. */
  space?: number;
  /** Not the last on a page while the block after it begins another. */
  keepWithNext?: boolean;
  /** Drawn first where it begins a page, as the head of its table is. */
  repeat?: Block;
};

export type TextStyle = { style: Style; size: number; width: number; ink: Ink };

/** Text that may take several lines, ready to be measured and then drawn. */
export type Paragraph = { lines: Line[]; size: number; leading: number; ink: Ink; height: number };

export function paragraph(text: string, { style, size, width, ink }: TextStyle): Paragraph {
  const lines = layOut(text, style, size, width);
  const leading = size * (isHand(style) ? 1.3 : 1.4);
  return { lines, size, leading, ink, height: lines.length * leading };
}

/** Draws a paragraph whose top edge is at `y`. */
export function drawParagraph(canvas: Canvas, { lines, ...text }: Paragraph, x: number, y: number) {
  lines.forEach((line, index) => {
    const baseline = y + text.leading * index + text.size * 1.05;
    canvas.line(line, x, baseline, text.size, text.ink);
  });
}
