import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { pageKey } from '../pdf/shown-text.ts';
import { goToHit, showHits, stopGoing } from './highlight.ts';
import { openDocuments } from './open-documents.ts';
import { type Found, type Hit, NOTHING, search } from './search.ts';

const TYPING_MS = 250;

export type Search = ReturnType<typeof useSearchState>;

/** What is looked for in the documents, and what was found. */
export function useSearchState(documentIds: readonly string[]) {
  const [documents] = useState(openDocuments);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<Found>(NOTHING);
  const [current, setCurrent] = useState<number | null>(null);
  const wanted = open && query.trim() !== '';
  const searchable = useMemo(() => ({ documents, wanted }), [documents, wanted]);
  const opener = useRef<Element | null>(null);

  const tell = useEffectEvent((next: Found) => {
    setFound(next);
    if (current !== null) return;
    const first = next.hits.findIndex(isAhead);
    if (first >= 0) goTo(next.hits, first);
    else if (next.done && next.hits.length > 0) goTo(next.hits, 0);
  });

  const ids = documentIds.join();
  useEffect(() => {
    if (!wanted) return;
    const controller = new AbortController();
    const { signal } = controller;
    const job = { documentIds: ids.split(','), open: documents.get, tell, signal };
    const timer = setTimeout(() => void search(query, job), TYPING_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [documents, ids, wanted, query]);

  useEffect(() => showHits(open ? found.hits : [], current), [open, found, current]);
  useEffect(() => (open ? stopGoing : undefined), [open]);

  function goTo(hits: readonly Hit[], index: number): void {
    setCurrent(index);
    const hit = hits[index];
    if (hit) goToHit(hit);
  }

  function forget(): void {
    setFound(NOTHING);
    setCurrent(null);
  }

  return {
    searchable,
    open,
    query,
    found,
    current,
    start: () => {
      opener.current = document.activeElement;
      setOpen(true);
    },
    end: () => {
      setOpen(false);
      setQuery('');
      forget();
      if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true });
    },
    look: (next: string) => {
      setQuery(next);
      forget();
    },
    /** Goes on by one hit, or back by one with -1; after the last comes the first. */
    step: (by: 1 | -1) => {
      const count = found.hits.length;
      if (count > 0) goTo(found.hits, ((current ?? -by) + by + count) % count);
    },
  };
}

/** Whether a hit is on a page that is in view or after it. */
function isAhead({ documentId, page }: Hit): boolean {
  const place = document.getElementById(`page-${pageKey(documentId, page)}`);
  return (place?.getBoundingClientRect().bottom ?? 0) > 0;
}
