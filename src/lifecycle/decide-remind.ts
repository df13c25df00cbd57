import { lastAskedAt, type ReminderPolicy, type ReminderReason } from './asked.ts';
import { accept, type Command, type Decision, refuse } from './decision.ts';
import { currentTurn, type EnvelopeState, isOpen, type SignerState, statusAt } from './state.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** Reminders by hand are this far apart, and from an invitation. */
const APART_MS = HOUR_MS;
const BY_HAND_MAX = 10;
/** How long before the deadline those who are waited for are told that it is near. */
const WARNING_MS = DAY_MS;
/** An envelope that runs no longer than this has no such mail. */
const SHORT_MS = 2 * DAY_MS;
/** So close before that mail there is no other reminder; less than a day, for clocks that lag. */
const CLOSE_MS = 23 * HOUR_MS;

type Scheduled = Extract<Command, { type: 'remind_by_policy' }>;
type Warning = Extract<Command, { type: 'warn' }>;

/**
 * The sender has those reminded who are waited for, save who was asked within the hour, and who was
 * disowned: a link must not reach the same wrong person again because others are slow.
 */
export function decideRemind(state: EnvelopeState, now: string): Decision {
  const status = statusAt(state, now);
  if (!isOpen(status)) return refuse({ code: 'ENVELOPE_STATE_CONFLICT', status });
  if (state.remindersByHand >= BY_HAND_MAX) return refuse({ code: 'REMINDER_LIMIT_REACHED' });
  const reachable = currentTurn(state).filter(isOwn);
  if (reachable.length === 0) return refuse({ code: 'SIGNER_DISOWNED' });
  const due = reachable.filter((signer) => earliest(signer) <= now);
  if (due.length > 0) return reminded(state, due, 'by_hand');
  return refuse({ code: 'REMINDER_TOO_SOON', canRemindAt: canRemindAt(state) });
}

/**
 * From when on somebody can be reminded by hand, which may be in the past; null where nobody can
 * any more, or not yet.
 */
export function canRemindAt(state: EnvelopeState): string | null {
  if (!isOpen(state.status) || state.remindersByHand >= BY_HAND_MAX) return null;
  const first = currentTurn(state).filter(isOwn).map(earliest).toSorted()[0];
  if (first === undefined || (state.expiresAt !== null && first >= state.expiresAt)) return null;
  return first === '' ? state.sentAt : first;
}

function isOwn({ asked }: SignerState): boolean {
  return !asked?.disownedAt;
}

function earliest(signer: SignerState): string {
  const last = lastAskedAt(signer);
  return last === null ? '' : later(last, APART_MS);
}

/**
 * A signer's next reminder of the policy: the first of its times that is still to come. Times that
 * passed unused, while no process ran, are not made up for.
 */
export function nextReminderAt(policy: ReminderPolicy, invitedAt: string, now: string): string {
  const first = Date.parse(invitedAt) + policy.after_days * DAY_MS;
  const every = policy.every_days * DAY_MS;
  const passed = Math.max(0, Math.floor((Date.parse(now) - first) / every) + 1);
  return new Date(first + passed * every).toISOString();
}

/** Reminds one signer at a time of the policy: REMINDER_POSTPONED leaves it to the next time. */
export function decideRemindByPolicy(
  state: EnvelopeState,
  { signerId, invitedAt, at }: Scheduled,
  now: string,
): Decision {
  const status = statusAt(state, now);
  if (!isOpen(status)) return refuse({ code: 'ENVELOPE_STATE_CONFLICT', status });
  const signer = currentTurn(state).find(({ id }) => id === signerId);
  const { reminders } = state;
  if (!signer?.asked || !reminders || signer.asked.invitedAt !== invitedAt || now < at) {
    return refuse({ code: 'REMINDER_NOT_DUE' });
  }
  const { automatic, automaticAt, byHandAt, disownedAt } = signer.asked;
  if (automatic >= reminders.max) return refuse({ code: 'REMINDER_NOT_DUE' });
  const had = automaticAt !== null && automaticAt >= at;
  const warning = warningAt(state);
  const close = warning !== null && now > later(warning, -CLOSE_MS);
  const lost = disownedAt !== null || signer.undeliverable;
  if (had || close || lost || isWithinDay(byHandAt, now)) {
    return refuse({ code: 'REMINDER_POSTPONED' });
  }
  return reminded(state, [signer], 'policy');
}

/** When the near deadline is told; null in an envelope that has no deadline or a short one. */
function warningAt({ sentAt, expiresAt }: EnvelopeState): string | null {
  if (sentAt === null || expiresAt === null) return null;
  const runsMs = Date.parse(expiresAt) - Date.parse(sentAt);
  return runsMs > SHORT_MS ? warningFor(expiresAt) : null;
}

/** When the nearness of a deadline is told, in an envelope that is long enough for it. */
export function warningFor(expiresAt: string): string {
  return later(expiresAt, -WARNING_MS);
}

/** Tells those who are waited for that the deadline is near, save who was asked within the day. */
export function decideWarn(state: EnvelopeState, { expiresAt }: Warning, now: string): Decision {
  const status = statusAt(state, now);
  if (!isOpen(status)) return refuse({ code: 'ENVELOPE_STATE_CONFLICT', status });
  const at = warningAt(state);
  if (at === null || state.expiresAt !== expiresAt || now < at) {
    return refuse({ code: 'REMINDER_NOT_DUE' });
  }
  const due = currentTurn(state).filter(
    ({ asked, undeliverable }) =>
      asked !== null &&
      asked.disownedAt === null &&
      !undeliverable &&
      !isWithinDay(asked.invitedAt, now) &&
      !isWithinDay(asked.byHandAt, now) &&
      (asked.automaticAt === null || asked.automaticAt < at),
  );
  return due.length > 0 ? reminded(state, due, 'deadline') : refuse({ code: 'REMINDER_NOT_DUE' });
}

function reminded(
  state: EnvelopeState,
  signers: readonly SignerState[],
  reason: ReminderReason,
): Decision {
  return accept(
    state,
    signers.map(({ id }) => ({ type: 'signer.reminded', signerId: id, reason })),
  );
}

function isWithinDay(at: string | null, now: string): boolean {
  return at !== null && now < later(at, DAY_MS);
}

function later(at: string, milliseconds: number): string {
  return new Date(Date.parse(at) + milliseconds).toISOString();
}
