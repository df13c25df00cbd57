import { type RefObject, useSyncExternalStore } from 'react';

const SETTLE_MS = 200;

const listeners = new Set<() => void>();
let scale = 1;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * How much the visitor enlarged the whole page with two fingers, once they rest, for a page that is
 * in view; 1 for all others. The browser's own zoom is left alone: this only follows it.
 */
export function usePinch(sheet: RefObject<Element | null>, near: boolean): number {
  return useSyncExternalStore(subscribe, () =>
    near && scale > 1 && sheet.current && isInView(sheet.current) ? scale : 1,
  );
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) listen('addEventListener');
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) listen('removeEventListener');
  };
}

function listen(act: 'addEventListener' | 'removeEventListener'): void {
  visualViewport?.[act]('resize', settle);
  visualViewport?.[act]('scroll', settle);
  window[act]('scroll', settle, { passive: true });
}

function settle(): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const next = visualViewport?.scale ?? 1;
    if (next === 1 && scale === 1) return;
    scale = next;
    for (const listener of listeners) listener();
  }, SETTLE_MS);
}

function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const { offsetTop = 0, height = window.innerHeight } = visualViewport ?? {};
  return bottom > offsetTop && top < offsetTop + height;
}
