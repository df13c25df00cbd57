const WHITE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set([...'()<>[]{}/%'].map((char) => char.charCodeAt(0)));
const CLOSES: Record<string, string> = { Q: 'q', ET: 'BT', EMC: 'BMC', EX: 'BX' };
const OPENS: Record<string, string> = { q: 'q', BT: 'BT', BMC: 'BMC', BDC: 'BMC', BX: 'BX' };

/**
 * Whether a content stream closes all that it opens (q/Q, BT/ET, marked content, compatibility
 * sections), strings and inline images included: only then can marks be added after it.
 */
export function isBalanced(content: Uint8Array): boolean {
  const open = new Map<string, number>();
  let at = 0;
  while (at < content.length) {
    const byte = content[at] ?? 0;
    if (WHITE.has(byte)) at += 1;
    else if (byte === 0x25) at = endOfLine(content, at);
    else if (byte === 0x28) at = endOfString(content, at);
    else if (byte === 0x3c && content[at + 1] !== 0x3c) at = indexAfter(content, 0x3e, at);
    else if (DELIMITERS.has(byte) && byte !== 0x2f) at += 1;
    else {
      const end = endOfToken(content, at + 1);
      const token = end - at <= 3 ? String.fromCharCode(...content.subarray(at, end)) : '';
      at = token === 'ID' ? endOfInlineImage(content, end) : end;
      if (!count(open, token)) return false;
    }
  }
  return at === content.length && [...open.values()].every((depth) => depth === 0);
}

/** False when a token closes what is not open. */
function count(open: Map<string, number>, token: string): boolean {
  const opened = Object.hasOwn(OPENS, token) ? OPENS[token] : undefined;
  const closed = Object.hasOwn(CLOSES, token) ? CLOSES[token] : undefined;
  const key = opened ?? closed;
  if (key === undefined) return true;
  const depth = (open.get(key) ?? 0) + (opened ? 1 : -1);
  open.set(key, depth);
  return depth >= 0;
}

function endOfToken(content: Uint8Array, from: number): number {
  let at = from;
  while (at < content.length) {
    const byte = content[at] ?? 0;
    if (WHITE.has(byte) || DELIMITERS.has(byte)) break;
    at += 1;
  }
  return at;
}

function endOfLine(content: Uint8Array, from: number): number {
  let at = from;
  while (at < content.length && content[at] !== 10 && content[at] !== 13) at += 1;
  return at;
}

/** Past the end (one more than the length) when it never closes: not balanced. */
function indexAfter(content: Uint8Array, byte: number, from: number): number {
  const found = content.indexOf(byte, from);
  return found < 0 ? content.length + 1 : found + 1;
}

function endOfString(content: Uint8Array, from: number): number {
  let depth = 0;
  for (let at = from; at < content.length; at += 1) {
    const byte = content[at];
    if (byte === 0x5c) at += 1;
    else if (byte === 0x28) depth += 1;
    else if (byte === 0x29) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return content.length + 1;
}

/** Binary data after ID, up to an EI that stands alone. */
function endOfInlineImage(content: Uint8Array, from: number): number {
  for (let at = from + 1; at < content.length; at += 1) {
    if (content[at] !== 0x45 || content[at + 1] !== 0x49) continue;
    const after = content[at + 2] ?? 32;
    if (WHITE.has(content[at - 1] ?? 0) && (WHITE.has(after) || DELIMITERS.has(after))) {
      return at + 2;
    }
  }
  return content.length + 1;
}
