import { randomBytes, randomInt } from 'node:crypto';
import {
  type PDF,
  type PDFPage,
  PdfArray,
  PdfDict,
  PdfName,
  PdfNumber,
  PdfStream,
  PdfString,
} from '@libpdf/core';
import { type Box, boxArray, follow, resolver } from '../objects.ts';
import { damaged } from '../refusal.ts';
import type { Placeholder, SealMark } from '../types.ts';
import { isAmbiguous } from '../verify/find-signature.ts';

/** Room for the CMS: certificates of a chain twice (ours and the authority's) and two signatures. */
const CONTENTS_BYTES = 20_480;
const MARKER_BYTES = 32;
/** A signature that is not to be seen has a rectangle without height and width. */
const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 };
/** Widget flags (ISO 32000-2, 12.5.3): printed, not to be moved. */
const PRINT_AND_LOCKED = 132;
/** SigFlags (12.7.3): signatures exist, and the file must only be appended to. */
const SIGNATURES_AND_APPEND_ONLY = 3;

/** What is looked for in the saved bytes: nobody else can have written it into the file. */
export type PlaceholderMarks = { contents: string; byteRange: string };

/**
 * Adds an empty certification signature (ISO 32000-2, 12.8; EN 319 142-1, 6.3): dictionary with
 * DocMDP P=1, so that no change is allowed but validation data; field; widget over `area` of
 * `page`, where the seal is described in words, or without an area, out of sight (12.7.5.5).
 */
export function addPlaceholder(
  pdf: PDF,
  mark: SealMark,
  page: PDFPage,
  area: Box | null,
): PlaceholderMarks {
  const marker = randomBytes(MARKER_BYTES);
  const numbers = [1, 2, 3].map(() => randomInt(1e9, 9e9));
  const contents = Buffer.alloc(CONTENTS_BYTES);
  marker.copy(contents);
  const signature = pdf.register(
    PdfDict.of({
      Type: PdfName.of('Sig'),
      Filter: PdfName.of('Adobe.PPKLite'),
      SubFilter: PdfName.of('ETSI.CAdES.detached'),
      ByteRange: PdfArray.of(...[0, ...numbers].map((value) => PdfNumber.of(value))),
      Contents: PdfString.fromBytes(contents),
      Name: PdfString.fromString(mark.name),
      Reason: PdfString.fromString(mark.reason),
      M: PdfString.fromString(pdfDate(mark.at)),
      Reference: PdfArray.of(docMdp()),
    }),
  );
  pdf.getCatalog().set('Perms', PdfDict.of({ DocMDP: signature }));
  addField(pdf, page, area ?? NOWHERE, signature);
  return { contents: `<${marker.toString('hex')}`, byteRange: `[0 ${numbers.join(' ')}]` };
}

function docMdp(): PdfDict {
  return PdfDict.of({
    Type: PdfName.of('SigRef'),
    TransformMethod: PdfName.of('DocMDP'),
    TransformParams: PdfDict.of({
      Type: PdfName.of('TransformParams'),
      P: PdfNumber.of(1),
      V: PdfName.of('1.2'),
    }),
  });
}

function addField(pdf: PDF, page: PDFPage, area: Box, signature: ReturnType<PDF['register']>) {
  // Nothing to see: the words under it belong to the page.
  const appearance = new PdfStream([
    ['Type', PdfName.XObject],
    ['Subtype', PdfName.of('Form')],
    ['BBox', boxArray({ ...area, x: 0, y: 0 })],
    ['Resources', new PdfDict()],
  ]);
  const field = pdf.register(
    PdfDict.of({
      Type: PdfName.of('Annot'),
      Subtype: PdfName.of('Widget'),
      FT: PdfName.of('Sig'),
      T: PdfString.fromString('Seal'),
      V: signature,
      P: page.ref,
      Rect: boxArray(area),
      F: PdfNumber.of(PRINT_AND_LOCKED),
      AP: PdfDict.of({ N: pdf.register(appearance) }),
    }),
  );
  const annotations = follow(page.dict.get('Annots'), resolver(pdf));
  if (annotations instanceof PdfArray) annotations.push(field);
  else page.dict.set('Annots', PdfArray.of(field));
  // Presented files have no form left: its fields are page content.
  const form = { Fields: PdfArray.of(field), SigFlags: PdfNumber.of(SIGNATURES_AND_APPEND_ONLY) };
  pdf.getCatalog().set('AcroForm', pdf.register(PdfDict.of(form)));
}

/** `D:20261122141827Z` (ISO 32000-2, 7.9.4). */
function pdfDate(iso: string): string {
  const digits = new Date(iso).toISOString().replace(/[-:T]|\..*/g, '');
  return `D:${digits}Z`;
}

/**
 * Writes the final ByteRange into the saved bytes, empties Contents and says where it is.
 * @throws {Refusal} damaged: the document holds words of a ByteRange that would fit this file; else
 * when the marks are not there exactly once: the library wrote something else.
 */
export function settlePlaceholder(bytes: Uint8Array, marks: PlaceholderMarks): Placeholder {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const offset = onlyPlace(file, [marks.contents.toLowerCase(), marks.contents.toUpperCase()]);
  const length = CONTENTS_BYTES * 2 + 2;
  if (file[offset + length - 1] !== 0x3e) throw new Error('the placeholder has no end');
  const after = offset + length;
  const range = `[0 ${offset} ${after} ${file.length - after}`;
  const at = onlyPlace(file, [marks.byteRange]);
  file.write(`${range.padEnd(marks.byteRange.length - 1)}]`, at, 'latin1');
  file.fill('0', offset + 1, after - 1);
  if (isAmbiguous(file, { start: offset, end: after, coveredTo: file.length })) {
    throw damaged('it speaks of a signature that is not there');
  }
  return { offset, length, fileSize: file.length };
}

function onlyPlace(file: Buffer, spellings: string[]): number {
  const places = spellings.flatMap((text) => {
    const at = file.indexOf(text, 0, 'latin1');
    return at < 0 ? [] : [at, ...(file.indexOf(text, at + 1, 'latin1') < 0 ? [] : [at])];
  });
  const [place] = places;
  if (place === undefined || places.length !== 1) {
    throw new Error(`the placeholder was written ${places.length} times`);
  }
  return place;
}
