import { useRef, useState } from 'react';
import type { Session, SessionField } from '../api.ts';
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
import { goToField } from './go-to.ts';

/** The fields of a session and what was entered in them, kept through failures and languages. */
export function useFieldValues(session: Session) {
  const [values, setValues] = useState<FieldValues>(new Map());
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set());
  const lastVisited = useRef<string | null>(null);
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

  /** Marks fields that the server refused and goes to the first of them. */
  function refuse(ids: readonly string[]): void {
    setRefused(new Set(ids));
    const first = all.find(({ id }) => ids.includes(id));
    if (first) goToField(first);
  }

  function goToNext(): void {
    const next = nextOf(open.length > 0 ? open : empty, all, lastVisited.current);
    if (next) goToField(next);
  }

  return {
    all,
    fillable,
    empty,
    open,
    fill,
    goToNext,
    valueOf: (field: SessionField) => enteredValue(field, values),
    isRefused: (field: SessionField) => refused.has(field.id),
    refuse,
    visit: (id: string) => {
      lastVisited.current = id;
    },
    toSend: () => fieldsToSend(all, values),
  };
}
