import type { Insertable, Selectable, Updateable } from 'kysely';
import type { SignerRole, SignerStatus } from '../lifecycle/state.ts';
import type { Db, Tx } from './database.ts';
import { isOneOf } from './dialects.ts';
import type { Locale } from './envelopes.ts';
import type { Tenant } from './tenant.ts';

export type SignatureKind = 'typed' | 'drawn' | 'uploaded';
/** The hand that a typed name is written in. */
export type SignatureFont = 'formal' | 'flowing' | 'everyday';

export type Delivery = 'sent' | 'undeliverable';

/** The server of the address refused for good, or could not be reached in two days. */
export type UndeliverableReason = 'refused' | 'not_delivered';

export type SignersTable = {
  id: string;
  tenant: Tenant;
  envelope_id: string;
  position: number;
  turn: number;
  name: string;
  email: string;
  role: SignerRole;
  status: SignerStatus;
  /** null: the envelope's. */
  locale: Locale | null;
  viewed_at: string | null;
  /** When a signer signed or an approver approved. */
  signed_at: string | null;
  declined_at: string | null;
  /** When the person who has this place now was invited, null until then. */
  invited_at: string | null;
  /** The last reminder that the sender brought about, and the last that came by itself. */
  reminded_by_hand_at: string | null;
  reminded_at: string | null;
  /** How many reminders of the policy there were. */
  reminders_sent: number;
  /** When somebody with a link said not to be the signer, null again once the sender confirms them. */
  disowned_at: string | null;
  /** What became of the last mail that asks: handed over, or refused for good and why. */
  delivery: Delivery | null;
  delivery_reason: UndeliverableReason | null;
  /** How the signature was made in the act; a drawn or uploaded one is a file. */
  signature_kind: SignatureKind | null;
  signature_text: string | null;
  /** Of typed ones alone. */
  signature_font: SignatureFont | null;
  signature_image_sha256: string | null;
  initials_kind: SignatureKind | null;
  initials_text: string | null;
  initials_font: SignatureFont | null;
  initials_image_sha256: string | null;
  consent_version: string | null;
};
export type Signer = Selectable<SignersTable>;

export async function insertSigners(
  tx: Tx,
  rows: readonly Insertable<SignersTable>[],
): Promise<void> {
  for (const row of rows) await tx.insertInto('signers').values(row).execute();
}

/** The signers of some envelopes, each envelope's in its order. */
export function findSigners(db: Db, envelopeIds: readonly string[]): Promise<Signer[]> {
  return db
    .selectFrom('signers')
    .selectAll()
    .where(isOneOf(db, 'envelope_id', envelopeIds))
    .orderBy('envelope_id')
    .orderBy('position')
    .execute();
}

export async function updateSigner(
  tx: Tx,
  id: string,
  changes: Updateable<SignersTable>,
): Promise<void> {
  await tx.updateTable('signers').set(changes).where('id', '=', id).execute();
}

export async function deleteSigner(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('signers').where('id', '=', id).execute();
}

export async function deleteSigners(tx: Tx, envelopeId: string): Promise<void> {
  await tx.deleteFrom('signers').where('envelope_id', '=', envelopeId).execute();
}
