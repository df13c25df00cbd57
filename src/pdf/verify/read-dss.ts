import { type PDF, PdfArray, PdfDict, type PdfObject, PdfRef, PdfStream } from '@libpdf/core';
import { follow, resolver } from '../objects.ts';

/** Certificates, OCSP responses and revocation lists of a file, DER. */
export type ValidationData = { certificates: Buffer[]; ocsps: Buffer[]; crls: Buffer[] };

const LISTS = { Certs: 'certificates', OCSPs: 'ocsps', CRLs: 'crls' } as const;
const MAX_STREAM_BYTES = 8 * 1024 * 1024;

/**
 * The document security store of a file (ISO 32000-2, 12.8.4.3), each of its objects shown to
 * `note`; null when there is none, undefined when there is anything in it but validation data.
 */
export function readDss(
  pdf: PDF,
  note: (ref: PdfRef) => void = () => undefined,
): ValidationData | null | undefined {
  const resolve = resolver(pdf);
  const value = pdf.getCatalog().get('DSS');
  if (value === undefined) return null;
  if (value instanceof PdfRef) note(value);
  const dss = follow(value, resolve);
  if (!(dss instanceof PdfDict)) return undefined;
  const data: ValidationData = { certificates: [], ocsps: [], crls: [] };
  for (const [key, list] of dss) {
    if (key.value === 'Type' && dss.getName('Type')?.value === 'DSS') continue;
    const into = Object.entries(LISTS).find(([name]) => name === key.value)?.[1];
    if (!into || !(list instanceof PdfArray)) return undefined;
    for (const item of list) {
      if (!(item instanceof PdfRef)) return undefined;
      note(item);
      const bytes = plainBytes(follow(item, resolve));
      if (!bytes) return undefined;
      data[into].push(bytes);
    }
  }
  return data;
}

/** What is in a stream that is nothing but bytes. */
function plainBytes(stream: PdfObject | null): Buffer | null {
  if (!(stream instanceof PdfStream) || stream.data.length > MAX_STREAM_BYTES) return null;
  const keys = [...stream].map(([key]) => key.value);
  // Compressed ones could unpack to the same in more than one way.
  return keys.every((key) => key === 'Length') ? Buffer.from(stream.data) : null;
}
