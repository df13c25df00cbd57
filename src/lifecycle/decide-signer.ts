import { accept, type Decision, type LifecycleEvent, type Refusal, refuse } from './decision.ts';
import {
  currentTurn,
  type EnvelopeState,
  hasActed,
  isAwaited,
  isOpen,
  type SignerState,
  type SignerStatus,
  statusAt,
} from './state.ts';

/** A person presses the button behind a link. One who has acted may come back to read. */
export function decideOpen(state: EnvelopeState, signerId: string, now: string): Decision {
  const status = statusAt(state, now);
  if (!isOpen(status)) return refuse({ code: 'ENVELOPE_STATE_CONFLICT', status });
  const signer = state.signers.find(({ id }) => id === signerId);
  if (!signer) return refuse({ code: 'SIGNER_NOT_FOUND' });
  if (!isAwaited(signer)) return refuse({ code: 'SIGNER_CANNOT_ACT' });
  if (hasActed(signer) || signer.status === 'viewed') {
    return accept(state, [{ type: 'signer.returned', signerId }]);
  }
  if (!isTheirTurn(state, signer)) return refuse({ code: 'NOT_YOUR_TURN' });
  return accept(...opened(state, signer));
}

/** A signer signs, or an approver approves; the last one completes the envelope. */
export function decideAct(state: EnvelopeState, signerId: string, now: string): Decision {
  const found = whoCanAct(state, signerId, now);
  if ('code' in found) return refuse(found);
  const [before, openingEvents] = opened(state, found);
  const acted = found.role === 'approver' ? 'approved' : 'signed';
  const after = withStatus(before, signerId, acted);
  const events: LifecycleEvent[] = [...openingEvents, { type: `signer.${acted}`, signerId }];

  const next = currentTurn(after);
  if (next.length === 0) {
    return accept(completed(after), [...events, { type: 'envelope.completed' }]);
  }
  const alreadyInvited = new Set(currentTurn(before).map(({ id }) => id));
  const invitations = next
    .filter(({ id }) => !alreadyInvited.has(id))
    .map(({ id }) => ({ type: 'signer.invited' as const, signerId: id }));
  return accept(after, [...events, ...invitations]);
}

/** One decline ends the envelope for everybody. */
export function decideDecline(state: EnvelopeState, signerId: string, now: string): Decision {
  const found = whoCanAct(state, signerId, now);
  if ('code' in found) return refuse(found);
  const [before, openingEvents] = opened(state, found);
  return accept({ ...withStatus(before, signerId, 'declined'), status: 'declined' }, [
    ...openingEvents,
    { type: 'signer.declined', signerId },
    { type: 'envelope.declined', signerId },
  ]);
}

/**
 * Somebody with a signer's link says that they are not that signer. It changes nobody's status: who
 * it was is not known, and the signer may still sign with a fresh link.
 */
export function decideDisown(state: EnvelopeState, signerId: string, now: string): Decision {
  const found = whoCanAct(state, signerId, now);
  if ('code' in found) return refuse(found);
  return accept(state, [{ type: 'signer.disowned', signerId }]);
}

/** The sender stands by a signer whom somebody disowned: they are asked again. */
export function decideConfirm(state: EnvelopeState, signerId: string, now: string): Decision {
  const found = whoCanAct(state, signerId, now);
  if ('code' in found) return refuse(found);
  return accept(state, [{ type: 'signer.reminded', signerId, reason: 'confirmed' }]);
}

/**
 * The signer who may act now, or why not. Having acted comes first: a second press is told so
 * whatever became of the envelope since.
 */
export function whoCanAct(
  state: EnvelopeState,
  signerId: string,
  now: string,
): SignerState | Refusal {
  const status = statusAt(state, now);
  const signer = state.signers.find(({ id }) => id === signerId);
  if (state.status !== 'draft' && signer && hasActed(signer)) {
    return { code: 'SIGNER_ALREADY_ACTED' };
  }
  if (!isOpen(status)) return { code: 'ENVELOPE_STATE_CONFLICT', status };
  if (!signer) return { code: 'SIGNER_NOT_FOUND' };
  if (!isAwaited(signer)) return { code: 'SIGNER_CANNOT_ACT' };
  if (!isTheirTurn(state, signer)) return { code: 'NOT_YOUR_TURN' };
  return signer;
}

function isTheirTurn(state: EnvelopeState, signer: SignerState): boolean {
  return currentTurn(state).some(({ id }) => id === signer.id);
}

// An act without an opening before it records the opening first, so that the trail has no gap.
function opened(state: EnvelopeState, signer: SignerState): [EnvelopeState, LifecycleEvent[]] {
  if (signer.status !== 'pending') return [state, []];
  const events: LifecycleEvent[] = [{ type: 'signer.viewed', signerId: signer.id }];
  if (state.status === 'sent') events.push({ type: 'envelope.opened' });
  return [{ ...withStatus(state, signer.id, 'viewed'), status: 'in_progress' }, events];
}

function completed(state: EnvelopeState): EnvelopeState {
  const signers = state.signers.map((signer) =>
    signer.role === 'cc' ? { ...signer, status: 'copied' as const } : signer,
  );
  return { ...state, status: 'completed', signers };
}

function withStatus(state: EnvelopeState, signerId: string, status: SignerStatus): EnvelopeState {
  const signers = state.signers.map((signer) =>
    signer.id === signerId ? { ...signer, status } : signer,
  );
  return { ...state, signers };
}
