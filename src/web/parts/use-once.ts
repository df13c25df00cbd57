import { useRef, useState } from 'react';

/**
 * Runs one call at a time: a second press while the first is under way does nothing. The ref
 * decides, because a double click comes before React has drawn the disabled button.
 */
export function useOnce(): [busy: boolean, run: (work: () => Promise<unknown>) => Promise<void>] {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);

  async function run(work: () => Promise<unknown>): Promise<void> {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    try {
      await work();
    } finally {
      running.current = false;
      setBusy(false);
    }
  }
  return [busy, run];
}
