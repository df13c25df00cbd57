import { fileURLToPath } from 'node:url';
import type { PDFPageProxy } from 'pdfjs-dist';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PageView } from './page-view.ts';
import { damaged } from './refusal.ts';
import { followText, type Glyph, list, type TextFont } from './text-pen.ts';

/** What a reader calls an ascent where the font itself says nothing sensible. */
const USUAL_ASCENT = 0.75;
/** Predefined CMaps, without which much older Chinese, Japanese and Korean text says nothing. */
const CMAPS = fileURLToPath(new URL('../cmaps/', import.meta.resolve('pdfjs-dist')));
/** Names of fonts among what an operator depends on; others are pictures, never loaded here. */
const FONT_NAME = /_f\d+$/;

export type TextReader = {
  /** The signs of a page, from 1, in the order in which it draws them; Form XObjects included. */
  glyphs(page: number, view: PageView): Promise<Glyph[]>;
  close(): Promise<void>;
};

/**
 * Reads the text of a PDF and where each sign of it is. By pdf.js, and by following its drawing
 * operators, because the PDF library's own extraction leaves Form XObjects out, and that of pdf.js
 * tells where a run of text begins but not where the signs in it are.
 * @throws {Refusal} damaged, when pdf.js finds other pages than we do.
 */
export async function openText(bytes: Uint8Array, pageCount: number): Promise<TextReader> {
  const task = getDocument({
    // It takes what it is given for its own.
    data: new Uint8Array(bytes),
    // Text alone: no picture is decoded, nothing is fetched or said.
    maxImageSize: 0,
    verbosity: 0,
    fontExtraProperties: true,
    useSystemFonts: false,
    enableXfa: false,
    cMapUrl: CMAPS,
  });
  const pdf = await task.promise;
  if (pdf.numPages !== pageCount)
    throw damaged(`parsers see ${pageCount} and ${pdf.numPages} pages`);
  return {
    glyphs: async (page, view) => pageGlyphs(await pdf.getPage(page), view),
    close: () => task.destroy(),
  };
}

async function pageGlyphs(page: PDFPageProxy, view: PageView): Promise<Glyph[]> {
  // 0: no annotations.
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: 0 });
  const steps = fnArray.map((operator, index) => ({ operator, args: list(argsArray[index]) }));
  const fonts = new Map<string, TextFont>();
  for (const { operator, args } of steps) {
    const name = operator === OPS.dependency ? String(args[0]) : '';
    if (FONT_NAME.test(name) && !fonts.has(name)) fonts.set(name, await loadFont(page, name));
  }
  page.cleanup();
  return followText(view, fonts, steps);
}

async function loadFont(page: PDFPageProxy, name: string): Promise<TextFont> {
  const font = await new Promise<object>((resolve) => {
    page.commonObjs.get(name, (loaded: unknown) => resolve(Object(loaded)));
  });
  const unit = list(Reflect.get(font, 'fontMatrix'))[0];
  const ascent: unknown = Reflect.get(font, 'ascent');
  const sensible = typeof ascent === 'number' && ascent > 0.4 && ascent < 1.2;
  return {
    // A thousandth for all but Type 3 (ISO 32000-2, 9.2.4).
    unit: typeof unit === 'number' ? unit : 0.001,
    ascent: sensible ? ascent : USUAL_ASCENT,
    vertical: Reflect.get(font, 'vertical') === true,
  };
}
