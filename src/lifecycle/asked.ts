import type { LifecycleEvent } from './decision.ts';
import type { EnvelopeState, SignerState } from './state.ts';

/** When those who are waited for are reminded automatically, counted from their own invitation. */
export type ReminderPolicy = {
  /** Days from the invitation to the first reminder. */
  readonly after_days: number;
  /** Days from one reminder to the next. */
  readonly every_days: number;
  /** How many each signer gets at most; mails about a near deadline do not count. */
  readonly max: number;
};

/** When a signer was asked to act. Times are ISO 8601 in UTC with milliseconds. */
export type Asked = {
  readonly invitedAt: string;
  /** The last reminder that the sender brought about. */
  readonly byHandAt: string | null;
  /** The last mail of the clock's own: a reminder, or that the deadline is near. */
  readonly automaticAt: string | null;
  /** How many automatic reminders there were. */
  readonly automatic: number;
  /** When somebody said that they are not the signer: nothing goes there until it is corrected. */
  readonly disownedAt: string | null;
};

/**
 * Why somebody is reminded: the sender asks for it or stands by who was disowned, the policy, or
 * the deadline that is near.
 */
export type ReminderReason = 'by_hand' | 'confirmed' | 'policy' | 'deadline';

/** When a signer was last asked, however; null where they never were. */
export function lastAskedAt({ asked }: SignerState): string | null {
  if (asked === null) return null;
  const { invitedAt, byHandAt, automaticAt } = asked;
  return [invitedAt, byHandAt ?? '', automaticAt ?? ''].toSorted().at(-1) ?? null;
}

/** The state with what its events say of who was asked when. */
export function noteAsked(
  state: EnvelopeState,
  events: readonly LifecycleEvent[],
  now: string,
): EnvelopeState {
  const signers = state.signers.map((signer) => {
    const own = events.filter((event) => 'signerId' in event && event.signerId === signer.id);
    const asked = own.reduce((before, event) => askedAfter(before, event, now), signer.asked);
    return asked === signer.asked ? signer : { ...signer, asked };
  });
  const sent = events.some(({ type }) => type === 'envelope.sent');
  const byHand = events.some((event) => 'reason' in event && event.reason === 'by_hand');
  return {
    ...state,
    signers,
    sentAt: sent ? now : state.sentAt,
    remindersByHand: state.remindersByHand + (byHand ? 1 : 0),
  };
}

function askedAfter(asked: Asked | null, event: LifecycleEvent, now: string): Asked | null {
  if (event.type === 'signer.replaced') return null;
  if (event.type === 'signer.invited') {
    return { invitedAt: now, byHandAt: null, automaticAt: null, automatic: 0, disownedAt: null };
  }
  if (asked === null) return null;
  if (event.type === 'signer.disowned') return { ...asked, disownedAt: now };
  if (event.type !== 'signer.reminded') return asked;
  if (event.reason === 'by_hand') return { ...asked, byHandAt: now };
  if (event.reason === 'confirmed') return { ...asked, byHandAt: now, disownedAt: null };
  const counted = event.reason === 'policy' ? 1 : 0;
  return { ...asked, automaticAt: now, automatic: asked.automatic + counted };
}
