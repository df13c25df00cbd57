import { onTextChange, pageKey, shownText, type TextItems } from '../pdf/shown-text.ts';
import type { Hit } from './search.ts';

/** The names under which the style sheet knows the hits, and the one that was gone to. */
const ALL = 'found';
const CURRENT = 'found-current';

/**
 * Marks hits in the text of the pages that are shown, also as pages come and go, until the returned
 * function is called. A browser that cannot mark text gets a frame around the page of the current
 * hit instead.
 */
export function showHits(hits: readonly Hit[], current: number | null): () => void {
  const chosen = current === null ? undefined : hits[current];
  const pages = byPage(hits);
  const page = chosen && document.getElementById(pageId(chosen));
  if (!canMark()) page?.setAttribute('data-found', 'true');
  const mark = () => canMark() && markAll(pages, chosen);
  mark();
  const stop = onTextChange((key) => pages.has(key) && mark());
  return () => {
    stop();
    page?.removeAttribute('data-found');
    if (canMark()) for (const name of [ALL, CURRENT]) CSS.highlights.delete(name);
  };
}

function canMark(): boolean {
  return 'highlights' in CSS;
}

function byPage(hits: readonly Hit[]): Map<string, Hit[]> {
  const pages = new Map<string, Hit[]>();
  for (const hit of hits) {
    const key = pageKey(hit.documentId, hit.page);
    const same = pages.get(key);
    if (same) same.push(hit);
    else pages.set(key, [hit]);
  }
  return pages;
}

function markAll(pages: ReadonlyMap<string, readonly Hit[]>, chosen: Hit | undefined): void {
  const all = new Highlight();
  const one = new Highlight();
  one.priority = 1;
  for (const [key, hits] of pages) {
    const items = shownText(key);
    for (const hit of items ? hits : []) {
      const range = items && rangeOf(items, hit);
      if (range) (hit === chosen ? one : all).add(range);
    }
  }
  CSS.highlights.set(ALL, all);
  CSS.highlights.set(CURRENT, one);
}

function rangeOf(items: TextItems, { start, end }: Hit): Range | null {
  const first = items[start.item]?.firstChild;
  const last = items[end.item]?.firstChild;
  if (!(first instanceof Text) || !(last instanceof Text)) return null;
  const range = document.createRange();
  range.setStart(first, Math.min(start.offset, first.length));
  range.setEnd(last, Math.min(end.offset, last.length));
  return range;
}

let stopWaiting = () => {};

/** Scrolls to a hit: at once to its page and, when that is painted, to the words themselves. */
export function goToHit(hit: Hit): void {
  stopWaiting();
  const key = pageKey(hit.documentId, hit.page);
  if (scrollTo(key, hit)) return;
  document.getElementById(pageId(hit))?.scrollIntoView();
  const waiting = new AbortController();
  const stopListening = onTextChange((changed) => {
    if (changed === key && scrollTo(key, hit)) stopWaiting();
  });
  stopWaiting = () => {
    stopListening();
    waiting.abort();
  };
  // Whoever scrolls by hand in the meantime is not pulled back.
  for (const event of ['wheel', 'touchmove']) {
    addEventListener(event, stopWaiting, { passive: true, signal: waiting.signal });
  }
}

/** Lets the view rest: a hit that was gone to and is not painted yet is not scrolled to any more. */
export function stopGoing(): void {
  stopWaiting();
}

function scrollTo(key: string, { start }: Hit): boolean {
  const item = shownText(key)?.[start.item];
  item?.scrollIntoView({ block: 'center', inline: 'nearest' });
  return item !== undefined;
}

function pageId({ documentId, page }: Hit): string {
  return `page-${pageKey(documentId, page)}`;
}
