/** A text made comparable, and where each of its characters stands in the text it was made from. */
export type Folded = { text: string; from: readonly number[] };

const LETTER = /\p{L}/u;
const SPACE = /[\s\u00a0]/u;
// Soft hyphens, zero-width characters, and accents that stand by themselves.
const IGNORED = /[\u00ad\u200b-\u200d\u2060\ufeff]|\p{M}/u;
// A hyphen, soft or not, and the end of the line it may stand at.
const DIVISION = /^[-\u2010\u2011\u00ad]+(?:[^\S\n]*\n[^\S\n]*)?/u;
const LONGEST_DIVISION = 16;

/**
 * Leaves out what nobody means when looking for words: case, accents, soft hyphens, how wide a
 * space is and where a line ends. A hyphen between letters goes too, with the line break after it,
 * so that a word is found however it was divided. `ß` counts as `ss`.
 */
export function fold(source: string): Folded {
  let text = '';
  const from: number[] = [];
  let at = 0;
  while (at < source.length) {
    const char = String.fromCodePoint(source.codePointAt(at) ?? 0);
    const division = divisionAt(source, at);
    const plain = division > 0 ? '' : plainOf(char, text);
    text += plain;
    for (let unit = 0; unit < plain.length; unit++) from.push(at);
    at += division || char.length;
  }
  return { text, from };
}

function plainOf(char: string, before: string): string {
  if (SPACE.test(char)) return before === '' || before.endsWith(' ') ? '' : ' ';
  const parts = [...char.normalize('NFKD')].filter((part) => !IGNORED.test(part));
  return parts.join('').toLowerCase().replaceAll('ß', 'ss');
}

/** The length of what divides a word, with the break after it; 0 where nothing does. */
function divisionAt(source: string, at: number): number {
  const [found = ''] = DIVISION.exec(source.slice(at, at + LONGEST_DIVISION)) ?? [];
  const joins = LETTER.test(source.charAt(at - 1)) && LETTER.test(source.charAt(at + found.length));
  return joins ? found.length : 0;
}
