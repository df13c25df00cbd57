import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../src/lifecycle/decide.ts';
import { effectsOf } from '../../src/lifecycle/effects.ts';
import type { EnvelopeState } from '../../src/lifecycle/state.ts';
import {
  ACTED,
  apply,
  at,
  awaited,
  command,
  draft,
  ENDS,
  eventsOf,
  holds,
  hour,
  isFinal,
  last,
  RUNS,
  stateAfter,
} from './stories.ts';
import { deepFreeze } from './support.ts';

describe('whatever is asked of an envelope', () => {
  it('reaches every end and every order in these runs, so that what follows means something', () => {
    const seen = new Map<string, number>();
    holds((steps) => {
      const { status, signingOrder } = last(steps);
      seen.set(`${signingOrder} ${status}`, (seen.get(`${signingOrder} ${status}`) ?? 0) + 1);
    });
    for (const order of ['parallel', 'sequential']) {
      for (const end of ENDS)
        expect(seen.get(`${order} ${end}`), `${order} ${end}`).toBeGreaterThan(15);
    }
  });

  it('never changes its state, and never throws, on states that can’t come about either', () => {
    const anyStatus = fc.constantFrom('draft', 'sent', 'in_progress', ...ENDS);
    const anySigner = fc.constantFrom(
      'pending',
      'viewed',
      'signed',
      'approved',
      'copied',
      'declined',
    );
    const anything = fc
      .tuple(draft, anyStatus, fc.array(anySigner, { minLength: 5, maxLength: 5 }))
      .map(([state, status, statuses]) => ({
        ...state,
        status,
        signers: state.signers.map((each, index) => ({ ...each, status: statuses[index]! })),
      }));
    fc.assert(
      fc.property(anything, command, hour, (state, command, hours) => {
        const copy = structuredClone(state);
        const decision = decide(deepFreeze(state as EnvelopeState), deepFreeze(command), at(hours));
        expect(state).toEqual(copy);
        if (!decision.ok) expect(decision.refusal.code).toMatch(/^[A-Z_]+$/);
        else for (const event of decision.events) effectsOf(event, state as EnvelopeState);
      }),
      RUNS,
    );
  });

  it('gives the same answer to the same question', () => {
    holds((steps) => {
      for (const { before, command, now, decision } of steps) {
        expect(decide(before, command, now)).toEqual(decision);
      }
    });
  });

  it('leaves a final status final', () => {
    holds((steps) => {
      for (const step of steps) {
        if (isFinal(step.before)) expect(step.decision.ok).toBe(false);
      }
    });
  });

  it('changes exactly what its events say', () => {
    holds((steps) => {
      for (const { before, decision, now } of steps) {
        if (!decision.ok) continue;
        const after = decision.events.reduce((state, event) => apply(state, event, now), before);
        const byHand = decision.events.some((event) => JSON.stringify(event).includes('by_hand'));
        const remindersByHand = before.remindersByHand + (byHand ? 1 : 0);
        expect({ ...after, remindersByHand }).toEqual(decision.state);
      }
    });
  });

  it('is completed if and only if everybody who is awaited has signed or approved', () => {
    holds((steps) => {
      for (const step of steps) {
        const state = stateAfter(step);
        const done = awaited(state).every(
          ({ status }) => status === 'signed' || status === 'approved',
        );
        const sent = state.status !== 'draft';
        expect(state.status === 'completed').toBe(sent && done);
      }
    });
  });

  it('is in progress exactly when somebody has opened and it has not ended', () => {
    holds((steps) => {
      let opened = false;
      for (const step of steps) {
        opened ||= eventsOf(step).some(({ type }) => type === 'signer.viewed');
        const { status } = stateAfter(step);
        if (status === 'sent' || status === 'in_progress') {
          expect(status === 'in_progress').toBe(opened);
        }
      }
    });
  });

  it('copies those who only get copies at completion, and touches them at no other time', () => {
    holds((steps) => {
      for (const step of steps) {
        const { signers, status } = stateAfter(step);
        const expected = status === 'completed' ? 'copied' : 'pending';
        for (const { role, status } of signers) if (role === 'cc') expect(status).toBe(expected);
        for (const { role, status } of signers)
          if (role !== 'cc') expect(status).not.toBe('copied');
      }
    });
  });

  it('never changes somebody who has acted', () => {
    holds((steps) => {
      for (const step of steps) {
        for (const { id, status } of step.before.signers) {
          if (!ACTED.includes(status)) continue;
          expect(stateAfter(step).signers.find((each) => each.id === id)?.status).toBe(status);
        }
      }
    });
  });

  it('invites nobody twice unless they were replaced, and nobody who is not awaited', () => {
    holds((steps) => {
      const invited = new Set<string>();
      for (const event of steps.flatMap(eventsOf)) {
        if (event.type === 'signer.replaced') invited.delete(event.signerId);
        if (event.type !== 'signer.invited') continue;
        expect(invited).not.toContain(event.signerId);
        invited.add(event.signerId);
        const person = last(steps).signers.find(({ id }) => id === event.signerId);
        expect(person?.role).not.toBe('cc');
      }
    });
  });

  it('lets nobody open, act or be reminded who was not invited', () => {
    const needsInvitation =
      /^signer\.(viewed|returned|signed|approved|declined|disowned|reminded)$/;
    holds((steps) => {
      const invited = new Set<string>();
      for (const event of steps.flatMap(eventsOf)) {
        if (event.type === 'signer.replaced') invited.delete(event.signerId);
        if (event.type === 'signer.invited') invited.add(event.signerId);
        if (needsInvitation.test(event.type) && 'signerId' in event) {
          expect(invited).toContain(event.signerId);
        }
      }
    });
  });

  it('has in each order invited those who must be: everybody whose turn it is', () => {
    holds((steps) => {
      const invited = new Set<string>();
      for (const step of steps) {
        for (const event of eventsOf(step)) {
          if (event.type === 'signer.replaced') invited.delete(event.signerId);
          if (event.type === 'signer.invited') invited.add(event.signerId);
        }
        const state = stateAfter(step);
        if (state.status !== 'sent' && state.status !== 'in_progress') continue;
        const waiting = awaited(state).filter(({ status }) => !ACTED.includes(status));
        const first = Math.min(...waiting.map(({ order }) => order));
        for (const { id, order } of waiting) {
          const turn = state.signingOrder === 'parallel' || order === first;
          expect(invited.has(id)).toBe(turn);
        }
      }
    });
  });

  it('in sequence lets nobody be invited or act before the orders before have acted', () => {
    const early = /^signer\.(invited|reminded|viewed|signed|approved|declined|disowned)$/;
    holds((steps) => {
      for (const step of steps) {
        let state = step.before;
        if (state.signingOrder === 'parallel') continue;
        for (const event of eventsOf(step)) {
          if (early.test(event.type) && 'signerId' in event) {
            const { order } = state.signers.find(({ id }) => id === event.signerId)!;
            const earlier = awaited(state).filter((each) => each.order < order);
            for (const { status } of earlier) expect(['signed', 'approved']).toContain(status);
          }
          state = apply(state, event, step.now);
        }
      }
    });
  });

  it('changes nothing when a signer is disowned, ends their links alone and tells the sender once', () => {
    let seen = 0;
    holds((steps) => {
      for (const step of steps) {
        const effects = eventsOf(step).flatMap((event) => effectsOf(event, step.before));
        const told = effects.filter(({ type }) => type === 'mail_disowned');
        if (step.command.type !== 'disown' || !step.decision.ok) {
          expect(told).toEqual([]);
          continue;
        }
        seen += 1;
        const { signerId } = step.command;
        const { now, before } = step;
        const disowned = { type: 'signer.disowned' as const, signerId };
        expect(stateAfter(step)).toEqual(apply(before, disowned, now));
        expect(stateAfter(step).signers.map(({ status }) => status)).toEqual(
          before.signers.map(({ status }) => status),
        );
        expect(effects).toEqual([
          { type: 'end_signer_links', signerId, because: 'disowned' },
          { type: 'mail_disowned', signerId },
        ]);
      }
    });
    expect(seen).toBeGreaterThan(50);
  });

  it('after the deadline accepts its end and nothing else', () => {
    holds((steps) => {
      for (const { before, command, now, decision } of steps) {
        const open = before.status === 'sent' || before.status === 'in_progress';
        if (!open || before.expiresAt === null) continue;
        if (now >= before.expiresAt) expect(decision.ok).toBe(command.type === 'expire');
        else if (command.type === 'expire') expect(decision.ok).toBe(false);
      }
    });
  });
});
