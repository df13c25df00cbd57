import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FONT, says, writePdf } from './build-pdf.ts';
import { type Issued, issue, openssl } from './openssl.ts';
import { scratch } from './tools.ts';

export type Signed = {
  /** DocMDP: the signature certifies. */
  permission?: number | null;
  /** Entries of the signature's field. */
  field?: string;
  /** Form and annotations as objects of their own. */
  indirect?: boolean;
};

const HOLE = 16_384;
let author: Issued | undefined;

/** A PDF with a form that somebody else signed: written by hand, signed by openssl. */
export function signedPdf({
  permission = null,
  field = '',
  indirect = false,
}: Signed = {}): string {
  author ??= issue('Author', 'rsa');
  const folder = scratch();
  const [path, content, cms] = ['signed.pdf', 'content', 'cms.der'].map((name) =>
    join(folder, name),
  );
  const [form, annotations] = ['<</Fields[7 0 R 8 0 R]/SigFlags 1/DA(/F1 0 Tf)>>', '[7 0 R 8 0 R]'];
  const perms = permission === null ? '' : '/Perms<</DocMDP 6 0 R>>';
  const parameters = `<</Type/TransformParams/V/1.2${permission ? `/P ${permission}` : ''}>>`;
  const docMdp = `/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams ${parameters}>>]`;
  const reference = permission === null ? '' : docMdp;
  const box = '/Type/Annot/Subtype/Widget/P 3 0 R';
  const range = `[0 ${'*'.repeat(30)}]`;
  writePdf(path!, [
    `<</Type/Catalog/Pages 2 0 R${perms}/AcroForm ${indirect ? '9 0 R' : form}>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots ${indirect ? '10 0 R' : annotations}>>`,
    says('Signed by somebody else', 200),
    FONT,
    `<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached${reference}/ByteRange ${range}/Contents <${'0'.repeat(HOLE)}>>>`,
    `<<${box}/FT/Sig/T(Seal)/V 6 0 R/Rect[0 0 0 0]/F 132${field}>>`,
    `<<${box}/FT/Tx/T(Amount)/V(1,000)/Rect[20 20 120 40]/F 4>>`,
    form,
    annotations,
  ]);
  const file = readFileSync(path!);
  const start = file.indexOf(`<${'0'.repeat(HOLE)}>`);
  const end = start + HOLE + 2;
  const numbers = `[0 ${start} ${end} ${file.length - end}`.padEnd(range.length - 1);
  file.write(`${numbers}]`, file.indexOf(range), 'latin1');
  writeFileSync(content!, Buffer.concat([file.subarray(0, start), file.subarray(end)]));
  const signer = ['-signer', author.certificate, '-inkey', author.key];
  openssl('cms', '-sign', '-binary', '-in', content!, ...signer, '-outform', 'DER', '-out', cms!);
  file.write(readFileSync(cms!).toString('hex'), start + 1, 'latin1');
  writeFileSync(path!, file);
  return path!;
}
