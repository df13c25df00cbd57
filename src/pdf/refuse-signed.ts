import { type PDF, PdfDict, PdfStream } from '@libpdf/core';
import { follow, resolver, walk } from './objects.ts';
import { Refusal } from './refusal.ts';

/**
 * Refuses a file that carries somebody's digital signature, which any rewrite destroys.
 * Adding pages is flagged by strict validators even when appended incrementally, so it is the one
 * place to relax once the signature page of such a document is a file of its own.
 * @throws {Refusal} certified (DocMDP, ISO 32000-2, 12.8.2.2) or already_signed.
 */
export function refuseSigned(pdf: PDF): void {
  const resolve = resolver(pdf);
  const catalog = pdf.getCatalog();
  const perms = follow(catalog.get('Perms'), resolve);
  const pages = pdf.getPageCount();
  if (perms instanceof PdfDict && perms.has('DocMDP')) {
    throw new Refusal('certified', 'the catalog has /Perms /DocMDP', pages);
  }
  // Usage rights (UR3) unlock functions of one reader: nobody signed anything with them.
  catalog.delete('Perms');
  let signed = false;
  walk(catalog, resolve, (object) => {
    if (!(object instanceof PdfDict) || object instanceof PdfStream) return;
    const method = object.getName('TransformMethod', resolve)?.value;
    if (method === 'DocMDP') throw new Refusal('certified', 'a signature has DocMDP', pages);
    if (object.has('ByteRange') && object.has('Contents')) signed = true;
  });
  if (signed) throw new Refusal('already_signed', 'a signature with /ByteRange', pages);
}
