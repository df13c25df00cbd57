import type { Insertable, Selectable } from 'kysely';
import type { Db, Tx } from './database.ts';
import { isOneOf } from './dialects.ts';
import type { Tenant } from './tenant.ts';

export type FieldType = 'signature' | 'initials' | 'date' | 'text' | 'checkbox' | 'name' | 'email';

/** Where a field is: fractions of the page as displayed, from its top left corner. */
export type FieldBox = { x: number; y: number; width: number; height: number };

export type FieldsTable = {
  id: string;
  tenant: Tenant;
  envelope_id: string;
  envelope_document_id: string;
  signer_id: string;
  position: number;
  type: FieldType;
  required: 0 | 1;
  label: string | null;
  /** From 1. */
  page: number;
  /** A {@link FieldBox} as JSON. */
  box: string;
  /** What was written into it in the act: text, or `true` in a ticked checkbox. */
  value: string | null;
};
export type Field = Selectable<FieldsTable>;

export async function insertFields(
  tx: Tx,
  rows: readonly Insertable<FieldsTable>[],
): Promise<void> {
  for (const row of rows) await tx.insertInto('fields').values(row).execute();
}

/** The fields of some envelopes, each envelope's in its order. */
export function findFields(db: Db, envelopeIds: readonly string[]): Promise<Field[]> {
  return db
    .selectFrom('fields')
    .selectAll()
    .where(isOneOf(db, 'envelope_id', envelopeIds))
    .orderBy('envelope_id')
    .orderBy('position')
    .execute();
}

export async function setFieldValue(tx: Tx, id: string, value: string | null): Promise<void> {
  await tx.updateTable('fields').set({ value }).where('id', '=', id).execute();
}

export async function deleteFields(tx: Tx, envelopeId: string): Promise<void> {
  await tx.deleteFrom('fields').where('envelope_id', '=', envelopeId).execute();
}
