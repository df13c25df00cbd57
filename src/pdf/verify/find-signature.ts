/** A signature as it stands in the bytes of a file: what it covers and what is in the hole. */
export type FoundSignature = {
  /** First byte of the hole (`<`), and the first after it. */
  start: number;
  end: number;
  /** First byte that it does not cover any more. */
  coveredTo: number;
};

/** A range as written from `at` up to `to`, whether or not it fits the file. */
type Claim = { at: number; to: number; start: number; end: number; rest: number };

const KEY = '/ByteRange';
const VALUE = /^\/ByteRange\s*\[\s*0+\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]/;
/** All of a `KEY` and its `VALUE`. */
const CLAIM_BYTES = 128;
/** Room for a CMS that carries far more than any seal does. */
const MAX_HOLE_BYTES = 256 * 1024;

/**
 * The signatures of a file, by its bytes alone (ISO 32000-2, 12.8.1), in the order of what they
 * cover: no cross-reference table can point past them. Only ranges with nothing but a hexadecimal
 * string between them count.
 */
export function findSignatures(file: Buffer): FoundSignature[] {
  return claims(file)
    .map(({ start, end, rest }) => ({ start, end, coveredTo: end + rest }))
    .filter(({ coveredTo }) => coveredTo <= file.length)
    .filter(({ start, end }) => isHexString(file, start, end))
    .sort((one, other) => one.coveredTo - other.coveredTo);
}

/**
 * Whether the bytes that a signature covers could be covered with the hole elsewhere, or whether
 * the file says of another one that it covers as much. Whoever had a document sealed may have put
 * such words into it, to move the hole, and with it all that offsets point at, afterwards: the
 * digest would stay the same.
 */
export function isAmbiguous(file: Buffer, { start, end, coveredTo }: FoundSignature): boolean {
  const covered = start + coveredTo - end;
  const before = file.subarray(0, start);
  const after = file.subarray(end, coveredTo);
  const [head, tail] = [before.subarray(-CLAIM_BYTES), after.subarray(0, CLAIM_BYTES)];
  const overSeam = claims(Buffer.concat([head, tail])).filter(
    ({ at, to }) => at < head.length && to > head.length,
  );
  const competing = [...claims(before), ...claims(after), ...overSeam].filter(
    (claim) => claim.start + claim.rest === covered || claim.end + claim.rest >= coveredTo,
  );
  return competing.length !== 1;
}

function claims(bytes: Buffer): Claim[] {
  const found: Claim[] = [];
  for (let at = bytes.indexOf(KEY); at >= 0; at = bytes.indexOf(KEY, at + 1)) {
    const text = bytes.toString('latin1', at, at + CLAIM_BYTES);
    const match = VALUE.exec(text);
    const [start, end, rest] = match?.slice(1).map(Number) ?? [];
    if (!match || start === undefined || end === undefined || rest === undefined) continue;
    found.push({ at, to: at + match[0].length, start, end, rest });
  }
  return found;
}

function isHexString(file: Buffer, start: number, end: number): boolean {
  if (end - start < 2 || end - start > MAX_HOLE_BYTES) return false;
  if (file[start] !== 0x3c || file[end - 1] !== 0x3e) return false;
  return /^[0-9a-fA-F]*$/.test(file.toString('latin1', start + 1, end - 1));
}
