import fc from 'fast-check';
import type { Asked } from '../../src/lifecycle/asked.ts';
import { decide } from '../../src/lifecycle/decide.ts';
import type { Command, Decision, LifecycleEvent } from '../../src/lifecycle/decision.ts';
import type { EnvelopeState, SignerState, SignerStatus } from '../../src/lifecycle/state.ts';
import { deepFreeze } from './support.ts';

const START = Date.parse('2026-03-10T12:00:00.000Z');
export const RUNS = { numRuns: 1000, seed: 20260310 };
export const ENDS = ['completed', 'declined', 'expired', 'voided'] as const;
export const ACTED: readonly SignerStatus[] = ['signed', 'approved', 'declined'];

export const at = (hours: number) => new Date(START + hours * 3_600_000).toISOString();

const who = fc.integer({ min: 0, max: 5 }).map((index) => `s${index}`);
export const hour = fc.integer({ min: 0, max: 60 });

export const draft: fc.Arbitrary<EnvelopeState> = fc
  .record({
    signingOrder: fc.constantFrom('parallel', 'sequential'),
    expiresAt: fc.option(hour.map(at)),
    documentCount: fc.constantFrom(0, 1, 1, 1, 2, 3),
    people: fc.array(
      fc.record({
        role: fc.constantFrom('signer', 'signer', 'approver', 'cc'),
        order: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 5, size: 'max' },
    ),
  })
  .map(({ people, ...rest }) => ({
    ...rest,
    status: 'draft',
    sentAt: null,
    reminders: { after_days: 1, every_days: 1, max: 2 },
    remindersByHand: 0,
    signers: people.map((person, index) => ({
      ...person,
      id: `s${index}`,
      status: 'pending',
      asked: null,
      undeliverable: false,
    })),
  }));

const ofSigner = (
  type: 'open' | 'act' | 'decline' | 'disown' | 'confirm_signer' | 'replace_signer',
) => who.map((signerId): Command => ({ type, signerId }));
const ofTime = (type: 'send' | 'extend') =>
  hour.map((expiresAt): Command => ({ type, expiresAt: at(expiresAt) }));
// Chance has to meet an invitation's own time, so there are few: most are invited at the start.
const byPolicy = fc.tuple(who, fc.constantFrom(0, 0, 0, 1), fc.integer({ min: 1, max: 12 })).map(
  ([signerId, invitedAt, hours]): Command => ({
    type: 'remind_by_policy',
    signerId,
    invitedAt: at(invitedAt),
    at: at(hours),
  }),
);
const warning = hour.map((expiresAt): Command => ({ type: 'warn', expiresAt: at(expiresAt) }));
const bare = (type: 'edit' | 'delete' | 'expire' | 'void' | 'remind') =>
  fc.constant<Command>({ type });

// Acts are frequent enough for many envelopes to be completed; ends are rare enough for the rest.
export const command = fc.oneof(
  { weight: 25, arbitrary: ofSigner('act') },
  { weight: 15, arbitrary: ofSigner('open') },
  { weight: 4, arbitrary: ofSigner('decline') },
  { weight: 8, arbitrary: ofSigner('disown') },
  { weight: 8, arbitrary: ofSigner('confirm_signer') },
  { weight: 6, arbitrary: ofSigner('replace_signer') },
  { weight: 6, arbitrary: ofTime('send') },
  { weight: 3, arbitrary: ofTime('extend') },
  { weight: 6, arbitrary: bare('expire') },
  { weight: 2, arbitrary: bare('void') },
  { weight: 3, arbitrary: bare('remind') },
  { weight: 8, arbitrary: byPolicy },
  { weight: 3, arbitrary: warning },
  { weight: 1, arbitrary: bare('edit') },
  { weight: 1, arbitrary: bare('delete') },
);

export type Step = { before: EnvelopeState; command: Command; now: string; decision: Decision };

/** What happened to one envelope: it is sent first in most runs, and time never goes back. */
const story: fc.Arbitrary<Step[]> = fc
  .record({
    draft,
    first: fc.option(
      hour.map((h): Command => ({ type: 'send', expiresAt: at(h) })),
      { freq: 20 },
    ),
    rest: fc.array(fc.record({ command, wait: fc.constantFrom(0, 0, 0, 1, 5) }), {
      minLength: 8,
      maxLength: 40,
      size: 'max',
    }),
  })
  .map(({ draft, first, rest }) => {
    const steps: Step[] = [];
    let state = deepFreeze(draft);
    let hours = 0;
    for (const { command, wait } of first ? [{ command: first, wait: 0 }, ...rest] : rest) {
      hours += wait;
      const now = at(hours);
      const decision = decide(state, deepFreeze(command), now);
      steps.push({ before: state, command, now, decision });
      if (decision.ok) state = deepFreeze(decision.state);
    }
    return steps;
  });

export const holds = (check: (steps: Step[]) => void) => fc.assert(fc.property(story, check), RUNS);
export const last = (steps: Step[]) => stateAfter(steps.at(-1)!);
export const stateAfter = ({ before, decision }: Step) => (decision.ok ? decision.state : before);
export const eventsOf = ({ decision }: Step) => (decision.ok ? decision.events : []);
export const isFinal = ({ status }: EnvelopeState) => ENDS.some((end) => end === status);
export const awaited = ({ signers }: EnvelopeState) => signers.filter(({ role }) => role !== 'cc');

/** What an event says of the state, and nothing else: written apart from `decide`. */
export function apply(state: EnvelopeState, event: LifecycleEvent, now: string): EnvelopeState {
  const change = (id: string, how: (signer: SignerState) => Partial<SignerState>) => ({
    ...state,
    signers: state.signers.map((each) => (each.id === id ? { ...each, ...how(each) } : each)),
  });
  const signers = (id: string, status: SignerStatus) => change(id, () => ({ status }));
  const asked = (id: string, changes: Partial<Asked>) =>
    change(id, (each) => ({ asked: each.asked && { ...each.asked, ...changes } }));
  switch (event.type) {
    case 'envelope.sent':
      return { ...state, status: 'sent', sentAt: now, expiresAt: event.expiresAt };
    case 'envelope.extended':
      return { ...state, expiresAt: event.expiresAt };
    case 'envelope.opened':
      return { ...state, status: 'in_progress' };
    case 'signer.viewed':
      return signers(event.signerId, 'viewed');
    case 'signer.signed':
      return signers(event.signerId, 'signed');
    case 'signer.approved':
      return signers(event.signerId, 'approved');
    case 'signer.declined':
      return signers(event.signerId, 'declined');
    case 'signer.replaced':
      return change(event.signerId, () => ({ status: 'pending', asked: null }));
    case 'signer.invited':
      return change(event.signerId, () => ({
        asked: {
          invitedAt: now,
          byHandAt: null,
          automaticAt: null,
          automatic: 0,
          disownedAt: null,
        },
      }));
    case 'signer.disowned':
      return asked(event.signerId, { disownedAt: now });
    case 'signer.reminded': {
      if (event.reason === 'by_hand') return asked(event.signerId, { byHandAt: now });
      if (event.reason === 'confirmed') {
        return asked(event.signerId, { byHandAt: now, disownedAt: null });
      }
      const before = state.signers.find(({ id }) => id === event.signerId)?.asked?.automatic ?? 0;
      const more = event.reason === 'policy' ? 1 : 0;
      return asked(event.signerId, { automaticAt: now, automatic: before + more });
    }
    case 'envelope.completed': {
      const copies = state.signers.filter(({ role }) => role === 'cc').map(({ id }) => id);
      const copied = state.signers.map((each) =>
        copies.includes(each.id) ? { ...each, status: 'copied' as const } : each,
      );
      return { ...state, status: 'completed', signers: copied };
    }
    case 'envelope.declined':
      return { ...state, status: 'declined' };
    case 'envelope.expired':
      return { ...state, status: 'expired' };
    case 'envelope.voided':
      return { ...state, status: 'voided' };
    default:
      return state;
  }
}
