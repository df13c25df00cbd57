import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import type { EnvelopeDocument } from '../db/envelope-documents.ts';
import { type FieldBox, type FieldType, insertFields } from '../db/fields.ts';
import { newId } from '../db/ids.ts';
import type { Signer } from '../db/signers.ts';
import type { FieldPlacement, FieldResult } from '../pdf/pdf-engine.ts';
import type { Envelope } from './envelope.ts';
import { ApiError, type ErrorDetail } from './errors.ts';

/** Where on a page: from its top left corner as displayed, or from a text that is found on it. */
export type NewField = {
  /** The case's document, or the envelope's. */
  document_id: string;
  /** Place in the list of signers, from 0, or a signer's id. */
  signer: number | string;
  type: FieldType;
  required?: boolean;
  label?: string;
  page: number;
  unit?: 'pt' | 'fraction';
  x?: number;
  y?: number;
  width: number;
  height: number;
  anchor?: { text: string; occurrence?: number; dx?: number; dy?: number };
};

/** A field whose place on the page is known. */
export type PlacedField = NewField & { box: FieldBox };

/** A presented file that fields are placed on, under the ids that a field may name it by. */
export type FieldTarget = { ids: readonly string[]; path: string; carriesSignatures: boolean };

/** What a placement answers for a field that has no place, and what is said of it. */
const REASONS = {
  page_missing: 'the document has no such page',
  off_page: 'the box is not wholly on the page',
  anchor_not_found: 'the anchor text is not on the page',
  already_signed: 'the document carries digital signatures; nothing can be drawn on it',
} as const;

/**
 * Finds the place of each field on the pages that signers see.
 *
 * @throws ApiError VALIDATION_FAILED for a document that the envelope has not, FIELD_NOT_PLACEABLE
 *   naming every field that has no place and why
 */
export async function placeFields(
  ctx: Context,
  targets: readonly FieldTarget[],
  fields: readonly NewField[],
): Promise<PlacedField[]> {
  const targetOf = ({ document_id }: NewField) =>
    targets.find(({ ids }) => ids.includes(document_id));
  const unknown = fields.flatMap((field, index) =>
    targetOf(field)
      ? []
      : [{ path: `fields.${index}.document_id`, message: 'is not of the envelope' }],
  );
  if (unknown.length > 0) throw new ApiError('VALIDATION_FAILED', { details: unknown });
  const boxes = new Map<NewField, FieldBox>();
  const faults: Fault[] = [];
  for (const target of targets) {
    const own = fields.filter((field) => targetOf(field) === target);
    for (const [index, result] of (await place(ctx, target, own)).entries()) {
      const field = own[index];
      if (!field) continue;
      if (result.ok) boxes.set(field, boxOf(result));
      else faults.push(faultAt(fields.indexOf(field), result.reason));
    }
  }
  if (faults.length > 0) throw notPlaceable(faults);
  return fields.flatMap((field) => {
    const box = boxes.get(field);
    return box ? [{ ...field, box }] : [];
  });
}

type Reason = keyof typeof REASONS;
type Fault = ErrorDetail & { reason: Reason };

function faultAt(index: number, reason: Reason): Fault {
  return { path: `fields.${index}`, reason, message: REASONS[reason] };
}

async function place(
  ctx: Context,
  { path, carriesSignatures }: FieldTarget,
  fields: readonly NewField[],
): Promise<readonly (FieldResult | { ok: false; reason: Reason })[]> {
  if (fields.length === 0) return [];
  if (carriesSignatures) return fields.map(() => ({ ok: false, reason: 'already_signed' }));
  return ctx.pdf.place({ path, fields: fields.map(toPlacement) });
}

function toPlacement({ page, unit = 'pt', x, y, width, height, anchor }: NewField): FieldPlacement {
  const at = anchor
    ? {
        anchor: anchor.text,
        occurrence: anchor.occurrence ?? 1,
        dx: anchor.dx ?? 0,
        dy: anchor.dy ?? 0,
      }
    : { x: x ?? 0, y: y ?? 0 };
  return { page, unit, width, height, at };
}

/** To a millionth of the page, so that what comes back reads like what was given. */
function boxOf({ x, y, width, height }: FieldBox): FieldBox {
  const round = (value: number) => Number(value.toFixed(6));
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}

function notPlaceable(details: readonly Fault[]): ApiError {
  const list = details.slice(0, 5).map(({ path, message }) => `${path}: ${message}`);
  const more = details.length > list.length ? `; and ${details.length - list.length} more` : '';
  return new ApiError('FIELD_NOT_PLACEABLE', {
    message: `These fields have no place: ${list.join('; ')}${more}`,
    details: details.toSorted((a, b) => a.path.localeCompare(b.path, 'en', { numeric: true })),
  });
}

/**
 * Adds placed fields to a draft, in their order.
 *
 * @throws ApiError VALIDATION_FAILED for a signer that the envelope has not, or whose role has no
 *   such field
 */
export async function insertPlacedFields(
  tx: Tx,
  envelope: Envelope,
  fields: readonly PlacedField[],
  now: Date,
): Promise<void> {
  const faults: ErrorDetail[] = [];
  const rows = fields.flatMap((field, position) => {
    const document = documentOfField(envelope, field);
    const signer = signerOfField(envelope, field);
    const fault = document ? faultOf(signer, field.type) : 'is not of the envelope';
    if (fault) faults.push({ path: `fields.${position}.signer`, message: fault });
    return document && signer ? [toRow(envelope, field, { document, signer, position, now })] : [];
  });
  if (faults.length > 0) throw new ApiError('VALIDATION_FAILED', { details: faults });
  await insertFields(tx, rows);
}

function toRow(
  { id: envelope_id, tenant }: Envelope,
  field: PlacedField,
  at: { document: EnvelopeDocument; signer: Signer; position: number; now: Date },
) {
  const byDefault = field.type !== 'checkbox';
  return {
    id: newId('field', at.now),
    tenant,
    envelope_id,
    envelope_document_id: at.document.id,
    signer_id: at.signer.id,
    position: at.position,
    type: field.type,
    required: (field.required ?? byDefault) ? (1 as const) : (0 as const),
    label: field.label ?? null,
    page: field.page,
    box: JSON.stringify(field.box),
    value: null,
  };
}

function documentOfField({ documents }: Envelope, { document_id }: PlacedField) {
  return documents.find((each) => each.id === document_id || each.document_id === document_id);
}

function signerOfField({ signers }: Envelope, { signer }: PlacedField): Signer | undefined {
  return typeof signer === 'number' ? signers[signer] : signers.find(({ id }) => id === signer);
}

function faultOf(signer: Signer | undefined, type: FieldType): string | null {
  if (!signer) return 'is not of the envelope';
  return mayHave(signer.role, type) ? null : `a ${signer.role} has no field of type ${type}`;
}

/** Who only gets copies fills in nothing; an approver approves without a signature. */
export function mayHave(role: Signer['role'], type: FieldType): boolean {
  if (role === 'cc') return false;
  return role === 'signer' || (type !== 'signature' && type !== 'initials');
}
