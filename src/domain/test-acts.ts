import type { Context } from '../context.ts';
import { type Field, setFieldValue } from '../db/fields.ts';
import { endNewestLink } from '../db/links.ts';
import { dropWaiting } from '../db/outbox.ts';
import type { Signer } from '../db/signers.ts';
import { whoCanAct } from '../lifecycle/decide-signer.ts';
import { holdEnvelope, loadEnvelope, signerOf } from './access.ts';
import { appendAudit, NOWHERE } from './audit.ts';
import type { Actor, Caller } from './caller.ts';
import { changeEnvelope } from './change-envelope.ts';
import { currentConsent } from './consent.ts';
import { type Envelope, localeOf, stateOf } from './envelope.ts';
import type { FieldInput } from './fill-fields.ts';
import type { Ink } from './ink.ts';
import { noteUndeliverable } from './note-delivery.ts';
import { refusalError } from './refusal.ts';
import { signingChange } from './signing-change.ts';
import { tenantNow } from './tenant-time.ts';

type Played = { envelope_id: string; signer_id: string };

const REFUSED = { reason: 'refused' as const, response: '550 5.1.1 refused by a test act' };

/**
 * Signs, or approves for an approver, as if the signer had: with the name as typed signature, and
 * something plausible in required fields that are not given.
 *
 * @throws ApiError ENVELOPE_NOT_FOUND, SIGNER_NOT_FOUND, VALIDATION_FAILED, SIGNER_ALREADY_ACTED,
 *   NOT_YOUR_TURN, ENVELOPE_STATE_CONFLICT
 */
export function playSign(
  ctx: Context,
  caller: Caller,
  { envelope_id, signer_id, fields: given = [] }: Played & { fields?: readonly FieldInput[] },
): Promise<Envelope> {
  const by = played(caller, signer_id);
  return changeEnvelope(ctx, by, envelope_id, async (envelope, now, tx) => {
    const signer = signerOf(envelope, signer_id);
    const own = envelope.fields.filter((field) => field.signer_id === signer.id);
    const role = signer.role === 'approver' ? 'approver' : 'signer';
    const ink = inkOf(signer);
    const initials = own.some(({ type }) => type === 'initials') ? ink : null;
    const input = {
      consent_version: currentConsent(role, localeOf(envelope, signer)).version,
      initials,
      fields: [...given, ...plausible(own, given)],
    };
    const act = { envelope, signer, way: { documentsFetched: [] } };
    const signature = role === 'signer' ? ink : null;
    const change = signingChange(act, input, { signature, initials }, now);
    for (const { id, value } of change.filled) await setFieldValue(tx, id, value);
    return change;
  });
}

/** Declines as if the signer had. Throws as {@link playSign}. */
export function playDecline(
  ctx: Context,
  caller: Caller,
  { envelope_id, signer_id, reason }: Played & { reason: string },
): Promise<Envelope> {
  return changeEnvelope(ctx, played(caller, signer_id), envelope_id, (envelope) => ({
    command: { type: 'decline', signerId: signerOf(envelope, signer_id).id },
    envelope: { decline_reason: reason },
    data: { 'signer.declined': { reason } },
  }));
}

/**
 * Has the last mail to a signer who is waited for come back, as if its server had refused it for
 * good: its link is dead, the signer cannot be reached, and the sender is told. A mail that waits
 * to go out does not go. Throws as {@link playSign}.
 */
export function playBounce(
  ctx: Context,
  caller: Caller,
  { envelope_id: envelopeId, signer_id: signerId }: Played,
): Promise<Envelope> {
  const { tenant, actor } = played(caller, signerId);
  return ctx.transact(async (tx) => {
    const envelope = await holdEnvelope(tx, tenant, envelopeId);
    const now = await tenantNow(ctx, tx, tenant);
    const at = now.toISOString();
    signerOf(envelope, signerId);
    const found = whoCanAct(stateOf(envelope), signerId, at);
    if ('code' in found) throw refusalError(found);
    const end = { last_error: 'refused by a test act', done_at: at };
    const waiting = await dropWaiting(tx, `mail.invitation:${signerId}:`, end);
    if (waiting === 0) {
      await endNewestLink(tx, { envelopeId, signerId }, { ended_at: at, ended_by: 'not_sent' });
    }
    const stamp = { actor, origin: NOWHERE, now };
    const data = { mail: 'mail.invitation', recipient: signerId, ...REFUSED };
    await appendAudit(tx, envelopeId, [{ type: 'mail.failed', signerId, data }], stamp);
    await noteUndeliverable(tx, { tenant, envelopeId, signerId }, REFUSED, stamp);
    return loadEnvelope(tx, tenant, envelopeId);
  });
}

// The trail says that no signer was there: neither their address of the network nor their browser.
function played({ tenant, actor: by }: Caller, signer_id: string) {
  const actor: Actor = { type: 'test_act', signer_id, by };
  return { tenant, actor, origin: NOWHERE };
}

function inkOf({ name }: Signer): Ink {
  return { kind: 'typed', text: name, font: 'formal', image: null };
}

function plausible(own: readonly Field[], given: readonly FieldInput[]): FieldInput[] {
  const left = own.filter(
    ({ id, required }) => required === 1 && !given.some((each) => each.id === id),
  );
  return left.flatMap(({ id, type }): FieldInput[] => {
    if (type === 'checkbox') return [{ id, value: true }];
    return type === 'text' ? [{ id, value: 'Test' }] : [];
  });
}
