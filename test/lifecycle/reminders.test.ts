import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Asked } from '../../src/lifecycle/asked.ts';
import { decide } from '../../src/lifecycle/decide.ts';
import { canRemindAt, nextReminderAt } from '../../src/lifecycle/decide-remind.ts';
import type { EnvelopeState } from '../../src/lifecycle/state.ts';
import { eventsOf, holds, RUNS } from './stories.ts';
import {
  DEADLINE,
  envelope,
  invited,
  LATER,
  NOW,
  POLICY,
  SENT,
  show,
  signer,
  stateAfter,
} from './support.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const plus = (at: string, milliseconds: number) =>
  new Date(Date.parse(at) + milliseconds).toISOString();

const sent = (asked: Partial<Asked> = {}, changes: Partial<EnvelopeState> = {}) =>
  envelope({ signers: [invited(signer('anna'), asked)], ...changes });

describe('a reminder by hand', () => {
  const remind = (state: EnvelopeState, now: string) =>
    show(decide(state, { type: 'remind' }, now));
  const REMINDED = '→ sent: signer.reminded anna';

  it.each([
    ['the invitation', { invitedAt: NOW }],
    ['the last one', { byHandAt: NOW }],
    ['one that came by itself', { automaticAt: NOW }],
  ])('comes no sooner than an hour after %s', (_what, asked) => {
    const state = sent(asked);
    expect(decide(state, { type: 'remind' }, plus(NOW, HOUR - 1))).toEqual({
      ok: false,
      refusal: { code: 'REMINDER_TOO_SOON', canRemindAt: plus(NOW, HOUR) },
    });
    expect(canRemindAt(state)).toBe(plus(NOW, HOUR));
    expect(remind(state, plus(NOW, HOUR))).toBe(REMINDED);
  });

  it('comes ten times and no more', () => {
    let state = sent();
    for (let count = 0; count < 10; count += 1) {
      const decision = decide(state, { type: 'remind' }, plus(NOW, count * HOUR));
      expect(show(decision), String(count)).toBe(REMINDED);
      state = stateAfter(decision);
    }
    expect(state.remindersByHand).toBe(10);
    expect(canRemindAt(state)).toBeNull();
    expect(remind(state, plus(NOW, 2 * DAY))).toBe('✗ REMINDER_LIMIT_REACHED');
  });

  it('counts once however many it reaches, and leaves out who was asked within the hour', () => {
    const people = ['anna', 'ben', 'ciro'].map((id) => invited(signer(id)));
    const recent = invited(signer('dora'), { invitedAt: NOW });
    const decision = decide(
      envelope({ signers: [...people, recent, signer('carl', 'pending', 'cc')] }),
      { type: 'remind' },
      NOW,
    );
    expect(show(decision)).toBe(
      '→ sent: signer.reminded anna, signer.reminded ben, signer.reminded ciro',
    );
    expect(stateAfter(decision).remindersByHand).toBe(1);
  });

  it('leaves out who was disowned, and is refused where nobody else is waited for', () => {
    const ben = invited(signer('ben'), { disownedAt: SENT });
    const both = envelope({ signers: [invited(signer('anna')), ben] });
    expect(remind(both, NOW)).toBe(REMINDED);
    const alone = envelope({ signers: [ben] });
    expect(remind(alone, NOW)).toBe('✗ SIGNER_DISOWNED');
    expect(canRemindAt(alone)).toBeNull();
    const confirmed = decide(alone, { type: 'confirm_signer', signerId: 'ben' }, NOW);
    expect(remind(stateAfter(confirmed), plus(NOW, HOUR - 1))).toBe('✗ REMINDER_TOO_SOON');
    expect(remind(stateAfter(confirmed), plus(NOW, HOUR))).toBe('→ sent: signer.reminded ben');
    expect(stateAfter(confirmed).remindersByHand).toBe(0);
  });

  it('is not announced for a time at which the envelope has ended', () => {
    expect(canRemindAt(sent({ byHandAt: plus(DEADLINE, -HOUR) }))).toBeNull();
    expect(canRemindAt(sent({ byHandAt: plus(DEADLINE, -HOUR - 1) }))).toBe(plus(DEADLINE, -1));
    for (const status of ['draft', 'completed', 'declined', 'expired', 'voided'] as const) {
      expect(canRemindAt(sent({}, { status })), status).toBeNull();
    }
  });
});

describe('the times of the policy', () => {
  it('count from the invitation, and the next is always to come', () => {
    const next = (now: string) => nextReminderAt({ ...POLICY, every_days: 2 }, SENT, now);
    expect(next(SENT)).toBe(plus(SENT, 3 * DAY));
    expect(next(plus(SENT, 3 * DAY - 1))).toBe(plus(SENT, 3 * DAY));
    expect(next(plus(SENT, 3 * DAY))).toBe(plus(SENT, 5 * DAY));
    expect(next(plus(SENT, 60 * DAY))).toBe(plus(SENT, 61 * DAY));
  });

  it('are never past, nor further away than one step', () => {
    const days = fc.integer({ min: 1, max: 90 });
    const anyTime = fc.integer({ min: 0, max: 400 * DAY });
    fc.assert(
      fc.property(days, days, anyTime, (after_days, every_days, passed) => {
        const now = plus(SENT, passed);
        const at = Date.parse(nextReminderAt({ after_days, every_days, max: 3 }, SENT, now));
        const first = Date.parse(SENT) + after_days * DAY;
        expect(at).toBeGreaterThan(Date.parse(now));
        expect((at - first) % (every_days * DAY)).toBe(0);
        if (at > first) expect(at - Date.parse(now)).toBeLessThanOrEqual(every_days * DAY);
      }),
      RUNS,
    );
  });
});

describe('a reminder of the policy', () => {
  const remind = (state: EnvelopeState, now = NOW, at = now, invitedAt = SENT) =>
    show(decide(state, { type: 'remind_by_policy', signerId: 'anna', invitedAt, at }, now));
  const REMINDED = '→ sent: signer.reminded anna';
  const NOT_DUE = '✗ REMINDER_NOT_DUE';
  const POSTPONED = '✗ REMINDER_POSTPONED';

  it('comes at its time and not before', () => {
    expect(remind(sent(), plus(NOW, -1), NOW)).toBe(NOT_DUE);
    expect(remind(sent(), NOW)).toBe(REMINDED);
    expect(remind(sent(), plus(NOW, DAY), NOW)).toBe(REMINDED);
  });

  it('comes once for a time, and as often as the policy says', () => {
    const once = decide(
      sent(),
      { type: 'remind_by_policy', signerId: 'anna', invitedAt: SENT, at: NOW },
      NOW,
    );
    expect(remind(stateAfter(once), plus(NOW, 1), NOW)).toBe(POSTPONED);
    expect(remind(sent({ automaticAt: NOW }), NOW)).toBe(POSTPONED);
    expect(remind(sent({ automatic: 2 }))).toBe(REMINDED);
    expect(remind(sent({ automatic: 3 }))).toBe(NOT_DUE);
    expect(remind(sent({}, { reminders: null }))).toBe(NOT_DUE);
  });

  it('never reaches who has acted, whose turn has not come, or who has another’s place', () => {
    const acted = envelope({ signers: [invited(signer('anna', 'signed')), signer('ben')] });
    expect(remind(acted)).toBe(NOT_DUE);
    const early = envelope({
      signingOrder: 'sequential',
      signers: [signer('anna', 'pending', 'signer', 2), invited(signer('ben'))],
    });
    expect(remind(early)).toBe(NOT_DUE);
    expect(remind(sent({ invitedAt: plus(SENT, 1) }))).toBe(NOT_DUE);
  });

  it('waits for its next time within a day of one by hand', () => {
    expect(remind(sent({ byHandAt: plus(NOW, 1 - DAY) }))).toBe(POSTPONED);
    expect(remind(sent({ byHandAt: plus(NOW, -DAY) }))).toBe(REMINDED);
  });

  it('waits where the mail about the deadline is near or was', () => {
    const warning = plus(DEADLINE, -DAY);
    expect(remind(sent(), plus(warning, -23 * HOUR))).toBe(REMINDED);
    expect(remind(sent(), plus(warning, 1 - 23 * HOUR))).toBe(POSTPONED);
    expect(remind(sent(), plus(DEADLINE, -1))).toBe(POSTPONED);
  });

  it('comes until the end where there is no such mail', () => {
    const short = { sentAt: plus(DEADLINE, -2 * DAY) };
    expect(remind(sent({}, short), plus(DEADLINE, -1))).toBe(REMINDED);
  });

  it('waits while mail does not reach the signer; one by hand does not', () => {
    const lost = envelope({ signers: [{ ...invited(signer('anna')), undeliverable: true }] });
    expect(remind(lost)).toBe(POSTPONED);
    expect(show(decide(lost, { type: 'remind' }, NOW))).toBe(REMINDED);
  });

  it('waits while the signer is disowned, until the sender confirms them', () => {
    expect(remind(sent({ disownedAt: plus(SENT, 1) }))).toBe(POSTPONED);
    const disowned = stateAfter(decide(sent(), { type: 'disown', signerId: 'anna' }, NOW));
    const confirm = { type: 'confirm_signer' as const, signerId: 'anna' };
    const confirmed = stateAfter(decide(disowned, confirm, plus(NOW, HOUR)));
    expect(remind(disowned, plus(NOW, 3 * DAY))).toBe(POSTPONED);
    expect(remind(confirmed, plus(NOW, 3 * DAY))).toBe(REMINDED);
  });
});

describe('the mail about a near deadline', () => {
  const AT = plus(DEADLINE, -DAY);
  const warn = (state: EnvelopeState, now = AT, expiresAt = DEADLINE) =>
    show(decide(state, { type: 'warn', expiresAt }, now));
  const NOT_DUE = '✗ REMINDER_NOT_DUE';

  it('comes one day before, once, to those who are waited for', () => {
    const people = envelope({
      signers: [
        invited(signer('anna', 'signed')),
        invited(signer('ben', 'viewed', 'approver')),
        signer('carl', 'pending', 'cc'),
      ],
    });
    expect(warn(people, plus(AT, -1))).toBe(NOT_DUE);
    expect(warn(people)).toBe('→ sent: signer.reminded ben');
    const told = stateAfter(decide(people, { type: 'warn', expiresAt: DEADLINE }, AT));
    expect(warn(told, plus(AT, 1))).toBe(NOT_DUE);
    expect(told.signers[1]?.asked).toMatchObject({ automatic: 0, automaticAt: AT });
  });

  it('needs an envelope that runs for more than two days', () => {
    expect(warn(sent({}, { sentAt: plus(DEADLINE, -2 * DAY) }))).toBe(NOT_DUE);
    expect(warn(sent({}, { sentAt: plus(DEADLINE, -2 * DAY - 1) }))).toMatch(/reminded anna$/);
  });

  it('is silent for who was invited or reminded by hand within the day, disowned or out of reach', () => {
    expect(warn(sent({ invitedAt: plus(AT, 1 - DAY) }))).toBe(NOT_DUE);
    expect(warn(sent({ byHandAt: plus(AT, 1 - DAY) }))).toBe(NOT_DUE);
    expect(warn(sent({ disownedAt: SENT }))).toBe(NOT_DUE);
    const lost = { ...invited(signer('anna')), undeliverable: true };
    expect(warn(envelope({ signers: [lost] }))).toBe(NOT_DUE);
    expect(warn(sent({ byHandAt: plus(AT, -DAY) }))).toMatch(/reminded anna$/);
  });

  it('moves with the deadline', () => {
    const told = stateAfter(decide(sent(), { type: 'warn', expiresAt: DEADLINE }, AT));
    const extended = stateAfter(decide(told, { type: 'extend', expiresAt: LATER }, plus(AT, HOUR)));
    expect(warn(extended, plus(AT, HOUR), DEADLINE)).toBe(NOT_DUE);
    expect(warn(extended, plus(LATER, -DAY), DEADLINE)).toBe(NOT_DUE);
    expect(warn(extended, plus(LATER, -DAY), LATER)).toMatch(/reminded anna$/);
  });
});

it('whatever happens, nobody is reminded by hand twice within an hour, nor by policy too often', () => {
  let byPolicy = 0;
  let byHand = 0;
  holds((steps) => {
    const last = new Map<string, string>();
    const counts = new Map<string, number>();
    for (const { now, ...step } of steps) {
      for (const event of eventsOf({ now, ...step })) {
        if (event.type === 'signer.invited') counts.set(event.signerId, 0);
        if (event.type === 'signer.reminded' && event.reason === 'by_hand') {
          byHand += 1;
          const before = last.get(event.signerId);
          if (before) expect(Date.parse(now) - Date.parse(before)).toBeGreaterThanOrEqual(HOUR);
        }
        if (event.type === 'signer.reminded' && event.reason === 'policy') {
          byPolicy += 1;
          const count = 1 + (counts.get(event.signerId) ?? 0);
          counts.set(event.signerId, count);
          expect(count).toBeLessThanOrEqual(2);
        }
        if (event.type === 'signer.reminded' || event.type === 'signer.invited') {
          last.set(event.signerId, now);
        }
      }
    }
  });
  expect(byHand).toBeGreaterThan(50);
  expect(byPolicy).toBeGreaterThan(5);
});
