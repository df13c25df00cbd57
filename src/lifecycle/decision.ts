import type { ReminderReason } from './asked.ts';
import type { EnvelopeState, EnvelopeStatus } from './state.ts';

/** What somebody wants of an envelope. Times are ISO 8601 in UTC with milliseconds. */
export type Command =
  | { type: 'edit' }
  | { type: 'delete' }
  | { type: 'send'; expiresAt: string }
  | { type: 'open'; signerId: string }
  | { type: 'act'; signerId: string }
  | { type: 'decline'; signerId: string }
  | { type: 'disown'; signerId: string }
  | { type: 'expire' }
  | { type: 'void' }
  | { type: 'remind' }
  /** `at` is a time of the policy; `invitedAt` tells for which invitation. */
  | { type: 'remind_by_policy'; signerId: string; invitedAt: string; at: string }
  /** That this deadline is near. */
  | { type: 'warn'; expiresAt: string }
  /** That somebody disowned is the right person after all. */
  | { type: 'confirm_signer'; signerId: string }
  | { type: 'extend'; expiresAt: string }
  | { type: 'replace_signer'; signerId: string };

/** What has happened, in order. The names are those of the audit trail. */
export type LifecycleEvent =
  | { type: 'envelope.updated' }
  | { type: 'envelope.deleted' }
  | { type: 'envelope.sent'; expiresAt: string }
  | { type: 'signer.invited'; signerId: string }
  | { type: 'envelope.opened' }
  | { type: 'signer.viewed'; signerId: string }
  | { type: 'signer.returned'; signerId: string }
  | { type: 'signer.signed'; signerId: string }
  | { type: 'signer.approved'; signerId: string }
  | { type: 'signer.declined'; signerId: string }
  | { type: 'signer.disowned'; signerId: string }
  | { type: 'signer.reminded'; signerId: string; reason: ReminderReason }
  | { type: 'signer.replaced'; signerId: string }
  | { type: 'envelope.completed' }
  | { type: 'envelope.declined'; signerId: string }
  | { type: 'envelope.expired' }
  | { type: 'envelope.voided' }
  | { type: 'envelope.extended'; expiresAt: string };

/** Why not. Codes are those of the error catalogue, or explained where they become one. */
export type Refusal =
  | { code: 'ENVELOPE_STATE_CONFLICT'; status: EnvelopeStatus }
  | { code: 'SIGNER_NOT_FOUND' }
  | { code: 'SIGNER_CANNOT_ACT' }
  | { code: 'SIGNER_ALREADY_ACTED' }
  | { code: 'NOT_YOUR_TURN' }
  | { code: 'NO_DOCUMENTS' }
  | { code: 'NO_SIGNERS' }
  | { code: 'DEADLINE_INVALID' }
  | { code: 'DEADLINE_NOT_REACHED' }
  | { code: 'REMINDER_TOO_SOON'; canRemindAt: string | null }
  | { code: 'SIGNER_DISOWNED' }
  | { code: 'REMINDER_LIMIT_REACHED' }
  | { code: 'REMINDER_NOT_DUE' }
  | { code: 'REMINDER_POSTPONED' };

export type Decision =
  | { ok: true; state: EnvelopeState; events: readonly LifecycleEvent[] }
  | { ok: false; refusal: Refusal };

export function refuse(refusal: Refusal): Decision {
  return { ok: false, refusal };
}

export function accept(state: EnvelopeState, events: readonly LifecycleEvent[]): Decision {
  return { ok: true, state, events };
}
