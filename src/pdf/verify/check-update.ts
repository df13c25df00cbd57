import {
  type PDF,
  PdfArray,
  PdfDict,
  PdfName,
  PdfNumber,
  type PdfObject,
  PdfRef,
  PdfString,
} from '@libpdf/core';
import { follow, numbers, resolver } from '../objects.ts';
import { readDss, type ValidationData } from './read-dss.ts';
import type { Update } from './read-update.ts';
import { added, isSame, isSameDict } from './same-objects.ts';

/** What an update after a seal may add. */
export type Additions = {
  /** Dictionaries of document time-stamps. */
  timeStamps: PdfDict[];
  /** All validation data that the file then has, if this update added some. */
  validation: ValidationData | null;
};

/** An update under comparison; `explained` are the numbers of its objects that are accounted for. */
type Change = { before: PDF; after: PDF; update: Update; explained: Set<number> };

/** Widget flags (ISO 32000-2, 12.5.3): printed, not to be moved. */
const PRINT_AND_LOCKED = 132;
const WIDGET = { Type: 'Annot', Subtype: 'Widget', FT: 'Sig' };
const TIME_STAMP = { Type: 'DocTimeStamp', Filter: 'Adobe.PPKLite', SubFilter: 'ETSI.RFC3161' };

/**
 * Compares a file before and after an update (ISO 32000-2, 12.8.2.2.2): it may add validation data
 * and document time-stamps that are not to be seen, and nothing else. Null when it does, when it
 * changes anything, adds nothing, or holds an object that these additions do not need.
 */
export function checkUpdate(before: PDF, after: PDF, update: Update): Additions | null {
  const change: Change = { before, after, update, explained: new Set() };
  const root = after.context.info.trailer.getRef('Root');
  const [was, is] = [before.getCatalog(), after.getCatalog()];
  if (!root || !isSameTrailer(before, after)) return null;
  if (!isSameDict(was, is, ['DSS', 'Extensions', 'AcroForm'])) return null;
  if (!namesExtensions(was.get('Extensions'), is.get('Extensions'))) return null;
  change.explained.add(root.objectNumber);
  const fields = addedFields(change);
  if (!fields || !areOnPages(change, fields)) return null;
  // A field that is none is not accounted for, and found below.
  const timeStamps = fields.flatMap((field) => timeStampOf(change, field) ?? []);
  const validation = addedValidation(change);
  if (validation === undefined || (validation === null && timeStamps.length === 0)) return null;
  const isExplained = [...update.objects].every((number) => change.explained.has(number));
  return isExplained ? { timeStamps, validation } : null;
}

function isSameTrailer(before: PDF, after: PDF): boolean {
  const [was, is] = [before.context.info.trailer, after.context.info.trailer];
  const size = is.getNumber('Size')?.value;
  if (is.has('Encrypt') || size !== after.context.registry.nextObjectNumber) return false;
  return ['Root', 'Info', 'ID'].every((key) => isSame(was.get(key), is.get(key)));
}

/** Extensions (7.12) say by which rules something was added, and are nothing to be seen. */
function namesExtensions(was: PdfObject | undefined, is: PdfObject | undefined): boolean {
  if (isSame(was, is)) return true;
  if (!(is instanceof PdfDict) || (was !== undefined && !(was instanceof PdfDict))) return false;
  const isPlain = (value: PdfObject) => value instanceof PdfName || value instanceof PdfNumber;
  const isNamed = (value: PdfObject) =>
    value instanceof PdfDict && [...value].every(([, each]) => isPlain(each));
  const kept = [...(was ?? [])].every(([key, value]) => isSame(value, is.get(key.value)));
  return kept && [...is].every(([, value]) => isPlain(value) || isNamed(value));
}

/** Fields at the end of the form's list that were not there before. */
function addedFields(change: Change): PdfRef[] | null {
  const form = pair(change, change.before.getCatalog(), change.after.getCatalog(), 'AcroForm');
  if (!form || !(form.was instanceof PdfDict) || !(form.is instanceof PdfDict)) return null;
  if (!isSameDict(form.was, form.is, ['Fields', 'SigFlags'])) return null;
  const flags = [form.was, form.is].map((each) => each.getNumber('SigFlags')?.value);
  if (flags[0] !== flags[1] && flags[1] !== 3) return null;
  return addedTo(change, form.was, form.is, 'Fields');
}

/** References to new objects at the end of a list under `key`; null if else is different. */
function addedTo(change: Change, was: PdfDict, is: PdfDict, key: string): PdfRef[] | null {
  const list = pair(change, was, is, key);
  if (!list || !isList(list.was) || !isList(list.is)) return null;
  const more = added(list.was, list.is) ?? [null];
  const refs = more.filter((item) => item instanceof PdfRef && isNew(change, item));
  return refs.length === more.length ? refs.filter((item) => item instanceof PdfRef) : null;
}

function isList(value: PdfObject | null): value is PdfArray | null {
  return value === null || value instanceof PdfArray;
}

/**
 * The values of a key before and after: both written in place, or both under the same reference,
 * whose object may then be in the update. Null where one became the other.
 */
function pair({ before, after, explained }: Change, was: PdfDict, is: PdfDict, key: string) {
  const [old, now] = [was.get(key), is.get(key)];
  if (!(old instanceof PdfRef) && !(now instanceof PdfRef)) {
    return { was: old ?? null, is: now ?? null };
  }
  if (!(now instanceof PdfRef) || !isSame(old, now)) return null;
  explained.add(now.objectNumber);
  return { was: before.getObject(now), is: after.getObject(now) };
}

/** All that updates add has generation 0; who follows references may not look at it. */
function isNew({ before, update }: Change, { objectNumber, generation }: PdfRef): boolean {
  if (generation !== 0) return false;
  return (
    update.objects.has(objectNumber) && objectNumber >= before.context.registry.nextObjectNumber
  );
}

/** The time-stamp dictionary of a field that is a widget without any looks. */
function timeStampOf(change: Change, ref: PdfRef): PdfDict | null {
  const field = change.after.getObject(ref);
  if (!(field instanceof PdfDict) || !isMadeOf(field, WIDGET, ['T', 'V', 'P', 'Rect', 'F'])) {
    return null;
  }
  const resolve = resolver(change.after);
  const corners = numbers(field.get('Rect'), 4, resolve);
  const unseen = corners?.every((corner) => corner === 0) ?? false;
  if (!unseen || field.getNumber('F')?.value !== PRINT_AND_LOCKED) return null;
  const value = field.get('V');
  if (!(value instanceof PdfRef) || !isNew(change, value)) return null;
  const dict = follow(value, resolve);
  if (!(field.get('T') instanceof PdfString) || !(dict instanceof PdfDict)) return null;
  if (!isMadeOf(dict, TIME_STAMP, ['ByteRange', 'Contents'])) return null;
  for (const { objectNumber } of [ref, value]) change.explained.add(objectNumber);
  return dict;
}

/** Exactly these names, and values of any kind under exactly these other keys. */
function isMadeOf(dict: PdfDict, names: Record<string, string>, others: string[]): boolean {
  const keys = [...dict].map(([key]) => key.value);
  const known = [...Object.keys(names), ...others];
  if (keys.length !== known.length || !known.every((key) => keys.includes(key))) return false;
  return Object.entries(names).every(([key, name]) => dict.getName(key)?.value === name);
}

/** Each new widget is on the page that it names, and these pages have nothing else that is new. */
function areOnPages(change: Change, fields: PdfRef[]): boolean {
  const { before, after, explained } = change;
  const byPage = new Map<PdfRef, PdfRef[]>();
  for (const field of fields) {
    const dict = after.getObject(field);
    const page = dict instanceof PdfDict ? dict.get('P') : undefined;
    if (!(page instanceof PdfRef)) return false;
    byPage.set(page, [...(byPage.get(page) ?? []), field]);
  }
  return [...byPage].every(([page, widgets]) => {
    const [was, is] = [before.getObject(page), after.getObject(page)];
    if (!(was instanceof PdfDict) || !(is instanceof PdfDict)) return false;
    if (was.getName('Type')?.value !== 'Page' || !isSameDict(was, is, ['Annots'])) return false;
    explained.add(page.objectNumber);
    const more = addedTo(change, was, is, 'Annots') ?? [];
    return more.length === widgets.length && widgets.every((widget) => more.includes(widget));
  });
}

/** Null when there are none that are new; undefined when anything else is, or some are gone. */
function addedValidation(change: Change): ValidationData | null | undefined {
  const { before, after, update, explained } = change;
  const [was, is] = [before.getCatalog(), after.getCatalog()].map((catalog) => catalog.get('DSS'));
  if (isSame(was, is)) return null;
  const refs: PdfRef[] = [];
  const now = readDss(after, (ref) => refs.push(ref));
  const old = readDss(before);
  if (!now || old === undefined) return undefined;
  // What was something else before is not to be made into a certificate.
  const isOld = (ref: PdfRef) => ref.generation === 0 && !update.objects.has(ref.objectNumber);
  if (!refs.every((ref) => isOld(ref) || isNew(change, ref))) return undefined;
  for (const { objectNumber } of refs) explained.add(objectNumber);
  const kept = (['certificates', 'ocsps', 'crls'] as const).every((kind) =>
    (old?.[kind] ?? []).every((bytes) => now[kind].some((other) => other.equals(bytes))),
  );
  return kept ? now : undefined;
}
