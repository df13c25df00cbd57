import type { PDF } from '@libpdf/core';
import { openPdf } from './open-pdf.ts';
import { damaged } from './refusal.ts';
import { carriesSignatures, refuseSigned } from './refuse-signed.ts';
import { addPlaceholder, type PlaceholderMarks } from './seal/placeholder.ts';
import type { FieldPlace } from './seal/signature-field.ts';
import { addSignaturePages } from './signature-page.ts';
import { openToAppend } from './signed-pdf.ts';
import type { SealMark, SignaturePage } from './types.ts';
import { addWatermarks } from './watermark.ts';

/** A document with what is to be written into it; `original` is what must stay as it is. */
export type Appended = { pdf: PDF; marks: PlaceholderMarks | null; original: Uint8Array | null };

/**
 * Opens a presented PDF and adds our pages to it, with room for a seal if there is to be one; the
 * caller saves it, once, since the seal is over what that save writes. A file that carries
 * signatures gets a seal that is not to be seen, and no page.
 * @throws {Refusal} already_signed or certified: a page more would break that signature.
 */
export async function appendSignaturePage(
  bytes: Uint8Array,
  page: SignaturePage | null,
  seal: SealMark | null,
): Promise<Appended> {
  const pdf = await openPdf(bytes);
  if (seal && carriesSignatures(pdf)) return appendApproval(bytes, page, seal);
  refuseSigned(pdf);
  const place = page && addSignaturePages(pdf, page, seal);
  if (page?.watermark) addWatermarks(pdf);
  const marks = seal && addPlaceholder(pdf, seal, 'certification', place ?? unseen(pdf));
  return { pdf, marks, original: null };
}

async function appendApproval(
  bytes: Uint8Array,
  page: SignaturePage | null,
  seal: SealMark,
): Promise<Appended> {
  if (page !== null) throw new Error('a page would break the signatures that are there');
  const pdf = await openToAppend(bytes);
  const marks = addPlaceholder(pdf, seal, 'approval', unseen(pdf));
  return { pdf, marks, original: bytes };
}

function unseen(pdf: PDF): FieldPlace {
  const page = pdf.getPage(0);
  if (!page) throw damaged('no pages');
  return { page, area: null };
}
