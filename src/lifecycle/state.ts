import type { Asked, ReminderPolicy } from './asked.ts';

/** The seven statuses of an envelope; the last four are final. */
export type EnvelopeStatus =
  | 'draft'
  | 'sent'
  | 'in_progress'
  | 'completed'
  | 'declined'
  | 'expired'
  | 'voided';

export type SignerRole = 'signer' | 'approver' | 'cc';

export type SignerStatus = 'pending' | 'viewed' | 'signed' | 'approved' | 'copied' | 'declined';

export type SigningOrder = 'parallel' | 'sequential';

export type SignerState = {
  readonly id: string;
  readonly role: SignerRole;
  readonly status: SignerStatus;
  /** Turn in a sequential envelope; equal values act as a group. */
  readonly order: number;
  /** null until they are invited, and for a new person in their place. */
  readonly asked: Asked | null;
  /** Whether the last mail was refused for good: nothing automatic goes there then. */
  readonly undeliverable: boolean;
};

/** All that a decision depends on, and nothing else. */
export type EnvelopeState = {
  readonly status: EnvelopeStatus;
  readonly signingOrder: SigningOrder;
  /** ISO 8601 in UTC; null while a draft counts days from sending. */
  readonly expiresAt: string | null;
  readonly sentAt: string | null;
  /** null: nobody is reminded automatically. */
  readonly reminders: ReminderPolicy | null;
  /** How often the sender has had reminders sent by hand. */
  readonly remindersByHand: number;
  readonly documentCount: number;
  readonly signers: readonly SignerState[];
};

/** Whether the envelope waits for its signers. */
export function isOpen(status: EnvelopeStatus): boolean {
  return status === 'sent' || status === 'in_progress';
}

/** Whether an envelope waits for this one: everybody but those who only get copies. */
export function isAwaited(signer: SignerState): boolean {
  return signer.role !== 'cc';
}

/** Whether the signer has signed, approved or declined. */
export function hasActed(signer: SignerState): boolean {
  return signer.status === 'signed' || signer.status === 'approved' || signer.status === 'declined';
}

/** The status as of `now`: an open envelope past its deadline counts as expired at once. */
export function statusAt(state: EnvelopeState, now: string): EnvelopeStatus {
  return isOpen(state.status) && state.expiresAt !== null && now >= state.expiresAt
    ? 'expired'
    : state.status;
}

/** Those whose turn it is: in parallel everybody who has not acted, else the first such group. */
export function currentTurn(state: EnvelopeState): readonly SignerState[] {
  const waiting = state.signers.filter((signer) => isAwaited(signer) && !hasActed(signer));
  if (state.signingOrder === 'parallel') return waiting;
  const first = Math.min(...waiting.map((signer) => signer.order));
  return waiting.filter((signer) => signer.order === first);
}

/** Those who have been asked so far: everybody who has acted, and those whose turn it is. */
export function invitedSigners(state: EnvelopeState): readonly SignerState[] {
  const turn = new Set(currentTurn(state).map((signer) => signer.id));
  return state.signers.filter(
    (signer) => isAwaited(signer) && (hasActed(signer) || turn.has(signer.id)),
  );
}
