import type { SessionField, SignInput } from '../api.ts';

export type FieldValue = string | boolean;
/** What was entered, by the field's id; untouched fields are not in it. */
export type FieldValues = ReadonlyMap<string, FieldValue>;

// Fields whose tops differ by less than this part of a page stand in one line.
const LINE = 0.015;

/** Whether the signer fills it in at its place; the others show a mark or what the server knows. */
export function isFillable({ type }: SessionField): boolean {
  return type === 'text' || type === 'checkbox';
}

export function enteredValue(field: SessionField, values: FieldValues): FieldValue {
  const entered = values.get(field.id);
  if (entered !== undefined) return entered;
  return field.type === 'checkbox' ? field.value === 'true' : (field.value ?? '');
}

/** Nothing entered; for a checkbox: not ticked. */
export function isEmpty(field: SessionField, values: FieldValues): boolean {
  const value = enteredValue(field, values);
  return typeof value === 'string' ? value.trim() === '' : !value;
}

/** What is sent: every checkbox, and each text that is not empty. */
export function fieldsToSend(
  fields: readonly SessionField[],
  values: FieldValues,
): NonNullable<SignInput['fields']> {
  return fields
    .filter((field) => field.type === 'checkbox' || (isFillable(field) && !isEmpty(field, values)))
    .map((field) => ({ id: field.id, value: trimmed(enteredValue(field, values)) }));
}

function trimmed(value: FieldValue): FieldValue {
  return typeof value === 'string' ? value.trim() : value;
}

/** In the order of reading, which is that of the Tab key. */
export function inReadingOrder(
  fields: readonly SessionField[],
  documentIds: readonly string[],
): SessionField[] {
  const line = ({ y }: SessionField) => Math.round(y / LINE);
  return fields.toSorted(
    (a, b) =>
      documentIds.indexOf(a.document_id) - documentIds.indexOf(b.document_id) ||
      a.page - b.page ||
      line(a) - line(b) ||
      a.x - b.x,
  );
}

/** The one after `lastId` of those wanted, from the start again after the last. */
export function nextOf(
  wanted: readonly SessionField[],
  all: readonly SessionField[],
  lastId: string | null,
): SessionField | undefined {
  const last = all.findIndex(({ id }) => id === lastId);
  return wanted.find((field) => all.indexOf(field) > last) ?? wanted[0];
}
