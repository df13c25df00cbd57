import { type AuditEvent, GENESIS, hashEvent } from '../../../src/evidence/audit-chain.ts';

export const ENVELOPE = 'env_01K0EVIDENCE0000000000000A';

export type Said = { type: string; data?: Record<string, unknown>; at?: string };

/** A trail of these events, chained as the server does. */
export function chainOf(said: readonly Said[], before: readonly AuditEvent[] = []): AuditEvent[] {
  const events = [...before];
  for (const { type, data = {}, at } of said) {
    const seq = events.length + 1;
    const event = {
      id: `evt_${String(seq).padStart(26, '0')}`,
      envelope_id: ENVELOPE,
      signer_id: type.startsWith('signer.') ? 'signer_01K0EVIDENCE0000000000000B' : null,
      seq,
      at: at ?? new Date(Date.UTC(2026, 2, 10, 12, 0, seq)).toISOString(),
      type,
      actor: { type: 'system' },
      data,
      ip: '203.0.113.7',
      user_agent: 'Größe/1.0 "quoted" \u20ac',
      prev_hash: events.at(-1)?.hash ?? GENESIS,
    };
    events.push({ ...event, hash: hashEvent(event) });
  }
  return events;
}

/** What a forger does who can compute: every hash from the first changed event on made anew. */
export function rechain(events: readonly AuditEvent[]): AuditEvent[] {
  let prev_hash = GENESIS;
  return events.map((event, index) => {
    const chained = { ...event, seq: index + 1, prev_hash };
    prev_hash = hashEvent(chained);
    return { ...chained, hash: prev_hash };
  });
}
