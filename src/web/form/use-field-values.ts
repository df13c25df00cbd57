import { useState } from 'react';
import type { Session, SessionField } from '../api.ts';
import type { Draft } from './draft-store.ts';
import {
  enteredValue,
  type FieldValue,
  type FieldValues,
  fieldsToSend,
  inReadingOrder,
  isEmpty,
  isFillable,
} from './field-values.ts';
import { useFieldTour } from './use-field-tour.ts';

/**
 * The fields of a session and what was entered in them, kept through failures and languages.
 *
 * @param typed what was typed in this tab before
 * @param onStuck `goToNext` leads to the field somebody is at
 */
export function useFieldValues(session: Session, typed: Draft['values'], onStuck: () => void) {
  const [values, setValues] = useState<FieldValues>(() => new Map(typed));
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set());
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
  const tour = useFieldTour(all, open.length > 0 ? open : empty, onStuck);

  function fill(id: string, value: FieldValue): void {
    setValues((before) => new Map(before).set(id, value));
    setRefused((before) => new Set([...before].filter((other) => other !== id)));
  }

  /** Marks fields that the server refused and goes to the first of them. */
  function refuse(ids: readonly string[]): void {
    setRefused(new Set(ids));
    const first = all.find(({ id }) => ids.includes(id));
    if (first) tour.goTo(first);
  }

  return {
    ...tour,
    all,
    values,
    fillable,
    empty,
    open,
    fill,
    valueOf: (field: SessionField) => enteredValue(field, values),
    isRefused: (field: SessionField) => refused.has(field.id),
    refuse,
    toSend: () => fieldsToSend(all, values),
  };
}
