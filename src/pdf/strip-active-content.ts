import {
  type PDF,
  PdfArray,
  PdfDict,
  type PdfName,
  PdfNull,
  type PdfObject,
  PdfString,
} from '@libpdf/core';
import { follow, type Resolve, resolver, walk } from './objects.ts';

/** Catalog entries that act, attach or belong to a form that is now page content. */
const CATALOG = [
  'OpenAction',
  'AA',
  'AcroForm',
  'AF',
  'Collection',
  'NeedsRendering',
  'Requirements',
  'URI',
];
/** Actions that do something (ISO 32000-2, table 201); GoTo and URI are treated on their own. */
const ACTIONS = new Set([
  ...['JavaScript', 'Launch', 'GoToR', 'GoToE', 'GoToDp', 'GoTo3DView', 'SubmitForm', 'ResetForm'],
  ...['ImportData', 'Named', 'Thread', 'Sound', 'Movie', 'Hide', 'Rendition', 'Trans'],
  ...['SetOCGState', 'RichMediaExecute'],
]);
const LINK_SCHEMES = /^(https?:\/\/|mailto:)/i;

/**
 * Removes what could act, fetch or unpack: scripts, actions, embedded files, XFA. Links to web and
 * mail addresses stay, and jumps within the document, which become plain destinations.
 */
export function stripActiveContent(pdf: PDF): void {
  const resolve = resolver(pdf);
  const catalog = pdf.getCatalog();
  for (const key of CATALOG) catalog.delete(key);
  keepOnlyDestinations(catalog, resolve);
  for (const { dict } of pdf.getPages()) {
    for (const key of ['AA', 'AF']) dict.delete(key);
  }
  walk(catalog, resolve, (object) => {
    if (object instanceof PdfArray) stripArray(object, resolve);
    else stripDict(object, resolve);
  });
}

/** Of the name trees: embedded files, scripts, page templates and the like go. */
function keepOnlyDestinations(catalog: PdfDict, resolve: Resolve): void {
  const names = follow(catalog.get('Names'), resolve);
  if (!(names instanceof PdfDict)) return;
  const destinations = names.get('Dests');
  if (destinations) catalog.set('Names', PdfDict.of({ Dests: destinations }));
  else catalog.delete('Names');
}

/** By what a value is, not by its key: in a resource dictionary any key is just a name. */
function stripDict(dict: PdfDict, resolve: Resolve): void {
  for (const [key, value] of [...dict]) {
    const target = follow(value, resolve);
    if (!(target instanceof PdfDict)) continue;
    const action = actionType(target, resolve);
    if (action === 'GoTo') keepAsDestination(dict, key, target);
    else if (action === 'URI') stripUri(dict, key, target, resolve);
    else if (action !== null) dict.delete(key);
    else if (key.value === 'AA') dict.delete(key);
    else if (key.value === 'EF' && dict.has('F')) dict.delete(key);
  }
}

function stripArray(array: PdfArray, resolve: Resolve): void {
  array.toArray().forEach((value, index) => {
    const target = follow(value, resolve);
    if (!(target instanceof PdfDict)) return;
    if (actionType(target, resolve) !== null) array.set(index, PdfNull.instance);
  });
}

/** Null for what is no action: elements of the structure tree have an /S too, and a parent. */
function actionType(dict: PdfDict, resolve: Resolve): string | null {
  const type = dict.getName('Type', resolve)?.value;
  if (type !== undefined && type !== 'Action') return null;
  const kind = dict.getName('S', resolve)?.value;
  if (kind === undefined || dict.has('P')) return null;
  if (kind === 'GoTo') return dict.has('D') ? kind : 'empty';
  if (kind === 'URI') return dict.has('URI') ? kind : 'empty';
  return ACTIONS.has(kind) ? kind : null;
}

/** A jump within the document is a link's /Dest; anywhere else it is an event that goes. */
function keepAsDestination(owner: PdfDict, key: PdfName, action: PdfDict): void {
  owner.delete(key);
  const destination: PdfObject | undefined = action.get('D');
  if (key.value === 'A' && destination && !owner.has('Dest')) owner.set('Dest', destination);
}

function stripUri(owner: PdfDict, key: PdfName, action: PdfDict, resolve: Resolve): void {
  const address = follow(action.get('URI'), resolve);
  const isLink = address instanceof PdfString && LINK_SCHEMES.test(address.asString());
  if (key.value !== 'A' || !isLink) owner.delete(key);
  else action.delete('Next');
}
