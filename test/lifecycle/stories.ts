import fc from 'fast-check';
import { decide } from '../../src/lifecycle/decide.ts';
import type { Command, Decision, LifecycleEvent } from '../../src/lifecycle/decision.ts';
import type { EnvelopeState, SignerStatus } from '../../src/lifecycle/state.ts';
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
    signers: people.map((person, index) => ({ ...person, id: `s${index}`, status: 'pending' })),
  }));

const ofSigner = (
  type: 'open' | 'act' | 'decline' | 'disown' | 'remind_signer' | 'replace_signer',
) => who.map((signerId): Command => ({ type, signerId }));
const ofTime = (type: 'send' | 'extend') =>
  hour.map((expiresAt): Command => ({ type, expiresAt: at(expiresAt) }));
const bare = (type: 'edit' | 'delete' | 'expire' | 'void' | 'remind') =>
  fc.constant<Command>({ type });

// Acts are frequent enough for many envelopes to be completed; ends are rare enough for the rest.
export const command = fc.oneof(
  { weight: 25, arbitrary: ofSigner('act') },
  { weight: 15, arbitrary: ofSigner('open') },
  { weight: 4, arbitrary: ofSigner('decline') },
  { weight: 8, arbitrary: ofSigner('disown') },
  { weight: 8, arbitrary: ofSigner('remind_signer') },
  { weight: 6, arbitrary: ofSigner('replace_signer') },
  { weight: 6, arbitrary: ofTime('send') },
  { weight: 3, arbitrary: ofTime('extend') },
  { weight: 6, arbitrary: bare('expire') },
  { weight: 2, arbitrary: bare('void') },
  { weight: 3, arbitrary: bare('remind') },
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
export function apply(state: EnvelopeState, event: LifecycleEvent): EnvelopeState {
  const signers = (id: string, status: SignerStatus): EnvelopeState => ({
    ...state,
    signers: state.signers.map((each) => (each.id === id ? { ...each, status } : each)),
  });
  switch (event.type) {
    case 'envelope.sent':
      return { ...state, status: 'sent', expiresAt: event.expiresAt };
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
      return signers(event.signerId, 'pending');
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
