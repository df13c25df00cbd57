/** A signature as it stands in the bytes of a file: what it covers and what is in the hole. */
export type FoundSignature = {
  /** First byte of the hole (`<`), and the first after it. */
  start: number;
  end: number;
  /** First byte that it does not cover any more. */
  coveredTo: number;
};

const KEY = '/ByteRange';
const VALUE = /^\/ByteRange\s*\[\s*0+\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]/;

/**
 * The last signature of a file, by its bytes alone (ISO 32000-2, 12.8.1): no cross-reference table
 * can point past it. Only ranges with nothing but a hexadecimal string between them count.
 */
export function findLastSignature(file: Buffer): FoundSignature | null {
  let last: FoundSignature | null = null;
  for (let at = file.indexOf(KEY); at >= 0; at = file.indexOf(KEY, at + 1)) {
    const text = file.toString('latin1', at, at + 128);
    const [start, end, rest] = VALUE.exec(text)?.slice(1).map(Number) ?? [];
    if (start === undefined || end === undefined || rest === undefined) continue;
    const found = { start, end, coveredTo: end + rest };
    if (found.coveredTo > file.length || !isHexString(file, start, end)) continue;
    if (last === null || found.coveredTo >= last.coveredTo) last = found;
  }
  return last;
}

function isHexString(file: Buffer, start: number, end: number): boolean {
  if (end - start < 2 || file[start] !== 0x3c || file[end - 1] !== 0x3e) return false;
  return /^[0-9a-fA-F]*$/.test(file.toString('latin1', start + 1, end - 1));
}
