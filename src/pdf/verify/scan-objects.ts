/** A place in a text; what was read is behind it. */
export type Cursor = { text: string; at: number };

/** An indirect object as it was scanned, none of its values kept but those that say where it ends. */
export type ScannedObject = {
  number: number;
  generation: number;
  /** The text of the dictionary's entries by key, unread; empty for what is no dictionary. */
  entries: Map<string, string>;
  /** Where the data of a stream are. */
  stream: { from: number; to: number } | null;
};

const MAX_DEPTH = 32;
/** Space and newline alone: a changed bit makes no other of them. */
const BLANKS = /[ \n]*/y;
const NAME = /\/((?:[!-"$&'*-.0-;=?-Z\\^-z|~]|#[0-9A-Fa-f]{2})+)/y;
const REFERENCE = /\d{1,10} \d{1,5} R(?![^\s/<>[\]()])/y;
const NUMBER = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?![^\s/<>[\]()])/y;
const WORD = /(?:true|false|null)(?![^\s/<>[\]()])/y;
/** All small or all capital letters: no digit has two spellings beside others. */
const HEX = /<(?:[0-9A-F \n]*|[0-9a-f \n]*)>/y;

/** What `pattern`, which is sticky, matches here. */
export function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.text);
  if (match) cursor.at = pattern.lastIndex;
  return match;
}

export function takeBlanks(cursor: Cursor): void {
  take(cursor, BLANKS);
}

/**
 * The indirect object that begins here (ISO 32000-2, 7.3.10), strictly: no comments, each key of a
 * dictionary once, streams with their length. Null, and nothing taken, for anything else.
 */
export function takeObject(cursor: Cursor): ScannedObject | null {
  const start = cursor.at;
  const head = take(cursor, /(\d{1,10}) (\d{1,5}) obj\n/y);
  const body = head && takeBody(cursor);
  if (head && body && take(cursor, /\nendobj\n/y)) {
    return { number: Number(head[1]), generation: Number(head[2]), ...body };
  }
  cursor.at = start;
  return null;
}

function takeBody(cursor: Cursor): Pick<ScannedObject, 'entries' | 'stream'> | null {
  if (!startsWith(cursor, '<<')) {
    return takeValue(cursor, 0) ? { entries: new Map(), stream: null } : null;
  }
  const entries = takeDictionary(cursor);
  if (!entries || !take(cursor, /\nstream\n/y)) return entries && { entries, stream: null };
  const length = /^\d{1,9}$/.exec(entries.get('Length') ?? '')?.[0];
  const from = cursor.at;
  const to = from + Number(length ?? Number.NaN);
  cursor.at = to;
  return length !== undefined && take(cursor, /\n?endstream/y)
    ? { entries, stream: { from, to } }
    : null;
}

/** The entries of the dictionary that begins here. */
export function takeDictionary(cursor: Cursor, depth = 0): Map<string, string> | null {
  const entries = new Map<string, string>();
  if (!take(cursor, /<</y)) return null;
  for (takeBlanks(cursor); !take(cursor, />>/y); takeBlanks(cursor)) {
    const key = take(cursor, NAME)?.[1]?.replace(/#(..)/g, (_, digits) => unhex(digits));
    takeBlanks(cursor);
    const from = cursor.at;
    if (key === undefined || entries.has(key) || !takeValue(cursor, depth + 1)) return null;
    entries.set(key, cursor.text.slice(from, cursor.at));
  }
  return entries;
}

/** Whether a value begins here; it is taken then. */
function takeValue(cursor: Cursor, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  if (startsWith(cursor, '<<')) return takeDictionary(cursor, depth) !== null;
  if (startsWith(cursor, '[')) return takeArray(cursor, depth);
  if (startsWith(cursor, '(')) return takeLiteral(cursor);
  return [NAME, REFERENCE, NUMBER, WORD, HEX].some((pattern) => take(cursor, pattern) !== null);
}

function takeArray(cursor: Cursor, depth: number): boolean {
  cursor.at += 1;
  for (takeBlanks(cursor); !startsWith(cursor, ']'); takeBlanks(cursor)) {
    if (!takeValue(cursor, depth + 1)) return false;
  }
  cursor.at += 1;
  return true;
}

function takeLiteral(cursor: Cursor): boolean {
  for (let depth = 0; cursor.at < cursor.text.length; ) {
    const char = cursor.text[cursor.at];
    cursor.at += char === '\\' ? 2 : 1;
    if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    if (depth === 0) return true;
  }
  return false;
}

function startsWith({ text, at }: Cursor, start: string): boolean {
  return text.startsWith(start, at);
}

function unhex(digits: string): string {
  return String.fromCharCode(Number.parseInt(digits, 16));
}
