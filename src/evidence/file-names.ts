const MAX_NAME_BYTES = 120;
const MAX_PATH_BYTES = 240;

/** Names of devices on Windows, whatever follows the dot. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
/** What Windows does not allow in names; the slash and the backslash are everybody's. */
const FORBIDDEN = /[<>:"/\\|?*]/g;
/** Controls, separators of lines, private and invisible characters, but those that join letters. */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/** `01-lease.pdf` under `originals/`. @param position of the document, from 1 */
export function originalPath(position: number, filename: string): string {
  return numbered('originals', position, filename);
}

export function presentedPath(position: number, filename: string): string {
  return numbered('presented', position, withoutPdf(filename), '.pdf');
}

/** @param version of a sealed file that was replaced by one of a higher level, from 1 */
export function signedPath(position: number, filename: string, version?: number): string {
  const ending = version === undefined ? '.pdf' : `.v${version}.pdf`;
  return numbered('signed', position, withoutPdf(filename), ending);
}

/** @param name whose signature, or whose and which: `Anna Müller initials` */
export function signatureImagePath(position: number, name: string): string {
  return numbered('signatures', position, name, '.png');
}

function numbered(folder: string, position: number, name: string, ending = ''): string {
  const number = String(position).padStart(2, '0');
  return `${folder}/${number}-${safeName(name, MAX_NAME_BYTES - ending.length)}${ending}`;
}

function withoutPdf(filename: string): string {
  return filename.replace(/\.pdf$/i, '');
}

/** As near to a name as every file system allows, its ending kept; never empty. */
function safeName(name: string, maxBytes: number): string {
  const clean = name
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(FORBIDDEN, '_')
    .replace(/\s+/g, ' ');
  const [, stem = '', ending = ''] = /^(.*?)(\.[^. ]{1,16})?[. ]*$/su.exec(clean) ?? [];
  const short = cut(stem.trimStart(), maxBytes - Buffer.byteLength(ending));
  return `${short}${ending}`.replace(/[. ]+$/, '') || 'file';
}

/** The longest start of whole characters that is no longer than that. */
function cut(text: string, maxBytes: number): string {
  let [bytes, end] = [0, 0];
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** Whether a path stays inside the folder it is unpacked into, and can be written everywhere. */
export function isSafePath(path: string): boolean {
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) return false;
  return path.split('/').every((name) => name !== '' && name === portable(name));
}

function portable(name: string): string | null {
  if (RESERVED.test(name) || /^ |[. ]$/.test(name)) return null;
  return name.normalize('NFC').replace(INVISIBLE, '').replace(FORBIDDEN, '');
}

/** The same for paths that are one file where capitals do not count. */
export function foldedPath(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
