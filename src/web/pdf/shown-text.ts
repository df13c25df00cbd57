/** The elements of a page's text items, in their order. */
export type TextItems = readonly HTMLElement[];

const shown = new Map<string, TextItems>();
const listeners = new Set<(key: string) => void>();

/** Names a page among those of all documents; pages count from 1. */
export function pageKey(documentId: string, page: number): string {
  return `${documentId}:${page}`;
}

/** The text of a page that is painted now; undefined of all others. */
export function shownText(key: string): TextItems | undefined {
  return shown.get(key);
}

/** Notes that a page's text is there, or with null that it was let go of. */
export function noteText(key: string, items: TextItems | null): void {
  if (items) shown.set(key, items);
  else if (!shown.delete(key)) return;
  for (const listener of listeners) listener(key);
}

/** Calls `listener` with the key of each page whose text comes or goes; returns what ends that. */
export function onTextChange(listener: (key: string) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
