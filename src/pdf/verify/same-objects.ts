import {
  PdfArray,
  PdfBool,
  PdfDict,
  PdfName,
  PdfNumber,
  type PdfObject,
  PdfRef,
  PdfString,
} from '@libpdf/core';

/** Whether two values are the same: references by what they name, dictionaries in any order. */
export function isSame(one: PdfObject | undefined, other: PdfObject | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined || one.type !== other.type) return false;
  if (one instanceof PdfRef && other instanceof PdfRef) {
    return one.objectNumber === other.objectNumber && one.generation === other.generation;
  }
  if (one instanceof PdfDict && other instanceof PdfDict) return isSameDict(one, other);
  if (one instanceof PdfArray && other instanceof PdfArray) {
    const items = one.toArray();
    return items.length === other.length && items.every((item, at) => isSame(item, other.at(at)));
  }
  if (one instanceof PdfString && other instanceof PdfString) {
    return Buffer.compare(one.bytes, other.bytes) === 0;
  }
  if (one instanceof PdfName && other instanceof PdfName) return one.value === other.value;
  if (one instanceof PdfNumber && other instanceof PdfNumber) return one.value === other.value;
  if (one instanceof PdfBool && other instanceof PdfBool) return one.value === other.value;
  return one.type === 'null';
}

/** Whether two dictionaries are the same but for these keys. */
export function isSameDict(one: PdfDict, other: PdfDict, but: string[] = []): boolean {
  const keys = new Set([...one, ...other].map(([key]) => key.value));
  return [...keys].every((key) => but.includes(key) || isSame(one.get(key), other.get(key)));
}

/** The values that a list has more of at its end than it had; null if it lost or changed any. */
export function added(before: PdfArray | null, after: PdfArray | null): PdfObject[] | null {
  const [was, is] = [before?.toArray() ?? [], after?.toArray() ?? []];
  return was.every((value, at) => isSame(value, is[at])) ? is.slice(was.length) : null;
}
