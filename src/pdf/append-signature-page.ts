import type { PDF } from '@libpdf/core';
import { addMarks } from './add-marks.ts';
import { documentFonts } from './canvas.ts';
import { documentPictures, type ReadFile } from './mark-pictures.ts';
import { openPdf } from './open-pdf.ts';
import { damaged, Refusal } from './refusal.ts';
import { carriesSignatures } from './refuse-signed.ts';
import { addPlaceholder, type PlaceholderMarks } from './seal/placeholder.ts';
import type { FieldPlace } from './seal/signature-field.ts';
import { addSignaturePages } from './signature-page.ts';
import { openToAppend } from './signed-pdf.ts';
import type { Additions, SealMark } from './types.ts';
import { addWatermarks } from './watermark.ts';

/** A document with what is to be written into it; `original` is what must stay as it is. */
export type Appended = { pdf: PDF; marks: PlaceholderMarks | null; original: Uint8Array | null };

/**
 * Opens a presented PDF, draws the marks of its signers into it and adds our pages, with room for a
 * seal if there is to be one: where our pages describe it, else out of sight. The caller saves it,
 * once, since the seal is over what that save writes. A file that carries signatures gets a seal
 * that is not to be seen, and nothing else.
 * @throws {Refusal} already_signed or certified: a page more would break that signature.
 */
export async function appendSignaturePage(
  bytes: Uint8Array,
  additions: Additions,
  seal: SealMark | null,
  read: ReadFile,
): Promise<Appended> {
  const pdf = await openPdf(bytes);
  if (carriesSignatures(pdf)) {
    if (seal) return appendApproval(bytes, additions, seal);
    throw new Refusal('already_signed', 'a signature with /ByteRange', pdf.getPageCount());
  }
  const { marks, page, watermark } = additions;
  const fonts = documentFonts(pdf);
  const pictures = documentPictures(pdf, read);
  addMarks(pdf, marks, { fonts, pictures });
  const described = page && addSignaturePages(pdf, page, seal, { fonts, pictures });
  if (watermark) addWatermarks(pdf, fonts);
  const place = seal && (described ?? unseen(pdf));
  return { pdf, marks: place && addPlaceholder(pdf, seal, 'certification', place), original: null };
}

async function appendApproval(
  bytes: Uint8Array,
  { marks, page, watermark }: Additions,
  seal: SealMark,
): Promise<Appended> {
  if (page !== null || marks.length > 0 || watermark) {
    throw new Error('what is drawn would break the signatures that are there');
  }
  const pdf = await openToAppend(bytes);
  return { pdf, marks: addPlaceholder(pdf, seal, 'approval', unseen(pdf)), original: bytes };
}

function unseen(pdf: PDF): FieldPlace {
  const page = pdf.getPage(0);
  if (!page) throw damaged('no pages');
  return { page, area: null };
}
