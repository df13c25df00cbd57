import {
  type PDF,
  type PDFPage,
  PdfArray,
  PdfDict,
  PdfName,
  PdfRef,
  PdfStream,
} from '@libpdf/core';
import { isBalanced } from './content-balance.ts';
import { decodeStream } from './decode-stream.ts';
import { box, boxArray, follow, type Resolve, resolver } from './objects.ts';
import { damaged } from './refusal.ts';

/**
 * Makes a page safe to draw on: content that leaves a graphics state or a text object open, which
 * would displace whatever follows, moves as it is into a Form XObject, which closes all it opens.
 * @throws {Refusal} damaged when the content cannot be decoded.
 */
export function tidyContent(pdf: PDF, page: PDFPage): void {
  const resolve = resolver(pdf);
  const content = joinedContent(page, resolve);
  if (isBalanced(content)) return;
  const form = new PdfStream(
    [
      ['Type', PdfName.XObject],
      ['Subtype', PdfName.of('Form')],
      ['BBox', boxArray(mediaBox(page, resolve))],
      ['Resources', page.dict.get('Resources') ?? new PdfDict()],
    ],
    content,
  );
  page.dict.set('Resources', new PdfDict());
  page.dict.delete('Contents');
  appendContent(pdf, page, `/${addXObject(pdf, page, pdf.register(form))} Do`);
}

/** Draws after the page's own content, which keeps its graphics state to itself. */
export function appendContent(pdf: PDF, page: PDFPage, operators: string): void {
  const before = contentRefs(page, resolver(pdf));
  const stream = (text: string) => pdf.register(new PdfStream([], Buffer.from(text, 'latin1')));
  const own = before.length > 0 ? [stream('q\n'), ...before, stream('\nQ\n')] : [];
  page.dict.set('Contents', PdfArray.of(...own, stream(`q\n${operators}\nQ\n`)));
}

/** The name under which `ref` can be drawn. */
export function addXObject(pdf: PDF, page: PDFPage, ref: PdfRef): string {
  return addResource(pdf, page, 'XObject', ref);
}

/** The name of a resource on a page, which gets resources of its own: many are shared. */
export function addResource(
  pdf: PDF,
  page: PDFPage,
  kind: 'XObject' | 'Font',
  ref: PdfRef,
): string {
  const resolve = resolver(pdf);
  const shared = follow(page.dict.get('Resources'), resolve);
  const resources = shared instanceof PdfDict ? shared.clone() : new PdfDict();
  const sharedObjects = follow(resources.get(kind), resolve);
  const objects = sharedObjects instanceof PdfDict ? sharedObjects.clone() : new PdfDict();
  let number = objects.size;
  while (objects.has(`Mark${number}`)) number += 1;
  objects.set(`Mark${number}`, ref);
  resources.set(kind, objects);
  page.dict.set('Resources', resources);
  return `Mark${number}`;
}

function mediaBox(page: PDFPage, resolve: Resolve) {
  const found = box(page.dict.get('MediaBox'), resolve);
  if (!found) throw damaged('a page has no MediaBox');
  return found;
}

function contentRefs(page: PDFPage, resolve: Resolve): PdfRef[] {
  const entry = page.dict.get('Contents');
  const contents = follow(entry, resolve);
  if (contents instanceof PdfArray)
    return contents.toArray().filter((item) => item instanceof PdfRef);
  return entry instanceof PdfRef ? [entry] : [];
}

function joinedContent(page: PDFPage, resolve: Resolve): Uint8Array {
  const parts = contentRefs(page, resolve).map((ref) => {
    const stream = follow(ref, resolve);
    if (!(stream instanceof PdfStream)) throw damaged(`page content ${ref} is missing`);
    return decodeStream(stream, resolve);
  });
  // Streams of one page are read with white space between them (ISO 32000-2, 7.8.2).
  return Buffer.concat(parts.flatMap((part) => [part, Buffer.from('\n')]));
}
