import {
  type PDF,
  PdfArray,
  PdfDict,
  PdfName,
  PdfNumber,
  type PdfObject,
  PdfRef,
} from '@libpdf/core';
import { box, boxArray, follow, type Resolve, resolver } from './objects.ts';
import { damaged } from './refusal.ts';

/** Attributes a page takes from the tree above it (ISO 32000-2, 7.7.3.4). */
const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'];
const LETTER = { x: 0, y: 0, width: 612, height: 792 };

type Node = { item: PdfObject; inherited: Map<string, PdfObject>; above: number };

export type PageTree = {
  pages: PdfRef[];
  /** What the file itself says, which need not be so. */
  declaredCount: number | null;
};

/**
 * Rewrites the page tree as one flat list of pages that each carry their own attributes: the
 * library loses inherited ones, and drops direct, untyped and repeated kids without a word.
 * @throws {Refusal} damaged: a loop, a kid that is no page, no pages at all.
 */
export function normalizePageTree(pdf: PDF): PageTree {
  const resolve = resolver(pdf);
  const catalog = pdf.getCatalog();
  const root = follow(catalog.get('Pages'), resolve);
  if (!(root instanceof PdfDict)) throw damaged('no page tree');
  const rootRef = catalog.getRef('Pages') ?? pdf.register(root);
  catalog.set('Pages', rootRef);

  const found = collectPages(root, resolve);
  if (found.length === 0) throw damaged('no pages');
  const declared = follow(root.get('Count'), resolve);
  const used = new Set<PdfObject>();
  const pages = found.map(({ item, inherited }) => {
    const dict = follow(item, resolve);
    if (!(dict instanceof PdfDict)) throw damaged('a page is missing');
    // The same page object listed twice is two pages: each gets its own marks and annotations.
    const repeated = used.has(dict);
    used.add(dict);
    const page = repeated ? dict.clone() : dict;
    completePage(page, inherited, rootRef, resolve);
    return item instanceof PdfRef && !repeated ? item : pdf.register(page);
  });
  for (const key of INHERITED) root.delete(key);
  root.set('Type', PdfName.Pages);
  root.set('Kids', PdfArray.of(...pages));
  root.set('Count', PdfNumber.of(pages.length));
  return { pages, declaredCount: declared instanceof PdfNumber ? declared.value : null };
}

/** Leaves in document order. A node met twice is a loop or a trick to multiply pages. */
function collectPages(root: PdfDict, resolve: Resolve): Node[] {
  const pages: Node[] = [];
  const nodes = new Set<PdfObject>();
  const todo: Node[] = [{ item: root, inherited: new Map(), above: 0 }];
  for (let node = todo.pop(); node; node = todo.pop()) {
    const dict = follow(node.item, resolve);
    if (!(dict instanceof PdfDict)) throw damaged('a kid of the page tree is missing');
    if (!isTreeNode(dict, resolve)) {
      pages.push(node);
      continue;
    }
    if (nodes.has(dict)) throw damaged('the page tree loops');
    nodes.add(dict);
    if (node.above > 200) throw damaged('the page tree is too deep');
    const inherited = inheritedBelow(dict, node.inherited);
    const kids = follow(dict.get('Kids'), resolve);
    const items = kids instanceof PdfArray ? kids.toArray() : [];
    for (const item of items.reverse()) todo.push({ item, inherited, above: node.above + 1 });
  }
  return pages;
}

/** By its kids rather than by a /Type that may be missing or wrong. */
function isTreeNode(dict: PdfDict, resolve: Resolve): boolean {
  const type = dict.getName('Type', resolve)?.value;
  if (type === 'Page') return false;
  if (type === 'Pages' || dict.has('Kids')) return true;
  if (type === undefined || dict.has('Contents') || dict.has('MediaBox')) return false;
  throw damaged('a kid of the page tree is no page');
}

function inheritedBelow(node: PdfDict, above: Map<string, PdfObject>): Map<string, PdfObject> {
  const below = new Map(above);
  for (const key of INHERITED) {
    const value = node.get(key);
    if (value) below.set(key, value);
  }
  return below;
}

function completePage(
  page: PdfDict,
  inherited: Map<string, PdfObject>,
  parent: PdfRef,
  resolve: Resolve,
): void {
  for (const [key, value] of inherited) {
    if (follow(page.get(key), resolve) === null) page.set(key, value);
  }
  const mediaBox = box(page.get('MediaBox'), resolve) ?? LETTER;
  page.set('MediaBox', boxArray(mediaBox.width > 0 && mediaBox.height > 0 ? mediaBox : LETTER));
  const cropBox = box(page.get('CropBox'), resolve);
  if (cropBox && cropBox.width > 0 && cropBox.height > 0) page.set('CropBox', boxArray(cropBox));
  else page.delete('CropBox');
  const turn = follow(page.get('Rotate'), resolve);
  const rotate = turn instanceof PdfNumber && turn.value % 90 === 0 ? turn.value : 0;
  page.set('Rotate', PdfNumber.of(((rotate % 360) + 360) % 360));
  if (!(follow(page.get('Resources'), resolve) instanceof PdfDict)) {
    page.set('Resources', new PdfDict());
  }
  page.set('Type', PdfName.Page);
  page.set('Parent', parent);
}
