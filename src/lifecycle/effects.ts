import type { ReminderReason } from './asked.ts';
import { warningFor } from './decide-remind.ts';
import type { LifecycleEvent } from './decision.ts';
import { type EnvelopeState, invitedSigners } from './state.ts';

/** What must follow an event, as data; the use case turns each into outbox rows and updates. */
export type Effect =
  | { type: 'mail_invitation'; signerId: string; reason: 'invited' | ReminderReason }
  /** Of the policy: the first after an invitation, or the next. */
  | { type: 'schedule_reminder'; signerId: string; first: boolean }
  | { type: 'mail_end_notice'; signerId: string }
  | { type: 'mail_sender_notice' }
  | { type: 'schedule_expiry'; at: string }
  /** Of the mail that this deadline is near. */
  | { type: 'schedule_warning'; at: string; expiresAt: string }
  | { type: 'finish_documents' }
  | { type: 'make_report' }
  | { type: 'end_all_links' }
  | { type: 'end_signer_links'; signerId: string; because: 'replaced' | 'disowned' }
  | { type: 'mail_disowned'; signerId: string }
  /** To the one who was, whose place somebody else has now. */
  | { type: 'mail_replaced'; signerId: string };

/**
 * The effects of one event.
 *
 * @param before the state before the command: it tells who had been invited
 */
export function effectsOf(event: LifecycleEvent, before: EnvelopeState): readonly Effect[] {
  switch (event.type) {
    case 'envelope.sent':
    case 'envelope.extended':
      return [
        { type: 'schedule_expiry', at: event.expiresAt },
        { type: 'schedule_warning', at: warningFor(event.expiresAt), expiresAt: event.expiresAt },
      ];
    case 'signer.invited':
      return [
        { type: 'mail_invitation', signerId: event.signerId, reason: 'invited' },
        { type: 'schedule_reminder', signerId: event.signerId, first: true },
      ];
    case 'signer.reminded':
      return reminded(event.signerId, event.reason);
    case 'signer.replaced':
      return replaced(before, event.signerId);
    case 'signer.disowned':
      return [
        { type: 'end_signer_links', signerId: event.signerId, because: 'disowned' },
        { type: 'mail_disowned', signerId: event.signerId },
      ];
    case 'envelope.completed':
      return [{ type: 'end_all_links' }, { type: 'finish_documents' }];
    case 'envelope.declined':
      return ended(before, event.signerId);
    case 'envelope.expired':
    case 'envelope.voided':
      return ended(before, null);
    case 'envelope.updated':
    case 'envelope.deleted':
    case 'envelope.opened':
    case 'signer.viewed':
    case 'signer.returned':
    case 'signer.signed':
    case 'signer.approved':
    case 'signer.declined':
      return [];
  }
}

// Not to somebody who has said themselves that it was not for them.
function replaced({ signers }: EnvelopeState, signerId: string): readonly Effect[] {
  const ended = { type: 'end_signer_links' as const, signerId, because: 'replaced' as const };
  const was = signers.find(({ id }) => id === signerId);
  const hears = was?.asked && was.asked.disownedAt === null;
  return hears ? [ended, { type: 'mail_replaced', signerId }] : [ended];
}

function reminded(signerId: string, reason: ReminderReason): readonly Effect[] {
  const mail = { type: 'mail_invitation' as const, signerId, reason };
  return reason === 'policy'
    ? [mail, { type: 'schedule_reminder', signerId, first: false }]
    : [mail];
}

// Whoever was asked hears of the end, but not the one who brought it about; the sender always.
function ended(before: EnvelopeState, causedBy: string | null): readonly Effect[] {
  const notices = invitedSigners(before)
    .filter(({ id }) => id !== causedBy)
    .map(({ id }) => ({ type: 'mail_end_notice' as const, signerId: id }));
  return [
    { type: 'end_all_links' },
    ...notices,
    { type: 'mail_sender_notice' },
    { type: 'make_report' },
  ];
}
