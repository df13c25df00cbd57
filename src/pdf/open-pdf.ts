import { PDFDocument } from '@cantoo/pdf-lib';
import { PDF } from '@libpdf/core';
import { resolver, walk } from './objects.ts';
import { normalizePageTree } from './page-tree.ts';
import { damaged, Refusal } from './refusal.ts';

/**
 * Loads a PDF, repaired if need be, with a flat page tree whose pages carry their own attributes.
 * @throws {Refusal} encrypted; damaged, also when two parsers disagree on the pages of a repair.
 */
export async function openPdf(bytes: Uint8Array): Promise<PDF> {
  if (mentionsEncryption(bytes)) throw new Refusal('encrypted', 'the file has /Encrypt');
  if (isCutOff(bytes)) throw damaged('the end of the file is missing');
  try {
    return await read(bytes);
  } catch (error) {
    if (error instanceof Refusal && error.reason !== 'damaged') throw error;
    return await read(withoutStartxref(bytes));
  }
}

async function read(bytes: Uint8Array): Promise<PDF> {
  const pdf = await load(bytes);
  if (pdf.isEncrypted || pdf.context.info.trailer.has('Encrypt')) {
    throw new Refusal('encrypted', 'the trailer has /Encrypt');
  }
  const { pages, declaredCount } = normalizePageTree(pdf);
  if (pdf.recoveredViaBruteForce) refuseLostObjects(pdf);
  if (pdf.recoveredViaBruteForce || declaredCount !== pages.length) {
    await secondParserMustAgree(bytes, pages.length);
  }
  const listed = pdf.getPages().map(({ ref }) => ref.toString());
  if (pages.map(String).join() === listed.join()) return pdf;
  // The library keeps the list it made at load: let it read the tree we have put right.
  return PDF.load(await pdf.save());
}

async function load(bytes: Uint8Array): Promise<PDF> {
  try {
    return await PDF.load(bytes);
  } catch (error) {
    throw damaged(String(error));
  }
}

/**
 * The library reports some encrypted files as plain and writes them out as garbage. The trailer
 * that names the key is never compressed nor encrypted itself (ISO 32000-2, 7.5.8.2, 7.6.2).
 */
function mentionsEncryption(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = buffer.indexOf('/Encrypt'); at >= 0; at = buffer.indexOf('/Encrypt', at + 1)) {
    const after = buffer.toString('latin1', at + 8, at + 48);
    if (/^\s*(<<|\d+\s+\d+\s+R)/.test(after)) return true;
  }
  return false;
}

/** What was cut off cannot be known, so that no page count of such a file is to be believed. */
function isCutOff(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.lastIndexOf('startxref') < buffer.lastIndexOf('endobj');
}

/** Makes the library look for the objects themselves where the cross-reference table misleads it. */
function withoutStartxref(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf('startxref'); at >= 0; at = copy.indexOf('startxref', at + 1)) {
    copy.write('         ', at, 'latin1');
  }
  return copy;
}

/** A file cut off or patched by hand: what a page points to must still be there. */
function refuseLostObjects(pdf: PDF): void {
  walk(
    pdf.getCatalog(),
    resolver(pdf),
    () => undefined,
    (ref) => {
      throw damaged(`object ${ref} is lost`);
    },
  );
}

async function secondParserMustAgree(bytes: Uint8Array, pageCount: number): Promise<void> {
  let second: number;
  try {
    const document = await PDFDocument.load(bytes, { updateMetadata: false });
    second = document.getPageCount();
  } catch (error) {
    throw damaged(`the second parser cannot read it: ${error}`);
  }
  if (second !== pageCount) throw damaged(`parsers see ${pageCount} and ${second} pages`);
}
