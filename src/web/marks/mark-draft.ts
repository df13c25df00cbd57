import type { Mark } from '../api.ts';
import type { Drawing } from './strokes.ts';

export type Hand = Extract<Mark, { kind: 'typed' }>['font'];
export const HANDS: readonly Hand[] = ['formal', 'flowing', 'everyday'];

/** What was entered of a signature or of initials: each kind keeps its own. */
export type MarkDraft = {
  kind: Mark['kind'];
  text: string;
  /** The hand of what is typed. */
  font: Hand;
  drawing: Drawing | null;
  /** A `data:` URL. */
  upload: string | null;
};

export const EMPTY_MARK: MarkDraft = {
  kind: 'typed',
  text: '',
  font: 'formal',
  drawing: null,
  upload: null,
};

/** The mark of the kind that is chosen, or null as long as there is none. */
export function markOf({ kind, text, font, drawing, upload }: MarkDraft): Mark | null {
  if (kind === 'typed') return text.trim() === '' ? null : { kind, text: text.trim(), font };
  const image = kind === 'drawn' ? drawing?.image : upload;
  return image ? { kind, image } : null;
}

/** The first letters of a name, to begin with: `John A. Smith` → `JAS`. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/[\s-]+/u);
  return words.map((word) => /\p{L}/u.exec(word)?.[0] ?? '').join('');
}
