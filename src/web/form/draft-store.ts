import type { FieldValue } from './field-values.ts';

/**
 * What was typed, kept in this tab: a phone reloads a page that was in the background, and a
 * session ends while somebody thinks. Drawings and images of signatures are not kept.
 */
export type Draft = {
  values: readonly (readonly [fieldId: string, value: FieldValue])[];
  signature: string;
  /** Null as long as they follow the name. */
  initials: string | null;
};

const KEY = 'signing-draft';
const EMPTY: Draft = { values: [], signature: '', initials: null };

/** What this signer typed in this tab before. */
export function readDraft(signerId: string): Draft {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return isStored(stored) && stored.signerId === signerId ? stored : EMPTY;
  } catch {
    // Storage may be switched off in the browser; then a reload begins anew.
    return EMPTY;
  }
}

export function keepDraft(signerId: string, draft: Draft): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ signerId, ...draft }));
  } catch {
    // See readDraft.
  }
}

/** Forgets it once the signer has acted. */
export function dropDraft(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // See readDraft.
  }
}

function isStored(stored: unknown): stored is Draft & { signerId: string } {
  return (
    typeof stored === 'object' &&
    stored !== null &&
    'signerId' in stored &&
    typeof stored.signerId === 'string' &&
    'signature' in stored &&
    typeof stored.signature === 'string' &&
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
