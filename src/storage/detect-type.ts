import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';

export const PDF = 'application/pdf';
export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
export const DOC = 'application/msword';

const ACCEPTED = new Set([PDF, DOCX, DOC, 'image/png', 'image/jpeg', 'image/tiff']);
const HEADER_BYTES = 1024;

/**
 * The media type of a stored file, from its bytes and never from its name.
 *
 * @returns one of the accepted types, or null where the bytes are of none
 */
export async function detectType(path: string): Promise<string | null> {
  // Readers accept a PDF header anywhere in the first kilobyte (ISO 32000-1, H.3, note 13).
  if ((await readStart(path, HEADER_BYTES)).includes('%PDF-')) return PDF;
  const found = await fileTypeFromFile(path);
  if (found?.mime === 'application/x-cfb') return (await holdsWordDocument(path)) ? DOC : null;
  return found && ACCEPTED.has(found.mime) ? found.mime : null;
}

async function readStart(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

// A compound file may be a spreadsheet or a mail too; the directory names its main stream.
async function holdsWordDocument(path: string): Promise<boolean> {
  const name = Buffer.from('WordDocument', 'utf16le');
  const file = await open(path, 'r');
  try {
    let tail = Buffer.alloc(0);
    for await (const chunk of file.createReadStream({ autoClose: false })) {
      const window = Buffer.concat([tail, chunk]);
      if (window.includes(name)) return true;
      tail = window.subarray(-name.length);
    }
    return false;
  } finally {
    await file.close();
  }
}
