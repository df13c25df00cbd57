import { useRef, useState } from 'react';
import type { Session, SessionField } from '../api.ts';
import { isSmallScreen } from '../parts/small-screen.ts';
import type { Draft } from './draft-store.ts';
import {
  enteredValue,
  type FieldValue,
  type FieldValues,
  fieldsToSend,
  inReadingOrder,
  isEmpty,
  isFillable,
  nextOf,
} from './field-values.ts';
import { goToField, showField } from './go-to.ts';

/**
 * The fields of a session and what was entered in them, kept through failures and languages.
 *
 * @param typed what was typed in this tab before
 */
export function useFieldValues(session: Session, typed: Draft['values']) {
  const [values, setValues] = useState<FieldValues>(() => new Map(typed));
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set());
  const lastVisited = useRef<string | null>(null);
  // On a small screen: the field whose control is shown at the foot.
  const [currentId, setCurrentId] = useState<string | null>(null);
  const all = inReadingOrder(
    session.fields,
    session.envelope.documents.map(({ id }) => id),
  );
  const fillable = all.filter(isFillable);
  const empty = fillable.filter((field) => isEmpty(field, values));
  /** What keeps from signing: required and empty, or refused and not changed since. */
  const open = fillable.filter(
    (field) => refused.has(field.id) || (field.required && empty.includes(field)),
  );

  function fill(id: string, value: FieldValue): void {
    setValues((before) => new Map(before).set(id, value));
    setRefused((before) => new Set([...before].filter((other) => other !== id)));
  }

  /** Goes to a field: to its place, or on a small screen to a control of its own. */
  function goTo(field: SessionField): void {
    lastVisited.current = field.id;
    if (isFillable(field) && isSmallScreen()) {
      showField(field);
      setCurrentId(field.id);
    } else goToField(field);
  }

  /** Marks fields that the server refused and goes to the first of them. */
  function refuse(ids: readonly string[]): void {
    setRefused(new Set(ids));
    const first = all.find(({ id }) => ids.includes(id));
    if (first) goTo(first);
  }

  function goToNext(): void {
    const next = nextOf(open.length > 0 ? open : empty, all, lastVisited.current);
    if (next) goTo(next);
    else setCurrentId(null);
  }

  return {
    all,
    values,
    fillable,
    empty,
    open,
    fill,
    goTo,
    goToNext,
    current: fillable.find(({ id }) => id === currentId),
    leave: () => setCurrentId(null),
    valueOf: (field: SessionField) => enteredValue(field, values),
    isRefused: (field: SessionField) => refused.has(field.id),
    refuse,
    /** Somebody is at a field at its place. */
    visit: (id: string) => {
      lastVisited.current = id;
      setCurrentId(null);
    },
    toSend: () => fieldsToSend(all, values),
  };
}
