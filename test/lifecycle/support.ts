import type { Asked } from '../../src/lifecycle/asked.ts';
import type { Decision, LifecycleEvent } from '../../src/lifecycle/decision.ts';
import type {
  EnvelopeState,
  SignerRole,
  SignerState,
  SignerStatus,
} from '../../src/lifecycle/state.ts';

export const SENT = '2026-03-01T12:00:00.000Z';
export const POLICY = { after_days: 3, every_days: 3, max: 3 };
export const NOW = '2026-03-10T12:00:00.000Z';
export const PAST = '2026-03-10T11:59:59.999Z';
export const DEADLINE = '2026-03-20T12:00:00.000Z';
export const LATER = '2026-03-27T12:00:00.000Z';

export function signer(
  id: string,
  status: SignerStatus = 'pending',
  role: SignerRole = 'signer',
  order = 1,
): SignerState {
  return { id, role, status, order, asked: null, undeliverable: false };
}

/** The same, invited when the envelope was sent. */
export function invited(signer: SignerState, changes: Partial<Asked> = {}): SignerState {
  const never = { byHandAt: null, automaticAt: null, automatic: 0, disownedAt: null };
  return { ...signer, asked: { invitedAt: SENT, ...never, ...changes } };
}

/** An envelope of one document that was sent in parallel to nobody, unless said otherwise. */
export function envelope(changes: Partial<EnvelopeState> = {}): EnvelopeState {
  return deepFreeze({
    status: 'sent',
    signingOrder: 'parallel',
    expiresAt: DEADLINE,
    sentAt: SENT,
    reminders: POLICY,
    remindersByHand: 0,
    documentCount: 1,
    signers: [],
    ...changes,
  });
}

/**
 * A decision as one line: `→ status: event, event who` or `✗ CODE (status)`; what a table of
 * expectations is written in.
 */
export function show(decision: Decision): string {
  if (decision.ok) {
    return `→ ${decision.state.status}: ${decision.events.map(showEvent).join(', ')}`;
  }
  const { refusal } = decision;
  return 'status' in refusal ? `✗ ${refusal.code} (${refusal.status})` : `✗ ${refusal.code}`;
}

function showEvent(event: LifecycleEvent): string {
  if ('signerId' in event) return `${event.type} ${event.signerId}`;
  return 'expiresAt' in event ? `${event.type} ${event.expiresAt}` : event.type;
}

/** The state after a decision that must be accepted. */
export function stateAfter(decision: Decision): EnvelopeState {
  if (!decision.ok) throw new Error(`Refused: ${decision.refusal.code}`);
  return decision.state;
}

/** `anna pending, ben signed` */
export function showSigners(state: EnvelopeState): string {
  return state.signers.map(({ id, status }) => `${id} ${status}`).join(', ');
}

/** Freezes all the way down, so that whoever changes it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}
