import { useRef, useState } from 'react';
import type { SessionField } from '../api.ts';
import { isSmallScreen } from '../parts/small-screen.ts';
import { isFillable, nextOf } from './field-values.ts';
import { goToField, showField } from './go-to.ts';

/**
 * The way from field to field: to its place, or on a small screen to a control of its own.
 *
 * @param all in the order of reading
 * @param wanted those that `goToNext` leads through
 * @param onStuck there is no other than the one somebody is at
 */
export function useFieldTour(
  all: readonly SessionField[],
  wanted: readonly SessionField[],
  onStuck: () => void,
) {
  const lastVisited = useRef<string | null>(null);
  const [currentId, setCurrentId] = useState<string | null>(null);

  function goTo(field: SessionField): void {
    if (isFillable(field) && isSmallScreen()) {
      showField(field, 'start');
      enlarge(field);
    } else {
      lastVisited.current = field.id;
      goToField(field);
    }
  }

  /** Shows a control of its own for a field whose place was pressed on a small screen. */
  function enlarge(field: SessionField): void {
    if (!isSmallScreen()) return;
    lastVisited.current = field.id;
    setCurrentId(field.id);
  }

  function goToNext(): void {
    const next = nextOf(wanted, all, lastVisited.current);
    if (next && next.id === currentId) onStuck();
    if (next) goTo(next);
    else setCurrentId(null);
  }

  return {
    goTo,
    goToNext,
    enlarge,
    /** The field whose own control is shown. */
    current: all.find(({ id }) => id === currentId),
    leave: () => setCurrentId(null),
    /** Somebody is at a field at its place. */
    visit: (id: string) => {
      lastVisited.current = id;
      setCurrentId(null);
    },
  };
}
