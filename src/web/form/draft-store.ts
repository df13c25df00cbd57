import type { Session } from '../api.ts';
import { EMPTY_MARK, HANDS, type Hand } from '../marks/mark-draft.ts';
import type { FieldValue } from './field-values.ts';

/**
 * What was typed, kept in this tab: a phone reloads a page that was in the background, and a
 * session ends while somebody thinks. Drawings and images of signatures are not kept.
 */
export type Draft = {
  values: readonly (readonly [fieldId: string, value: FieldValue])[];
  signature: string;
  font: Hand;
  /** Null as long as they follow the name. */
  initials: string | null;
};

const KEY = 'signing-draft';

type Signer = Pick<Session['signer'], 'id' | 'email'>;
const EMPTY: Draft = { values: [], signature: '', font: EMPTY_MARK.font, initials: null };

/** What this signer typed in this tab before. */
export function readDraft(signer: Signer): Draft {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(keyOf(signer)) ?? 'null');
    return isDraft(stored) ? stored : EMPTY;
  } catch {
    // Storage may be switched off in the browser; then a reload begins anew.
    return EMPTY;
  }
}

/** Keeps it until the act, or until the tab is closed. */
export function keepDraft(signer: Signer, draft: Draft): void {
  try {
    sessionStorage.setItem(keyOf(signer), JSON.stringify(draft));
  } catch {
    // See readDraft.
  }
}

/** Forgets it once the signer has acted. */
export function dropDraft(signer: Signer): void {
  try {
    sessionStorage.removeItem(keyOf(signer));
  } catch {
    // See readDraft.
  }
}

// Who replaced a signer has the same id, and nothing of theirs.
function keyOf({ id, email }: Signer): string {
  return `${KEY}:${id}:${email}`;
}

function isDraft(stored: unknown): stored is Draft {
  return (
    typeof stored === 'object' &&
    stored !== null &&
    'signature' in stored &&
    typeof stored.signature === 'string' &&
    'font' in stored &&
    HANDS.some((hand) => hand === stored.font) &&
    'initials' in stored &&
    (stored.initials === null || typeof stored.initials === 'string') &&
    'values' in stored &&
    Array.isArray(stored.values) &&
    stored.values.every(isEntry)
  );
}

function isEntry(entry: unknown): boolean {
  return (
    Array.isArray(entry) &&
    typeof entry[0] === 'string' &&
    (typeof entry[1] === 'string' || typeof entry[1] === 'boolean')
  );
}
