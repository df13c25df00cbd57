import { describe, expect, it } from 'vitest';
import { effectsOf } from '../../src/lifecycle/effects.ts';
import { eventsOf, holds, isFinal, last, stateAfter } from './stories.ts';

describe('the end of an envelope', () => {
  it('ends all links, once, and never otherwise', () => {
    holds((steps) => {
      for (const step of steps) {
        const effects = eventsOf(step).flatMap((event) => effectsOf(event, step.before));
        const ends = effects.filter(({ type }) => type === 'end_all_links').length;
        expect(ends).toBe(isFinal(stateAfter(step)) && !isFinal(step.before) ? 1 : 0);
      }
    });
  });

  it('without completion has a report made, tells the sender once and each who was invited but its causer once', () => {
    holds((steps) => {
      const invited = new Set<string>();
      for (const step of steps) {
        const events = eventsOf(step);
        const effects = events.flatMap((event) => effectsOf(event, step.before));
        const told = effects.flatMap((each) =>
          each.type === 'mail_end_notice' ? [each.signerId] : [],
        );
        const toSender = effects.filter(({ type }) => type === 'mail_sender_notice').length;
        const { status } = stateAfter(step);
        const ended = isFinal(stateAfter(step)) && !isFinal(step.before) && status !== 'completed';
        const causer = events.find(({ type }) => type === 'envelope.declined');
        const expected = new Set(ended ? invited : []);
        if (causer && 'signerId' in causer) expected.delete(causer.signerId);
        expect(told.toSorted()).toEqual([...expected].toSorted());
        expect(toSender).toBe(ended ? 1 : 0);
        const reports = effects.filter(({ type }) => type === 'make_report').length;
        expect(reports).toBe(ended ? 1 : 0);
        for (const event of events) {
          if (event.type === 'signer.invited') invited.add(event.signerId);
        }
      }
    });
  });

  it('by completion has the documents finished, once, and never otherwise', () => {
    holds((steps) => {
      const effects = steps.flatMap((step) =>
        eventsOf(step).flatMap((event) => effectsOf(event, step.before)),
      );
      const finished = effects.filter(({ type }) => type === 'finish_documents').length;
      expect(finished).toBe(last(steps).status === 'completed' ? 1 : 0);
    });
  });

  it('is scheduled with every deadline that is set', () => {
    holds((steps) => {
      for (const step of steps) {
        const set = eventsOf(step)
          .flatMap((event) => effectsOf(event, step.before))
          .flatMap((effect) => (effect.type === 'schedule_expiry' ? [effect.at] : []));
        const setting = step.command.type === 'send' || step.command.type === 'extend';
        const expected = step.decision.ok && setting ? [stateAfter(step).expiresAt] : [];
        expect(set).toEqual(expected);
        if (expected.length === 0) expect(stateAfter(step).expiresAt).toBe(step.before.expiresAt);
      }
    });
  });
});
