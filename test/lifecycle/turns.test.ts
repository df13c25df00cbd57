import { describe, expect, it } from 'vitest';
import { decide } from '../../src/lifecycle/decide.ts';
import type { Command } from '../../src/lifecycle/decision.ts';
import type { EnvelopeState } from '../../src/lifecycle/state.ts';
import {
  DEADLINE,
  envelope,
  invited,
  LATER,
  NOW,
  SENT,
  show,
  signer,
  stateAfter,
} from './support.ts';

const act = (signerId: string): Command => ({ type: 'act', signerId });
const open = (signerId: string): Command => ({ type: 'open', signerId });

/** The decision after those commands were accepted one by one. */
function afterCommands(state: EnvelopeState, ...commands: Command[]): EnvelopeState {
  return commands.reduce((now, command) => stateAfter(decide(now, command, NOW)), state);
}

describe('in sequence, anna at 1, ben and ciro at 2, dora at 5', () => {
  // Not in the order of their turns, and somebody who only gets a copy before all of them.
  const draft = envelope({
    status: 'draft',
    signingOrder: 'sequential',
    signers: [
      signer('dora', 'pending', 'signer', 5),
      signer('ben', 'pending', 'approver', 2),
      signer('copy', 'pending', 'cc', 0),
      signer('anna', 'pending', 'signer', 1),
      signer('ciro', 'pending', 'signer', 2),
    ],
  });
  const sent = stateAfter(decide(draft, { type: 'send', expiresAt: DEADLINE }, NOW));

  it('invites the first alone at sending', () => {
    const decision = decide(draft, { type: 'send', expiresAt: DEADLINE }, NOW);
    expect(show(decision)).toBe(`→ sent: envelope.sent ${DEADLINE}, signer.invited anna`);
  });

  it('invites the whole group when the one before has acted', () => {
    const opened = afterCommands(sent, open('anna'));
    expect(show(decide(opened, act('anna'), NOW))).toBe(
      '→ in_progress: signer.signed anna, signer.invited ben, signer.invited ciro',
    );
  });

  it('lets a group act in any order, and invites the next when all of it has', () => {
    for (const [first, second] of [
      ['ben', 'ciro'],
      ['ciro', 'ben'],
    ] as const) {
      const viewed = afterCommands(sent, act('anna'), open('ben'), open('ciro'));
      const one = decide(viewed, act(first), NOW);
      expect(show(one)).not.toContain('invited');
      expect(show(decide(stateAfter(one), act('dora'), NOW))).toBe('✗ NOT_YOUR_TURN');
      expect(show(decide(stateAfter(one), act(second), NOW))).toMatch(/, signer\.invited dora$/);
    }
  });

  it('completes when the last one has acted', () => {
    const last = afterCommands(sent, act('anna'), act('ben'), act('ciro'), open('dora'));
    expect(show(decide(last, act('dora'), NOW))).toBe(
      '→ completed: signer.signed dora, envelope.completed',
    );
  });

  it('lets nobody open, act, decline or be disowned or reminded before their turn', () => {
    for (const signerId of ['ben', 'ciro', 'dora']) {
      for (const type of ['open', 'act', 'decline', 'disown', 'confirm_signer'] as const) {
        const answer = show(decide(sent, { type, signerId }, NOW));
        expect(answer, `${type} by ${signerId}`).toBe('✗ NOT_YOUR_TURN');
      }
    }
  });

  it('reminds those whose turn it is', () => {
    const later = '2026-03-10T13:00:00.000Z';
    const reminded = (state: EnvelopeState) => show(decide(state, { type: 'remind' }, later));
    expect(reminded(sent)).toBe('→ sent: signer.reminded anna');
    expect(reminded(afterCommands(sent, act('anna'), act('ciro')))).toBe(
      '→ in_progress: signer.reminded ben',
    );
  });

  it('invites a replacement at once only when it is their turn', () => {
    const replace = (signerId: string): Command => ({ type: 'replace_signer', signerId });
    expect(show(decide(sent, replace('anna'), NOW))).toContain('signer.invited anna');
    expect(show(decide(sent, replace('ben'), NOW))).toBe('→ sent: signer.replaced ben');
    const replaced = afterCommands(sent, replace('ben'), open('anna'));
    expect(show(decide(replaced, act('anna'), NOW))).toBe(
      '→ in_progress: signer.signed anna, signer.invited ben, signer.invited ciro',
    );
  });
});

describe('in parallel', () => {
  const sent = envelope({
    signers: [
      signer('anna', 'pending', 'signer', 2),
      signer('ben', 'pending', 'approver', 1),
      signer('ciro', 'pending', 'signer', 3),
    ],
  });

  it('invites everybody at sending, whatever their order', () => {
    const draft = { ...sent, status: 'draft' as const };
    expect(show(decide(draft, { type: 'send', expiresAt: DEADLINE }, NOW))).toBe(
      `→ sent: envelope.sent ${DEADLINE}, signer.invited anna, signer.invited ben, signer.invited ciro`,
    );
  });

  it('lets everybody act in any order and invites nobody again', () => {
    for (const [one, two, three] of [
      ['anna', 'ben', 'ciro'],
      ['ciro', 'anna', 'ben'],
      ['ben', 'ciro', 'anna'],
    ] as const) {
      const first = decide(sent, act(one), NOW);
      const second = decide(stateAfter(first), act(two), NOW);
      const third = decide(stateAfter(second), act(three), NOW);
      expect([first, second, third].map(show).join()).not.toContain('invited');
      expect([first, second, third].map((it) => stateAfter(it).status)).toEqual([
        'in_progress',
        'in_progress',
        'completed',
      ]);
    }
  });
});

describe.each(['sent', 'in_progress'] as const)(
  'the deadline of an envelope that is %s',
  (status) => {
    const state = envelope({
      status,
      signers: [
        invited(signer('anna', status === 'sent' ? 'pending' : 'viewed')),
        invited(signer('ben', 'pending', 'approver')),
      ],
    });
    const justBefore = '2026-03-20T11:59:59.999Z';
    const justAfter = '2026-03-20T12:00:00.001Z';
    const commands: Command[] = [
      { type: 'edit' },
      { type: 'delete' },
      { type: 'send', expiresAt: LATER },
      { type: 'open', signerId: 'anna' },
      { type: 'act', signerId: 'anna' },
      { type: 'decline', signerId: 'anna' },
      { type: 'disown', signerId: 'anna' },
      { type: 'confirm_signer', signerId: 'anna' },
      { type: 'void' },
      { type: 'remind' },
      { type: 'remind_by_policy', signerId: 'anna', invitedAt: SENT, at: NOW },
      { type: 'warn', expiresAt: DEADLINE },
      { type: 'extend', expiresAt: LATER },
      { type: 'replace_signer', signerId: 'anna' },
    ];

    it.each([
      'open',
      'act',
      'decline',
      'disown',
      'confirm_signer',
      'void',
      'remind',
      'warn',
      'extend',
      'replace_signer',
    ] as const)('allows %s until a millisecond before it', (type) => {
      const command = commands.find((each) => each.type === type)!;
      expect(decide(state, command, justBefore)).toMatchObject({ ok: true });
    });

    it.each(commands)('refuses $type at it and after it, as expired', (command) => {
      for (const now of [DEADLINE, justAfter, LATER]) {
        expect(show(decide(state, command, now)), now).toBe('✗ ENVELOPE_STATE_CONFLICT (expired)');
      }
    });

    it('refuses to expire before it and expires at it and after it', () => {
      expect(show(decide(state, { type: 'expire' }, justBefore))).toBe('✗ DEADLINE_NOT_REACHED');
      for (const now of [DEADLINE, justAfter, LATER]) {
        expect(show(decide(state, { type: 'expire' }, now))).toBe('→ expired: envelope.expired');
      }
    });

    it('expires no earlier than the later deadline once it was extended', () => {
      const extended = stateAfter(decide(state, { type: 'extend', expiresAt: LATER }, NOW));
      expect(show(decide(extended, { type: 'expire' }, DEADLINE))).toBe('✗ DEADLINE_NOT_REACHED');
      expect(decide(extended, { type: 'act', signerId: 'anna' }, DEADLINE)).toMatchObject({
        ok: true,
      });
      expect(decide(extended, { type: 'expire' }, LATER)).toMatchObject({ ok: true });
    });
  },
);

it('does not hold a draft to a deadline that has passed', () => {
  const draft = envelope({ status: 'draft', signers: [signer('anna')] });
  for (const type of ['edit', 'delete'] as const) {
    expect(decide(draft, { type }, LATER)).toMatchObject({ ok: true });
  }
});
