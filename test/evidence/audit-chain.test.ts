import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GENESIS, hashEvent, verifyChain } from '../../src/evidence/audit-chain.ts';
import { auditSchema, writeAuditFile } from '../../src/evidence/audit-file.ts';
import { readCanonical } from '../../src/evidence/canonical-json.ts';
import { readSealReason, sealReason } from '../../src/evidence/seal-reason.ts';
import { chainOf, ENVELOPE } from './support/chain.ts';

const events = chainOf([
  { type: 'envelope.created', data: { documents: [{ id: 'a', sha256: 'b' }], name: 'Jörg "J"' } },
  { type: 'signer.signed', data: { numbers: [1, 0.5, -3e21], nothing: null, yes: true } },
  { type: 'envelope.completed' },
]);

describe('the hash of an event', () => {
  it('is the SHA-256 of its members in their one order', () => {
    const event = {
      prev_hash: GENESIS,
      user_agent: null,
      type: 'envelope.created',
      signer_id: null,
      seq: 1,
      ip: null,
      id: 'evt_1',
      envelope_id: 'env_1',
      data: { b: 1.0, a: 'ö\n' },
      at: '2026-03-10T12:00:00.000Z',
      actor: { type: 'system' },
    };
    const text = `{"actor":{"type":"system"},"at":"2026-03-10T12:00:00.000Z","data":{"a":"ö\\n","b":1},"envelope_id":"env_1","id":"evt_1","ip":null,"prev_hash":"${GENESIS}","seq":1,"signer_id":null,"type":"envelope.created","user_agent":null}`;
    const expected = createHash('sha256').update(text).digest('hex');
    expect(hashEvent(event)).toBe(expected);
    expect(hashEvent({ ...event, hash: 'of itself' } as typeof event)).toBe(expected);
  });
});

describe('a chain', () => {
  it('that is whole has its last event for its head', () => {
    const { hash } = events[2]!;
    const whole = { ok: true, faults: [], backwards: [], head: { seq: 3, hash } };
    expect(verifyChain(events)).toEqual(whole);
    const none = { ok: true, faults: [], backwards: [], head: { seq: 0, hash: GENESIS } };
    expect(verifyChain([])).toEqual(none);
  });

  it('that does not begin at its beginning is faulty', () => {
    expect(verifyChain(events.slice(1)).faults).toEqual([
      { seq: 2, fault: 'number' },
      { seq: 2, fault: 'link' },
    ]);
  });

  it('shows any single byte of its text that is another', () => {
    const bytes = writeAuditFile({ envelope: { id: ENVELOPE }, events, stamps: [] });
    const text = bytes.toString('latin1');
    const [from, to] = [text.indexOf('"events":['), text.indexOf('],"head":')];
    const found = (at: number, mask: number) => {
      const changed = Buffer.from(bytes);
      changed[at] = changed[at]! ^ mask;
      const audit = readCanonical(changed, auditSchema);
      return audit === null || !verifyChain(audit.events).ok;
    };
    const audit = readCanonical(bytes, auditSchema);
    expect(audit?.events).toEqual(events);
    const place = fc.integer({ min: from + '"events":['.length, max: to - 1 });
    const property = fc.property(place, fc.integer({ min: 1, max: 255 }), found);
    fc.assert(property, { numRuns: 20_000 });
  });
});

describe('the reason of a seal', () => {
  it('names an envelope and the end of its trail, and can be read again', () => {
    const { seq, hash } = events[2]!;
    const reason = sealReason({ envelopeId: ENVELOPE, seq, hash });
    expect(reason).toBe(`Envelope ${ENVELOPE}; audit trail 3 ${hash}`);
    expect(readSealReason(reason)).toEqual({ envelopeId: ENVELOPE, seq, hash });
  });

  it('that says more, or something else, names nothing', () => {
    const { hash } = events[2]!;
    const reason = `Envelope env_1; audit trail 3 ${hash}`;
    const others = [
      '',
      `${reason} `,
      `x${reason}`,
      reason.replace('3', '03'),
      reason.replace('3', '0'),
      reason.replace('3', '-3'),
      reason.toUpperCase(),
      reason.slice(0, -1),
      `${reason}\n`,
    ];
    for (const text of others) expect(readSealReason(text), text).toBeNull();
  });
});
