import { type PDF, PdfDict, PdfNumber, type PdfObject, PdfStream } from '@libpdf/core';
import { follow, type Resolve, resolver, walk } from './objects.ts';
import { Refusal } from './refusal.ts';

/** What DocMDP allows when it does not say (ISO 32000-2, table 257): filling in and signing. */
const DEFAULT_PERMISSION = 2;

/**
 * Whether a file carries somebody's digital signature, which any rewrite would destroy. What was
 * opened here is to be looked at, not to be saved, when it does.
 * @throws {Refusal} certified: one of them forbids all changes (ISO 32000-2, 12.8.2.2 and 12.7.5.5).
 */
export function carriesSignatures(pdf: PDF): boolean {
  const resolve = resolver(pdf);
  const catalog = pdf.getCatalog();
  const perms = follow(catalog.get('Perms'), resolve);
  let signed = perms instanceof PdfDict && perms.has('DocMDP');
  // Usage rights (UR3) unlock functions of one reader: nobody signed anything with them.
  catalog.delete('Perms');
  const inPerms = signed && perms instanceof PdfDict ? perms.get('DocMDP') : undefined;
  const roots = [catalog, ...(inPerms ? [inPerms] : [])];
  for (const root of roots) {
    walk(root, resolve, (object) => {
      if (!(object instanceof PdfDict) || object instanceof PdfStream) return;
      if (forbidsChanges(object, resolve)) {
        throw new Refusal('certified', 'a signature allows no changes', pdf.getPageCount());
      }
      if (object.has('ByteRange') && object.has('Contents')) signed = true;
    });
  }
  return signed;
}

/** @throws {Refusal} already_signed or certified. */
export function refuseSigned(pdf: PDF): void {
  if (!carriesSignatures(pdf)) return;
  throw new Refusal('already_signed', 'a signature with /ByteRange', pdf.getPageCount());
}

function forbidsChanges(object: PdfDict, resolve: Resolve): boolean {
  if (object.getName('TransformMethod', resolve)?.value === 'DocMDP') {
    const parameters = follow(object.get('TransformParams'), resolve);
    return !allowsSigning(parameters instanceof PdfDict ? parameters.get('P') : undefined, resolve);
  }
  const lock = follow(object.get('Lock'), resolve);
  const isField = object.getName('FT', resolve)?.value === 'Sig' && object.has('V');
  if (!isField || !(lock instanceof PdfDict) || !lock.has('P')) return false;
  return !allowsSigning(lock.get('P'), resolve);
}

/** 2 or 3; what is no permission at all is taken for the strictest. */
function allowsSigning(value: PdfObject | undefined, resolve: Resolve): boolean {
  const found = follow(value, resolve);
  if (found === null) return DEFAULT_PERMISSION > 1;
  return found instanceof PdfNumber && (found.value === 2 || found.value === 3);
}
