import { type PDF, PdfDict, PdfName, PdfStream } from '@libpdf/core';
import type { Fonts } from './canvas.ts';
import { box, boxArray, resolver } from './objects.ts';
import { type Line, layOut } from './text-layout.ts';

const PADDING = 2;
const LEADING = 1.2;

/** Whether the fonts that forms come with (WinAnsi, at most) can write this. */
export function needsOwnFonts(value: string): boolean {
  return /[^\s\u0020-\u007e\u00a0-\u00ff]/u.test(value);
}

/**
 * Gives a widget an appearance that writes `value` in fonts of ours: the library writes other
 * characters than those of the form's font as wrong ones, without a word.
 */
export function drawValue(
  pdf: PDF,
  fonts: Fonts,
  widget: PdfDict,
  value: string,
  multiline: boolean,
) {
  const rect = box(widget.get('Rect'), resolver(pdf));
  if (!rect) return;
  const { width, height } = rect;
  const { lines, size } = sizeToFit(value, width - 2 * PADDING, height - 2 * PADDING);
  const used = new PdfDict();
  const text = lines.map(({ runs }, index) => {
    const shows = runs.map(({ text: run, font: id }) => {
      const font = fonts(id);
      const ref = pdf.getFontRef(font);
      if (ref) used.set(id, ref);
      const glyphs = font.encodeTextToGids(run).map((glyph) => glyph.toString(16).padStart(4, '0'));
      return `/${id} ${size} Tf <${glyphs.join('')}> Tj`;
    });
    const block = multiline ? height - PADDING : (height + size * LEADING * lines.length) / 2;
    const baseline = block - size * (0.95 + index * LEADING);
    return `BT ${PADDING} ${baseline.toFixed(2)} Td ${shows.join(' ')} ET`;
  });
  const appearance = new PdfStream(
    [
      ['Type', PdfName.XObject],
      ['Subtype', PdfName.of('Form')],
      ['BBox', boxArray({ x: 0, y: 0, width, height })],
      ['Resources', PdfDict.of({ Font: used })],
    ],
    Buffer.from(`0 g ${text.join('\n')}`, 'latin1'),
  );
  widget.set('AP', PdfDict.of({ N: pdf.register(appearance) }));
}

/** The largest size up to 12 points at which all of it is inside the field; 4 at least. */
function sizeToFit(value: string, width: number, height: number): { lines: Line[]; size: number } {
  for (let size = 12; size > 4; size -= 0.5) {
    const lines = paragraphs(value, size, width);
    if (lines.length * size * LEADING <= height) return { lines, size };
  }
  return { lines: paragraphs(value, 4, width), size: 4 };
}

function paragraphs(value: string, size: number, width: number): Line[] {
  return value.split(/\r\n?|\n/u).flatMap((line) => layOut(line, 'text', size, width));
}
