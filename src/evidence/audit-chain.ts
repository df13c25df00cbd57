import { createHash } from 'node:crypto';
import { toCanonical } from './canonical-json.ts';

/** What of an event its hash covers: all that it says. */
export type ChainedEvent = {
  id: string;
  envelope_id: string;
  signer_id: string | null;
  /** From 1, without gaps. */
  seq: number;
  /** ISO UTC. */
  at: string;
  type: string;
  actor: Record<string, unknown>;
  data: Record<string, unknown>;
  ip: string | null;
  user_agent: string | null;
  prev_hash: string;
};

/** An event as the API and the bundle show it. */
export type AuditEvent = ChainedEvent & { hash: string };

/** The end of a chain: the number of its last event and that event's hash, hexadecimal. */
export type AuditHead = { seq: number; hash: string };

/** What the first event is chained to. */
export const GENESIS = '0'.repeat(64);

/** The hash that an event must have: SHA-256 of its canonical JSON (RFC 8785), hexadecimal. */
export function hashEvent(event: ChainedEvent): string {
  const covered: ChainedEvent = {
    id: event.id,
    envelope_id: event.envelope_id,
    signer_id: event.signer_id,
    seq: event.seq,
    at: event.at,
    type: event.type,
    actor: event.actor,
    data: event.data,
    ip: event.ip,
    user_agent: event.user_agent,
    prev_hash: event.prev_hash,
  };
  return createHash('sha256').update(toCanonical(covered)).digest('hex');
}

/**
 * `number`: not the next one. `link`: not chained to the event before it. `hash`: not what its hash
 * was made of. `envelope`: another envelope's event.
 */
export type ChainFault = { seq: number; fault: 'number' | 'link' | 'hash' | 'envelope' };

export type ChainVerdict = {
  ok: boolean;
  faults: ChainFault[];
  /** Numbers of events that are dated before the one in front of them: clocks are set now and then. */
  backwards: number[];
  head: AuditHead;
};

/**
 * Recomputes a chain, from its first event on. It proves that the events belong together and none
 * is missing before the head; that the head is the true one must be known from elsewhere, since
 * whoever changes an event can compute all later hashes anew.
 */
export function verifyChain(events: readonly AuditEvent[]): ChainVerdict {
  const faults: ChainFault[] = [];
  const backwards: number[] = [];
  let last: AuditHead & { at: string } = { seq: 0, hash: GENESIS, at: '' };
  for (const event of events) {
    const { seq, hash, at } = event;
    const wrong = {
      number: seq !== last.seq + 1,
      link: event.prev_hash !== last.hash,
      hash: hash !== hashEvent(event),
      envelope: event.envelope_id !== events[0]?.envelope_id,
    };
    for (const fault of ['number', 'link', 'hash', 'envelope'] as const) {
      if (wrong[fault]) faults.push({ seq, fault });
    }
    if (Date.parse(at) < Date.parse(last.at)) backwards.push(seq);
    last = { seq, hash, at };
  }
  return { ok: faults.length === 0, faults, backwards, head: { seq: last.seq, hash: last.hash } };
}
