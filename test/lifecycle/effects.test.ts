import { describe, expect, it } from 'vitest';
import type { LifecycleEvent } from '../../src/lifecycle/decision.ts';
import { type Effect, effectsOf } from '../../src/lifecycle/effects.ts';
import type { SignerState } from '../../src/lifecycle/state.ts';
import { DEADLINE, envelope, invited, LATER, SENT, signer } from './support.ts';

// In sequence: anna has signed, ben and ciro are asked now, dora is not, carl gets a copy.
const before = envelope({
  status: 'in_progress',
  signingOrder: 'sequential',
  signers: [
    signer('anna', 'signed', 'signer', 1),
    invited(signer('ben', 'viewed', 'approver', 2)),
    signer('ciro', 'pending', 'signer', 2),
    signer('dora', 'pending', 'signer', 3),
    signer('carl', 'pending', 'cc', 1),
  ],
});

const notices = (...ids: string[]): Effect[] =>
  ids.map((signerId) => ({ type: 'mail_end_notice', signerId }));
const ENDED: Effect = { type: 'end_all_links' };
const SENDER: Effect = { type: 'mail_sender_notice' };
const REPORT: Effect = { type: 'make_report' };

/** By event type, so that a new event without a row does not compile. */
const TABLE: Record<LifecycleEvent['type'], [LifecycleEvent, Effect[]]> = {
  'envelope.updated': [{ type: 'envelope.updated' }, []],
  'envelope.deleted': [{ type: 'envelope.deleted' }, []],
  'envelope.opened': [{ type: 'envelope.opened' }, []],
  'envelope.sent': [
    { type: 'envelope.sent', expiresAt: DEADLINE },
    [
      { type: 'schedule_expiry', at: DEADLINE },
      { type: 'schedule_warning', at: '2026-03-19T12:00:00.000Z', expiresAt: DEADLINE },
    ],
  ],
  'envelope.extended': [
    { type: 'envelope.extended', expiresAt: LATER },
    [
      { type: 'schedule_expiry', at: LATER },
      { type: 'schedule_warning', at: '2026-03-26T12:00:00.000Z', expiresAt: LATER },
    ],
  ],
  'envelope.completed': [{ type: 'envelope.completed' }, [ENDED, { type: 'finish_documents' }]],
  'envelope.declined': [
    { type: 'envelope.declined', signerId: 'ciro' },
    [ENDED, ...notices('anna', 'ben'), SENDER, REPORT],
  ],
  'envelope.expired': [
    { type: 'envelope.expired' },
    [ENDED, ...notices('anna', 'ben', 'ciro'), SENDER, REPORT],
  ],
  'envelope.voided': [
    { type: 'envelope.voided' },
    [ENDED, ...notices('anna', 'ben', 'ciro'), SENDER, REPORT],
  ],
  'signer.invited': [
    { type: 'signer.invited', signerId: 'ben' },
    [
      { type: 'mail_invitation', signerId: 'ben', reason: 'invited' },
      { type: 'schedule_reminder', signerId: 'ben', first: true },
    ],
  ],
  'signer.reminded': [
    { type: 'signer.reminded', signerId: 'ben', reason: 'by_hand' },
    [{ type: 'mail_invitation', signerId: 'ben', reason: 'by_hand' }],
  ],
  'signer.replaced': [
    { type: 'signer.replaced', signerId: 'ben' },
    [
      { type: 'end_signer_links', signerId: 'ben', because: 'replaced' },
      { type: 'mail_replaced', signerId: 'ben' },
    ],
  ],
  'signer.disowned': [
    { type: 'signer.disowned', signerId: 'ben' },
    [
      { type: 'end_signer_links', signerId: 'ben', because: 'disowned' },
      { type: 'mail_disowned', signerId: 'ben' },
    ],
  ],
  'signer.viewed': [{ type: 'signer.viewed', signerId: 'ben' }, []],
  'signer.returned': [{ type: 'signer.returned', signerId: 'ben' }, []],
  'signer.signed': [{ type: 'signer.signed', signerId: 'ciro' }, []],
  'signer.approved': [{ type: 'signer.approved', signerId: 'ben' }, []],
  'signer.declined': [{ type: 'signer.declined', signerId: 'ben' }, []],
};

describe('the effects', () => {
  it.each(Object.entries(TABLE))('of %s', (_type, [event, effects]) => {
    expect(effectsOf(event, before)).toEqual(effects);
  });

  it('of a replacement tell who was asked, but not who was disowned', () => {
    const event = { type: 'signer.replaced' as const, signerId: 'anna' };
    const of = (anna: SignerState) =>
      effectsOf(event, envelope({ signers: [anna] })).map(({ type }) => type);
    expect(of(invited(signer('anna')))).toEqual(['end_signer_links', 'mail_replaced']);
    expect(of(invited(signer('anna'), { disownedAt: SENT }))).toEqual(['end_signer_links']);
    expect(of(signer('anna'))).toEqual(['end_signer_links']);
  });

  it('of a reminder put down the next one where the policy sent it, and not where others did', () => {
    const of = (reason: 'policy' | 'deadline') =>
      effectsOf({ type: 'signer.reminded', signerId: 'ben', reason }, before);
    expect(of('policy')).toEqual([
      { type: 'mail_invitation', signerId: 'ben', reason: 'policy' },
      { type: 'schedule_reminder', signerId: 'ben', first: false },
    ]);
    expect(of('deadline')).toEqual([
      { type: 'mail_invitation', signerId: 'ben', reason: 'deadline' },
    ]);
  });

  it('of an end in parallel reach everybody but the one who caused it and those who get copies', () => {
    const parallel = { ...before, signingOrder: 'parallel' as const };
    expect(effectsOf({ type: 'envelope.voided' }, parallel)).toEqual([
      ENDED,
      ...notices('anna', 'ben', 'ciro', 'dora'),
      SENDER,
      REPORT,
    ]);
    expect(effectsOf({ type: 'envelope.declined', signerId: 'dora' }, parallel)).toEqual([
      ENDED,
      ...notices('anna', 'ben', 'ciro'),
      SENDER,
      REPORT,
    ]);
  });
});
