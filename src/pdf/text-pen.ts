import { Matrix } from '@libpdf/core';
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { displayed, type PageView, type Point } from './page-view.ts';

/** A sign as displayed: points of 1/72 inch from the upper left corner of the page. */
export type Glyph = {
  text: string;
  /** Where its baseline begins and ends. */
  start: Point;
  end: Point;
  /** From the baseline to the top of the line. */
  rise: Point;
  /** Height of the font. */
  size: number;
};

/** `unit`: of widths, in ems; `ascent` in ems. */
export type TextFont = { unit: number; ascent: number; vertical: boolean };

/** One drawing operator of pdf.js. */
export type Step = { operator: number; args: unknown[] };

type State = {
  ctm: Matrix;
  font: TextFont;
  size: number;
  spacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  raised: number;
};

type Pen = {
  view: PageView;
  fonts: Map<string, TextFont>;
  glyphs: Glyph[];
  saved: State[];
  state: State;
  text: Matrix;
  line: Matrix;
};

const START: State = {
  ctm: Matrix.identity(),
  font: { unit: 0.001, ascent: 0.75, vertical: false },
  size: 0,
  spacing: 0,
  wordSpacing: 0,
  scale: 1,
  leading: 0,
  raised: 0,
};

/** Operators that move or change text (ISO 32000-2, 9.3, 9.4); the rest do not matter. */
const OPERATORS: Record<number, (pen: Pen, args: unknown[]) => void> = {
  [OPS.save]: save,
  [OPS.restore]: restore,
  [OPS.transform]: transform,
  [OPS.paintFormXObjectBegin]: (pen, [matrix]) => {
    save(pen);
    if (matrix) transform(pen, list(matrix));
  },
  [OPS.paintFormXObjectEnd]: restore,
  [OPS.beginText]: (pen) => moveTo(pen, Matrix.identity()),
  [OPS.setTextMatrix]: (pen, [matrix]) => moveTo(pen, matrixOf(list(matrix))),
  [OPS.moveText]: (pen, [x, y]) => moveBy(pen, number(x), number(y)),
  [OPS.setLeadingMoveText]: (pen, [x, y]) => {
    set(pen, { leading: -number(y) });
    moveBy(pen, number(x), number(y));
  },
  [OPS.nextLine]: (pen) => moveBy(pen, 0, -pen.state.leading),
  [OPS.setFont]: setFont,
  // A font can be set by an extended graphics state too (table 57).
  [OPS.setGState]: (pen, [entries]) => {
    for (const [key, value] of list(entries).map(list))
      if (key === 'Font') setFont(pen, list(value));
  },
  [OPS.setCharSpacing]: (pen, [value]) => set(pen, { spacing: number(value) }),
  [OPS.setWordSpacing]: (pen, [value]) => set(pen, { wordSpacing: number(value) }),
  [OPS.setHScale]: (pen, [value]) => set(pen, { scale: number(value) / 100 }),
  [OPS.setLeading]: (pen, [value]) => set(pen, { leading: number(value) }),
  [OPS.setTextRise]: (pen, [value]) => set(pen, { raised: number(value) }),
  [OPS.showText]: (pen, [items]) => {
    for (const item of list(items)) {
      if (typeof item === 'number') advance(pen, (-item / 1000) * pen.state.size);
      else show(pen, Object(item));
    }
  },
};

/** The signs that the operators of a page show, in their order. */
export function followText(view: PageView, fonts: Map<string, TextFont>, steps: Step[]): Glyph[] {
  const [text, line] = [Matrix.identity(), Matrix.identity()];
  const pen: Pen = { view, fonts, glyphs: [], saved: [], state: START, text, line };
  for (const { operator, args } of steps) OPERATORS[operator]?.(pen, args);
  return pen.glyphs;
}

/** Lists of pdf.js are arrays or typed arrays; anything else is an empty one. */
export function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return value instanceof Float32Array ? [...value] : [];
}

function set(pen: Pen, change: Partial<State>): void {
  pen.state = { ...pen.state, ...change };
}

function save(pen: Pen): void {
  pen.saved.push(pen.state);
}

function restore(pen: Pen): void {
  pen.state = pen.saved.pop() ?? pen.state;
}

function transform(pen: Pen, matrix: unknown[]): void {
  set(pen, { ctm: matrixOf(matrix).multiply(pen.state.ctm) });
}

function moveTo(pen: Pen, matrix: Matrix): void {
  pen.text = matrix;
  pen.line = matrix;
}

function moveBy(pen: Pen, x: number, y: number): void {
  moveTo(pen, pen.line.translate(x, y));
}

function setFont(pen: Pen, [name, size]: unknown[]): void {
  set(pen, { font: pen.fonts.get(String(name)) ?? START.font, size: number(size) });
}

/** ISO 32000-2, 9.4.4. */
function show(pen: Pen, sign: object): void {
  const { font, size, scale, raised, spacing, wordSpacing, ctm } = pen.state;
  const downwards = number(list(Reflect.get(sign, 'vmetric'))[0]) || -1 / font.unit;
  const length = (font.vertical ? downwards : number(Reflect.get(sign, 'width'))) * font.unit;
  const place = new Matrix(size * scale, 0, 0, size, 0, raised).multiply(pen.text).multiply(ctm);
  const at = (x: number, y: number) => displayed(pen.view, place.transformPoint(x, y));
  const [start, up] = [at(0, 0), at(0, 1)];
  const end = font.vertical ? at(0, length) : at(length, 0);
  // The origin of a sign written downwards is the middle of its top.
  const top = font.vertical ? at(-0.5, 0) : at(0, font.ascent);
  const height = Math.hypot(up.x - start.x, up.y - start.y);
  if (height > 0) {
    const rise = { x: top.x - start.x, y: top.y - start.y };
    pen.glyphs.push({ text: String(Reflect.get(sign, 'unicode')), start, end, rise, size: height });
  }
  const isSpace = Reflect.get(sign, 'isSpace') === true;
  advance(pen, length * size + spacing + (isSpace ? wordSpacing : 0));
}

function advance(pen: Pen, length: number): void {
  const { font, scale } = pen.state;
  pen.text = font.vertical ? pen.text.translate(0, length) : pen.text.translate(length * scale, 0);
}

function matrixOf(values: unknown[]): Matrix {
  return Matrix.fromArray(Array.from({ length: 6 }, (_, index) => number(values[index])));
}

function number(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
