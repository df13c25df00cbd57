import {
  type PDF,
  type PDFPage,
  PdfArray,
  PdfDict,
  PdfName,
  PdfNumber,
  type PdfRef,
  PdfStream,
  PdfString,
} from '@libpdf/core';
import { type Box, boxArray, follow, resolver } from '../objects.ts';

/** Widget flags (ISO 32000-2, 12.5.3): printed, not to be moved. */
const PRINT_AND_LOCKED = 132;
/** SigFlags (12.7.3): signatures exist, and the file must only be appended to. */
const SIGNATURES_AND_APPEND_ONLY = 3;
const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 };

/** `area`: where on the page it can be clicked on; null for a signature that is not to be seen. */
export type FieldPlace = { page: PDFPage; area: Box | null };

/**
 * Adds a field with this signature and its widget (ISO 32000-2, 12.7.5.5). A form that is there
 * keeps everything else that it has.
 */
export function addSignatureField(
  pdf: PDF,
  title: string,
  signature: PdfRef,
  { page, area }: FieldPlace,
): void {
  const widget = PdfDict.of({
    Type: PdfName.of('Annot'),
    Subtype: PdfName.of('Widget'),
    FT: PdfName.of('Sig'),
    T: PdfString.fromString(freeTitle(pdf, title)),
    V: signature,
    P: page.ref,
    Rect: boxArray(area ?? NOWHERE),
    F: PdfNumber.of(PRINT_AND_LOCKED),
  });
  if (area) widget.set('AP', PdfDict.of({ N: pdf.register(emptyAppearance(area)) }));
  const field = pdf.register(widget);
  const resolve = resolver(pdf);
  push(page.dict, 'Annots', field, resolve);
  const catalog = pdf.getCatalog();
  const form = follow(catalog.get('AcroForm'), resolve);
  if (form instanceof PdfDict) {
    push(form, 'Fields', field, resolve);
    form.set('SigFlags', PdfNumber.of(SIGNATURES_AND_APPEND_ONLY));
    return;
  }
  const made = { Fields: PdfArray.of(field), SigFlags: PdfNumber.of(SIGNATURES_AND_APPEND_ONLY) };
  catalog.set('AcroForm', pdf.register(PdfDict.of(made)));
}

function push(dict: PdfDict, key: string, item: PdfRef, resolve: ReturnType<typeof resolver>) {
  const list = follow(dict.get(key), resolve);
  if (list instanceof PdfArray) list.push(item);
  else dict.set(key, PdfArray.of(item));
}

/** Nothing to see: the words under it belong to the page. */
function emptyAppearance(area: Box): PdfStream {
  return new PdfStream([
    ['Type', PdfName.XObject],
    ['Subtype', PdfName.of('Form')],
    ['BBox', boxArray({ ...area, x: 0, y: 0 })],
    ['Resources', new PdfDict()],
  ]);
}

/** Names of fields are unique (12.7.4.2). */
function freeTitle(pdf: PDF, title: string): string {
  const taken = new Set(topFields(pdf).map((field) => titleOf(field, pdf)));
  let free = title;
  for (let number = 2; taken.has(free); number += 1) free = `${title} ${number}`;
  return free;
}

function titleOf(field: PdfDict, pdf: PDF): string | null {
  const title = follow(field.get('T'), resolver(pdf));
  return title instanceof PdfString ? title.asString() : null;
}

function topFields(pdf: PDF): PdfDict[] {
  const resolve = resolver(pdf);
  const form = follow(pdf.getCatalog().get('AcroForm'), resolve);
  const fields = form instanceof PdfDict ? follow(form.get('Fields'), resolve) : null;
  if (!(fields instanceof PdfArray)) return [];
  return fields
    .toArray()
    .map((field) => follow(field, resolve))
    .filter((field) => field instanceof PdfDict);
}

/** Every field, those below others too, each once. */
export function allFields(pdf: PDF): PdfDict[] {
  const resolve = resolver(pdf);
  const found = new Set<PdfDict>();
  const todo = topFields(pdf);
  for (let field = todo.pop(); field; field = todo.pop()) {
    if (found.has(field)) continue;
    found.add(field);
    const kids = follow(field.get('Kids'), resolve);
    for (const kid of kids instanceof PdfArray ? kids.toArray() : []) {
      const below = follow(kid, resolve);
      if (below instanceof PdfDict) todo.push(below);
    }
  }
  return [...found];
}
