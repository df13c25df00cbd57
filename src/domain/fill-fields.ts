import type { Field } from '../db/fields.ts';
import type { Signer } from '../db/signers.ts';
import type { Envelope } from './envelope.ts';
import { ApiError, type ErrorDetail } from './errors.ts';

/** What a signer wrote into a field: text, or whether a checkbox is ticked. */
export type FieldInput = { id: string; value: string | boolean };

type Filled = { id: string; value: string | null };

/** What fields of these types hold is known without asking. */
const FILLED_IN = ['date', 'name', 'email', 'signature', 'initials'];

/**
 * What each field of a signer holds after the act.
 *
 * @throws ApiError VALIDATION_FAILED naming every field that is missing, unknown, filled in twice,
 *   or not the signer's to fill in
 */
export function fillFields(
  envelope: Envelope,
  signer: Signer,
  input: { fields?: readonly FieldInput[]; initials?: unknown },
  now: Date,
): Filled[] {
  const own = envelope.fields.filter(({ signer_id }) => signer_id === signer.id);
  const given = input.fields ?? [];
  const faults: ErrorDetail[] = given.flatMap(({ id, value }, index) => {
    const field = own.find((each) => each.id === id);
    const twice = given.findIndex((each) => each.id === id) !== index;
    const message = twice ? 'is filled in twice' : faultOf(field, value);
    return message ? [{ path: `fields.${index}.value`, message }] : [];
  });
  const needsInitials = own.some(({ type, required }) => type === 'initials' && required === 1);
  if (needsInitials && !input.initials) {
    faults.push({ path: 'initials', message: 'are required by a field' });
  }
  const filled = own.map((field) => ({
    field,
    value: heldBy(field, signer, envelope, given, now),
  }));
  for (const { field, value } of filled) {
    if (field.required === 0 || value !== null || isInk(field)) continue;
    faults.push({ path: 'fields', message: `${field.id}${named(field)} is required` });
  }
  if (faults.length > 0) throw new ApiError('VALIDATION_FAILED', { details: faults });
  return filled.map(({ field, value }) => ({ id: field.id, value }));
}

// These hold the signature or the initials of the act, which the signer's own row keeps.
function isInk({ type }: Field): boolean {
  return type === 'signature' || type === 'initials';
}

function faultOf(field: Field | undefined, value: string | boolean): string | null {
  if (!field) return 'is of no field of yours';
  if (FILLED_IN.includes(field.type)) return `a field of type ${field.type} is filled in by itself`;
  if (field.type === 'checkbox') {
    return typeof value === 'boolean' ? null : 'must be true or false';
  }
  return typeof value === 'string' ? null : 'must be text';
}

function heldBy(
  field: Field,
  signer: Signer,
  { time_zone }: Envelope,
  given: readonly FieldInput[],
  now: Date,
): string | null {
  switch (field.type) {
    case 'name':
      return signer.name;
    case 'email':
      return signer.email;
    case 'date':
      return dateIn(time_zone, now);
    case 'signature':
    case 'initials':
      return null;
    case 'checkbox':
      return given.some(({ id, value }) => id === field.id && value === true) ? 'true' : null;
    case 'text': {
      const text = given.find(({ id }) => id === field.id)?.value;
      return typeof text === 'string' && text !== '' ? text : null;
    }
  }
}

function named({ label, page }: Field): string {
  return label === null ? ` on page ${page}` : ` (${label})`;
}

/** The day in a time zone as YYYY-MM-DD. */
export function dateIn(timeZone: string, now: Date): string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return format.format(now);
}
