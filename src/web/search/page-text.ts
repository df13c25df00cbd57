import type { PDFDocumentProxy } from 'pdfjs-dist';
import { type Folded, fold } from './fold.ts';

/** A place in the text of a page: which of its items, and after how many characters of it. */
export type TextPlace = { item: number; offset: number };
export type TextSpan = { start: TextPlace; end: TextPlace };

/** The text of a page, ready to be searched. */
export type PageText = { folded: Folded; items: readonly { at: number; length: number }[] };

const known = new WeakMap<PDFDocumentProxy, Map<number, PageText>>();

/** Reads a page's text, without painting it, once. The items are those of the page's text layer. */
export async function readPageText(pdf: PDFDocumentProxy, number: number): Promise<PageText> {
  const pages = known.get(pdf) ?? new Map<number, PageText>();
  known.set(pdf, pages);
  const before = pages.get(number);
  if (before) return before;
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent();
  const text = joined(items.flatMap((item) => ('str' in item ? [item] : [])));
  pages.set(number, text);
  return text;
}

function joined(parts: readonly { str: string; hasEOL: boolean }[]): PageText {
  let text = '';
  const items = parts.map(({ str, hasEOL }) => {
    const at = text.length;
    text += hasEOL ? `${str}\n` : str;
    return { at, length: str.length };
  });
  return { folded: fold(text), items };
}

/** Where a text that was folded already stands on a page, in the order of reading. */
export function findIn({ folded, items }: PageText, wanted: string): TextSpan[] {
  const spans: TextSpan[] = [];
  if (wanted === '') return spans;
  let at = folded.text.indexOf(wanted);
  while (at >= 0) {
    const end = at + wanted.length;
    const first = folded.from[at] ?? 0;
    const last = folded.from[end - 1] ?? first;
    spans.push({ start: placeOf(items, first), end: after(placeOf(items, last)) });
    at = folded.text.indexOf(wanted, end);
  }
  return spans;
}

function placeOf(items: PageText['items'], position: number): TextPlace {
  const item = items.findLastIndex(({ at, length }) => at <= position && length > 0);
  const { at, length } = items[item] ?? { at: 0, length: 0 };
  return { item, offset: Math.min(position - at, length) };
}

function after({ item, offset }: TextPlace): TextPlace {
  return { item, offset: offset + 1 };
}
