import { randomBytes, randomInt } from 'node:crypto';
import {
  type PDF,
  type PDFPage,
  PdfArray,
  PdfDict,
  PdfName,
  PdfNumber,
  PdfString,
} from '@libpdf/core';
import { damaged } from '../refusal.ts';
import type { Placeholder, SealMark } from '../types.ts';
import { isAmbiguous } from '../verify/find-signature.ts';
import { addSignatureField, type FieldPlace } from './signature-field.ts';

/** Room for the CMS: certificates of a chain twice (ours and the authority's) and two signatures. */
const CONTENTS_BYTES = 20_480;
const MARKER_BYTES = 32;

/** What is looked for in the saved bytes: nobody else can have written it into the file. */
export type PlaceholderMarks = { contents: string; byteRange: string; size: number };

/**
 * Adds an empty signature (ISO 32000-2, 12.8; EN 319 142-1, 6.3). `certification`: it is the first
 * of its file and allows no change but validation data (DocMDP P=1). `approval`: it follows the
 * signatures of others, whose permissions stay theirs.
 */
export function addPlaceholder(
  pdf: PDF,
  mark: SealMark,
  kind: 'certification' | 'approval',
  place: FieldPlace,
): PlaceholderMarks {
  const { marks, entries } = emptySignature(CONTENTS_BYTES);
  const signature = pdf.register(
    PdfDict.of({
      Type: PdfName.of('Sig'),
      Filter: PdfName.of('Adobe.PPKLite'),
      SubFilter: PdfName.of('ETSI.CAdES.detached'),
      ...entries,
      Name: PdfString.fromString(mark.name),
      Reason: PdfString.fromString(mark.reason),
      M: PdfString.fromString(pdfDate(mark.at)),
      ...(kind === 'certification' ? { Reference: PdfArray.of(docMdp()) } : {}),
    }),
  );
  if (kind === 'certification') pdf.getCatalog().set('Perms', PdfDict.of({ DocMDP: signature }));
  addSignatureField(pdf, 'Seal', signature, place);
  return marks;
}

/** Adds an empty document time-stamp that is not to be seen (EN 319 142-1, 5.4.3). */
export function addTimeStampPlaceholder(pdf: PDF, page: PDFPage): PlaceholderMarks {
  const { marks, entries } = emptySignature(CONTENTS_BYTES);
  const stamp = pdf.register(
    PdfDict.of({
      Type: PdfName.of('DocTimeStamp'),
      Filter: PdfName.of('Adobe.PPKLite'),
      SubFilter: PdfName.of('ETSI.RFC3161'),
      ...entries,
    }),
  );
  addSignatureField(pdf, 'Time stamp', stamp, { page, area: null });
  return marks;
}

/** ByteRange and Contents with the values by which they are found again in the saved bytes. */
function emptySignature(size: number) {
  const marker = randomBytes(MARKER_BYTES);
  const numbers = [1, 2, 3].map(() => randomInt(1e9, 9e9));
  const contents = Buffer.alloc(size);
  marker.copy(contents);
  const entries = {
    ByteRange: PdfArray.of(...[0, ...numbers].map((value) => PdfNumber.of(value))),
    Contents: PdfString.fromBytes(contents),
  };
  const byteRange = `[0 ${numbers.join(' ')}]`;
  return { entries, marks: { contents: `<${marker.toString('hex')}`, byteRange, size } };
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
  const length = marks.size * 2 + 2;
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
