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
import { follow, type Resolve, resolver } from '../objects.ts';
import { allFields } from '../seal/signature-field.ts';
import type { FoundSignature } from './find-signature.ts';

export type Structure = {
  /** /M, ISO UTC, if it is written as we write it. */
  claimed: string | null;
  reason: string | null;
  /** Signatures in other fields, which were there before. */
  earlierSignatures: number;
};

/**
 * What a reader that follows the file's structure gets to see must be the signature that was found
 * in its bytes (ISO 32000-2, 12.8), in a field: the certification in /Perms that allows no change
 * and is alone, or an approval after the signatures of others. Null when it is neither.
 */
export function readStructure(
  pdf: PDF,
  bytes: Uint8Array,
  found: FoundSignature,
): Structure | null {
  if (pdf.recoveredViaBruteForce) return null;
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const resolve = resolver(pdf);
  const signed = allFields(pdf).filter((field) => isSignature(follow(field.get('V'), resolve)));
  const own = signed.filter((field) => isIn(file, found, follow(field.get('V'), resolve), resolve));
  const [field, ...twins] = own;
  const signature = follow(field?.get('V'), resolve);
  if (!(signature instanceof PdfDict) || twins.length > 0) return null;
  const earlierSignatures = signed.length - 1;
  const allowed =
    earlierSignatures > 0
      ? !signature.has('Reference')
      : forbidsChanges(signature, resolve) && isCertification(pdf, field?.get('V'));
  if (!allowed) return null;
  const time = follow(signature.get('M'), resolve);
  const claimed = time instanceof PdfString ? fromPdfDate(time.asString()) : null;
  const words = follow(signature.get('Reason'), resolve);
  const reason = words instanceof PdfString ? words.asString() : null;
  return { claimed, reason, earlierSignatures };
}

function isSignature(value: PdfObject | null): boolean {
  return value instanceof PdfDict && value.has('ByteRange') && value.has('Contents');
}

/** In /Perms, and in the form's one field. */
function isCertification(pdf: PDF, signature: PdfObject | undefined): boolean {
  const perms = follow(pdf.getCatalog().get('Perms'), resolver(pdf));
  const ref = perms instanceof PdfDict ? perms.get('DocMDP') : undefined;
  return ref instanceof PdfRef && ref === signature && allFields(pdf).length === 1;
}

function isIn(
  file: Buffer,
  found: FoundSignature,
  signature: PdfObject | null,
  resolve: Resolve,
): boolean {
  if (!(signature instanceof PdfDict)) return false;
  const range = rangeOf(signature, file);
  return (
    signature.getName('SubFilter', resolve)?.value === 'ETSI.CAdES.detached' &&
    range?.start === found.start &&
    range.end === found.end &&
    range.coveredTo === found.coveredTo
  );
}

/** The range in a signature's dictionary, if its Contents are what is in the hole. */
export function rangeOf(signature: PdfDict, file: Buffer): FoundSignature | null {
  const [first, start = 0, end = 0, rest = 0] = numbersIn(signature.get('ByteRange'));
  const contents = signature.get('Contents');
  if (first !== 0 || !(contents instanceof PdfString) || end + rest > file.length) return null;
  const hole = Buffer.from(file.toString('latin1', start + 1, end - 1), 'hex');
  return hole.equals(contents.bytes) ? { start, end, coveredTo: end + rest } : null;
}

function numbersIn(list: PdfObject | undefined): number[] {
  if (!(list instanceof PdfArray) || list.length !== 4) return [];
  return list.toArray().map((item) => (item instanceof PdfNumber ? item.value : Number.NaN));
}

function forbidsChanges(signature: PdfDict, resolve: Resolve): boolean {
  const references = follow(signature.get('Reference'), resolve);
  const reference = references instanceof PdfArray ? follow(references.at(0), resolve) : null;
  if (!(reference instanceof PdfDict)) return false;
  const method = follow(reference.get('TransformMethod'), resolve);
  const parameters = follow(reference.get('TransformParams'), resolve);
  const level = parameters instanceof PdfDict ? follow(parameters.get('P'), resolve) : null;
  const isDocMdp = method instanceof PdfName && method.value === 'DocMDP';
  return isDocMdp && level instanceof PdfNumber && level.value === 1;
}

/** `D:20261122141827Z`, as we write it, in ISO form. */
function fromPdfDate(text: string): string | null {
  const [, y, mo, d, h, mi, s] = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const date = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
