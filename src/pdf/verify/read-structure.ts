import { type PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfRef, PdfString } from '@libpdf/core';
import { follow, numbers, type Resolve, resolver } from '../objects.ts';
import type { FoundSignature } from './find-signature.ts';

/**
 * What a reader that follows the file's structure gets to see must be the signature that was found
 * in its bytes: the certification in /Perms, in its field, allowing no change (ISO 32000-2, 12.8).
 * Gives the claimed time, or null when it is not so.
 */
export function readStructure(
  pdf: PDF,
  bytes: Uint8Array,
  found: FoundSignature,
): { claimed: string | null } | null {
  if (pdf.recoveredViaBruteForce) return null;
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const resolve = resolver(pdf);
  const catalog = pdf.getCatalog();
  const perms = follow(catalog.get('Perms'), resolve);
  const ref = perms instanceof PdfDict ? perms.get('DocMDP') : undefined;
  const signature = follow(ref, resolve);
  if (!(ref instanceof PdfRef) || !(signature instanceof PdfDict)) return null;
  if (!isIn(file, found, signature, resolve)) return null;
  if (!forbidsChanges(signature, resolve) || !isOnlyField(catalog, ref, resolve)) return null;
  const time = follow(signature.get('M'), resolve);
  return { claimed: time instanceof PdfString ? fromPdfDate(time.asString()) : null };
}

function isIn(file: Buffer, found: FoundSignature, signature: PdfDict, resolve: Resolve): boolean {
  const { start, end, coveredTo } = found;
  const range = numbers(signature.get('ByteRange'), 4, resolve);
  const contents = follow(signature.get('Contents'), resolve);
  const filter = signature.getName('SubFilter', resolve)?.value;
  if (!(contents instanceof PdfString) || filter !== 'ETSI.CAdES.detached') return false;
  const hole = Buffer.from(file.toString('latin1', start + 1, end - 1), 'hex');
  return range?.join() === [0, start, end, coveredTo - end].join() && hole.equals(contents.bytes);
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

function isOnlyField(catalog: PdfDict, signature: PdfRef, resolve: Resolve): boolean {
  const form = follow(catalog.get('AcroForm'), resolve);
  const fields = form instanceof PdfDict ? follow(form.get('Fields'), resolve) : null;
  if (!(fields instanceof PdfArray) || fields.length !== 1) return false;
  const field = follow(fields.at(0), resolve);
  return field instanceof PdfDict && field.get('V') === signature;
}

/** `D:20261122141827Z`, as we write it, in ISO form. */
function fromPdfDate(text: string): string | null {
  const [, y, mo, d, h, mi, s] = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  const date = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
