import type { Context } from '../context.ts';
import type { Tx } from '../db/database.ts';
import { type Locale, updateEnvelope } from '../db/envelopes.ts';
import { newId } from '../db/ids.ts';
import { deleteSigner, insertSigners, updateSigner } from '../db/signers.ts';
import type { Tenant } from '../db/tenant.ts';
import { decide } from '../lifecycle/decide.ts';
import type { Command } from '../lifecycle/decision.ts';
import type { SignerRole } from '../lifecycle/state.ts';
import { signerOf } from './access.ts';
import { type AuditStamp, appendAudit } from './audit.ts';
import type { Caller } from './caller.ts';
import { type Change, changeEnvelope } from './change-envelope.ts';
import { type Envelope, stateOf } from './envelope.ts';
import { ApiError, invalid } from './errors.ts';
import { checkCounts } from './limits.ts';
import { mayHave } from './place-fields.ts';
import { refusalError } from './refusal.ts';

export type NewSigner = {
  name: string;
  email: string;
  role: SignerRole;
  order?: number;
  locale?: Locale;
};

export type SignerChanges = Partial<NewSigner>;

/** Adds signers in their order, from a position on; returns their ids. */
export async function insertNewSigners(
  tx: Tx,
  envelope: { id: string; tenant: Tenant },
  signers: readonly NewSigner[],
  now: Date,
  firstPosition = 0,
): Promise<string[]> {
  const rows = signers.map((signer, index) => ({
    id: newId('signer', now),
    tenant: envelope.tenant,
    envelope_id: envelope.id,
    position: firstPosition + index,
    turn: signer.order ?? firstPosition + index + 1,
    name: signer.name,
    email: signer.email,
    role: signer.role,
    status: 'pending' as const,
    reminders_sent: 0,
    locale: signer.locale ?? null,
  }));
  await insertSigners(tx, rows);
  return rows.map(({ id }) => id);
}

/** Adds a signer to a draft; returns the envelope. */
export function addSigner(
  ctx: Context,
  caller: Caller,
  envelopeId: string,
  signer: NewSigner,
): Promise<Envelope> {
  return changeEnvelope(ctx, caller, envelopeId, async (envelope, now, tx) => {
    checkCounts(ctx.config.limits, { signers: [...envelope.signers, signer] });
    const position = 1 + Math.max(-1, ...envelope.signers.map((other) => other.position));
    const order = signer.order ?? 1 + Math.max(0, ...envelope.signers.map(({ turn }) => turn));
    const [id] = await insertNewSigners(tx, envelope, [{ ...signer, order }], now, position);
    return {
      command: { type: 'edit' },
      data: { 'envelope.updated': { added_signer: { id, ...signer } } },
    };
  });
}

/**
 * Changes a signer. In a draft everything may change; after sending, a new name or address makes
 * it another person: back to `pending`, old links and sessions dead, invited anew. Naming the same
 * person confirms a signer whom somebody disowned, who then gets a fresh link.
 */
export function updateSignerOf(
  ctx: Context,
  caller: Caller,
  envelopeId: string,
  signerId: string,
  changes: SignerChanges,
): Promise<Envelope> {
  return changeEnvelope(ctx, caller, envelopeId, async (envelope, now, tx) => {
    const before = signerOf(envelope, signerId);
    const { order, ...others } = changes;
    const columns = { ...others, ...(order === undefined ? {} : { turn: order }) };
    if (envelope.status === 'draft') {
      requireFields(envelope, signerId, changes.role);
      if (Object.keys(columns).length > 0) await updateSigner(tx, signerId, columns);
      const data = { changed_signer: { id: signerId, ...changes } };
      return { command: { type: 'edit' }, data: { 'envelope.updated': data } };
    }
    const command: Command = { type: 'replace_signer', signerId };
    const decision = decide(stateOf(envelope), command, now.toISOString());
    if (!decision.ok) throw refusalError(decision.refusal);
    if (changes.role !== undefined || order !== undefined) throw notADraft(envelope);
    const was = { name: before.name, email: before.email };
    const is = { name: changes.name ?? was.name, email: changes.email ?? was.email };
    if (is.name !== was.name || is.email !== was.email) {
      const signer = { id: signerId, changes: columns };
      return { command, signer, data: { 'signer.replaced': { was, is } } };
    }
    const named = changes.name !== undefined || changes.email !== undefined;
    if (named && before.disowned_at !== null) return confirmation(signerId, changes);
    // The same person: nobody else is asked again, by a second click least of all.
    if (changes.locale !== undefined && changes.locale !== before.locale) {
      await changeLocale(tx, envelope, signerId, changes.locale, { ...caller, now });
    }
    return null;
  });
}

/** The sender stands by whom somebody disowned: the button was pressed by mistake. */
function confirmation(id: string, { locale }: SignerChanges): Change {
  const command: Command = { type: 'confirm_signer', signerId: id };
  if (locale === undefined) return { command };
  return { command, signer: { id, changes: { locale } }, data: { 'signer.reminded': { locale } } };
}

function requireFields(envelope: Envelope, signerId: string, role: SignerRole | undefined): void {
  const own = envelope.fields.filter(({ signer_id }) => signer_id === signerId);
  const lost = role && own.find(({ type }) => !mayHave(role, type));
  if (lost) throw invalid('role', `a ${role} has no field of type ${lost.type}; remove it first`);
}

async function changeLocale(
  tx: Tx,
  envelope: Envelope,
  signerId: string,
  locale: Locale,
  stamp: AuditStamp,
): Promise<void> {
  await updateEnvelope(tx, envelope, { updated_at: stamp.now.toISOString() });
  await updateSigner(tx, signerId, { locale });
  const data = { changed_signer: { id: signerId, locale } };
  await appendAudit(tx, envelope.id, [{ type: 'envelope.updated', data }], stamp);
}

/** Removes a signer from a draft; returns the envelope. */
export function removeSigner(
  ctx: Context,
  caller: Caller,
  envelopeId: string,
  signerId: string,
): Promise<Envelope> {
  return changeEnvelope(ctx, caller, envelopeId, async (envelope, _now, tx) => {
    const { id, name, email } = signerOf(envelope, signerId);
    await deleteSigner(tx, signerId);
    return {
      command: { type: 'edit' },
      data: { 'envelope.updated': { removed_signer: { id, name, email } } },
    };
  });
}

function notADraft(envelope: Envelope): ApiError {
  return new ApiError('ENVELOPE_STATE_CONFLICT', {
    message: `The envelope is ${envelope.status}; role and order change in a draft alone.`,
    extra: { status: envelope.status },
  });
}
