import { writeFileSync } from 'node:fs';

/** A stream object: its dictionary's entries and its bytes. */
export function stream(entries: string, data: string | Buffer): Buffer {
  const bytes = Buffer.from(data);
  const head = `<<${entries}/Length ${bytes.length}>>stream\n`;
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from('\nendstream')]);
}

/** Writes a PDF of these objects, numbered from 1; the first is the catalog. */
export function writePdf(path: string, objects: (string | Buffer)[], trailer = ''): string {
  const parts = [Buffer.from('%PDF-1.7\n')];
  const offsets = objects.map((object, index) => {
    const offset = parts.reduce((sum, { length }) => sum + length, 0);
    parts.push(Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n'));
    return offset;
  });
  const start = parts.reduce((sum, { length }) => sum + length, 0);
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const tail = `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<</Size ${size}/Root 1 0 R${trailer}>>\nstartxref\n${start}\n%%EOF\n`;
  writeFileSync(path, Buffer.concat([...parts, Buffer.from(tail)]));
  return path;
}

export const FONT = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';

/** Content that writes one line of text with font /F1. */
export function says(words: string, y = 700): Buffer {
  return stream('', `BT /F1 18 Tf 60 ${y} Td (${words}) Tj ET`);
}
