import {
  Matrix,
  type PDF,
  type PDFPage,
  PdfArray,
  PdfDict,
  PdfName,
  PdfNumber,
  PdfRef,
  PdfStream,
} from '@libpdf/core';
import { box, follow, numbers, type Resolve, resolver } from './objects.ts';
import { addXObject, appendContent } from './page-content.ts';

/** Annotation flags (ISO 32000-2, table 167): what a viewer does not show is not kept either. */
const HIDDEN = 2;
const NO_VIEW = 32;

/**
 * Draws what annotations and form fields show into the page and removes them; links stay.
 * Our own because the library's flattening turns a reversed BBox upside down, and loses widgets
 * that no field lists.
 */
export function flattenAnnotations(pdf: PDF, page: PDFPage): void {
  const resolve = resolver(pdf);
  const annotations = follow(page.dict.get('Annots'), resolve);
  if (!(annotations instanceof PdfArray)) return;
  const kept: PdfRef[] = [];
  const drawn: string[] = [];
  for (const item of annotations) {
    const annotation = follow(item, resolve);
    if (!(annotation instanceof PdfDict)) continue;
    const subtype = annotation.getName('Subtype', resolve)?.value;
    const ref = item instanceof PdfRef ? item : pdf.register(annotation);
    if (subtype === 'Link') kept.push(ref);
    else if (subtype !== 'Popup' && isShown(annotation, resolve)) {
      const appearance = normalAppearance(annotation, resolve);
      if (appearance) drawn.push(draw(pdf, page, annotation, appearance));
      else if (subtype !== 'Widget') kept.push(ref);
    }
  }
  page.dict.set('Annots', PdfArray.of(...kept));
  const operators = drawn.filter((text) => text !== '').join('\n');
  if (operators) appendContent(pdf, page, operators);
  // The rest has no appearance: viewers, and the library, draw one from the annotation's type.
  page.flattenAnnotations();
}

function isShown(annotation: PdfDict, resolve: Resolve): boolean {
  const flags = follow(annotation.get('F'), resolve);
  return !(flags instanceof PdfNumber && flags.value & (HIDDEN | NO_VIEW));
}

function normalAppearance(annotation: PdfDict, resolve: Resolve): PdfStream | null {
  const normal = annotation.getDict('AP', resolve)?.get('N');
  const appearance = follow(normal, resolve);
  if (appearance instanceof PdfStream) return appearance;
  if (!(appearance instanceof PdfDict)) return null;
  const state = annotation.getName('AS', resolve)?.value ?? 'Off';
  const chosen = follow(appearance.get(state), resolve);
  return chosen instanceof PdfStream ? chosen : null;
}

/** ISO 32000-2, 12.5.5, algorithm 8: the transformed appearance box fills the annotation's Rect. */
function draw(pdf: PDF, page: PDFPage, annotation: PdfDict, appearance: PdfStream): string {
  const resolve = resolver(pdf);
  const rect = box(annotation.get('Rect'), resolve);
  const bbox = box(appearance.get('BBox'), resolve);
  if (!rect || !bbox) return '';
  const own = Matrix.fromArray(numbers(appearance.get('Matrix'), 6, resolve) ?? [1, 0, 0, 1, 0, 0]);
  const corners = [
    own.transformPoint(bbox.x, bbox.y),
    own.transformPoint(bbox.x + bbox.width, bbox.y),
    own.transformPoint(bbox.x, bbox.y + bbox.height),
    own.transformPoint(bbox.x + bbox.width, bbox.y + bbox.height),
  ];
  const left = Math.min(...corners.map(({ x }) => x));
  const bottom = Math.min(...corners.map(({ y }) => y));
  const width = Math.max(...corners.map(({ x }) => x)) - left;
  const height = Math.max(...corners.map(({ y }) => y)) - bottom;
  if (!(width > 0 && height > 0)) return '';
  const [sx, sy] = [rect.width / width, rect.height / height];
  completeForm(pdf, annotation, appearance);
  const name = addXObject(pdf, page, pdf.context.getRef(appearance) ?? pdf.register(appearance));
  const matrix = [sx, 0, 0, sy, rect.x - left * sx, rect.y - bottom * sy];
  return `q ${matrix.map((value) => value.toFixed(5)).join(' ')} cm /${name} Do Q`;
}

/** What an appearance may leave out because of where it hangs, and a Form XObject may not. */
function completeForm(pdf: PDF, annotation: PdfDict, appearance: PdfStream): void {
  const resolve = resolver(pdf);
  appearance.set('Type', PdfName.XObject);
  appearance.set('Subtype', PdfName.of('Form'));
  const acroForm = pdf.getCatalog().getDict('AcroForm', resolve);
  const defaults = acroForm?.get('DR');
  if (!appearance.has('Resources') && defaults) appearance.set('Resources', defaults);
  const layer = annotation.get('OC');
  if (layer && !appearance.has('OC')) appearance.set('OC', layer);
}
