import { PDF } from '@libpdf/core';
import { refuseUnpresentable } from './present-pdf.ts';
import { Refusal } from './refusal.ts';

const HEADER = '%PDF-';

/**
 * Opens a file that carries signatures so that an update can be appended to it, and nothing of it
 * is touched.
 * @throws {Refusal} already_signed: this could only be done by writing it anew.
 */
export async function openToAppend(
  bytes: Uint8Array,
  pageCount: number | null = null,
): Promise<PDF> {
  const refused = (detail: string) => new Refusal('already_signed', detail, pageCount);
  const header = Buffer.from(bytes.subarray(0, HEADER.length)).toString('latin1');
  // Offsets of what has something in front of it mean different things to different readers.
  if (header !== HEADER) throw refused('it does not begin with its header');
  try {
    const pdf = await PDF.load(bytes);
    const blocker = pdf.canSaveIncrementally();
    if (blocker === null) return pdf;
    throw refused(blocker);
  } catch (error) {
    throw error instanceof Refusal ? error : refused(`it cannot be appended to: ${error}`);
  }
}

/**
 * Makes sure that a file that carries signatures, of which `looked` is the opened and repaired
 * form, can be presented and later sealed as it is. Returns its pages.
 * @throws {Refusal} too_many_pages, unsupported_type, already_signed.
 */
export async function acceptSigned(
  bytes: Uint8Array,
  looked: PDF,
  maxPages: number,
): Promise<number> {
  refuseUnpresentable(looked, maxPages);
  const repaired = looked.getPageCount();
  const pages = (await openToAppend(bytes, repaired)).getPageCount();
  if (pages !== repaired) throw new Refusal('already_signed', `${pages} pages as it is`, repaired);
  return pages;
}
