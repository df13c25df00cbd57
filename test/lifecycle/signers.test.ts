import { describe, expect, it } from 'vitest';
import { decide } from '../../src/lifecycle/decide.ts';
import type { SignerRole, SignerStatus } from '../../src/lifecycle/state.ts';
import { envelope, NOW, show, showSigners, signer, stateAfter } from './support.ts';

type SignerCommand = 'open' | 'act' | 'decline' | 'disown' | 'confirm_signer' | 'replace_signer';
type Row = Record<SignerCommand, string>;

const all = (answer: string): Row => ({
  open: answer,
  act: answer,
  decline: answer,
  disown: answer,
  confirm_signer: answer,
  replace_signer: answer,
});

const DONE: Row = {
  open: '→ in_progress: signer.returned ben',
  act: '✗ SIGNER_ALREADY_ACTED',
  decline: '✗ SIGNER_ALREADY_ACTED',
  disown: '✗ SIGNER_ALREADY_ACTED',
  confirm_signer: '✗ SIGNER_ALREADY_ACTED',
  replace_signer: '✗ SIGNER_ALREADY_ACTED',
};

const REPLACED_AND_INVITED = '→ in_progress: signer.replaced ben, signer.invited ben';
const REMINDED = '→ in_progress: signer.reminded ben';
const DISOWNED = '→ in_progress: signer.disowned ben';
const REPLACED = '→ in_progress: signer.replaced ben';

const PENDING: Row = {
  open: '→ in_progress: signer.viewed ben',
  act: '→ in_progress: signer.viewed ben, signer.signed ben',
  decline: '→ declined: signer.viewed ben, signer.declined ben, envelope.declined ben',
  disown: DISOWNED,
  confirm_signer: REMINDED,
  replace_signer: REPLACED_AND_INVITED,
};

const VIEWED: Row = {
  open: '→ in_progress: signer.returned ben',
  act: '→ in_progress: signer.signed ben',
  decline: '→ declined: signer.declined ben, envelope.declined ben',
  disown: DISOWNED,
  confirm_signer: REMINDED,
  replace_signer: REPLACED_AND_INVITED,
};

const approving = (row: Row): Row => ({ ...row, act: row.act.replace('signed', 'approved') });

const COPY: Row = { ...all('✗ SIGNER_CANNOT_ACT'), replace_signer: REPLACED };

/**
 * What ben's commands lead to when it is his turn, in an envelope in progress that waits for dora
 * as well, by his role and status. Pairs that can't come about are left out, see below.
 */
const HIS_TURN: Record<SignerRole, Partial<Record<SignerStatus, Row>>> = {
  signer: { pending: PENDING, viewed: VIEWED, signed: DONE, declined: DONE },
  approver: {
    pending: approving(PENDING),
    viewed: approving(VIEWED),
    approved: DONE,
    declined: DONE,
  },
  cc: { pending: COPY },
};

/** The same before his turn. Having viewed or acted then can't come about. */
const NOT_YET: Row = { ...all('✗ NOT_YOUR_TURN'), replace_signer: REPLACED };

const TURNS = {
  'in parallel': { signingOrder: 'parallel', ben: 2, dora: 1, next: '' },
  'in sequence, first': {
    signingOrder: 'sequential',
    ben: 1,
    dora: 2,
    next: ', signer.invited dora',
  },
  'in sequence, in a group with the other': {
    signingOrder: 'sequential',
    ben: 3,
    dora: 3,
    next: '',
  },
} as const;

const cells = (rows: Partial<Record<SignerStatus, Row>>) =>
  Object.entries(rows).flatMap(([status, row]) =>
    Object.entries(row).map(([type, expected]) => ({
      status: status as SignerStatus,
      type: type as SignerCommand,
      expected,
    })),
  );

describe.each(Object.entries(TURNS))('%s', (_name, { signingOrder, ben, dora, next }) => {
  describe.each(Object.entries(HIS_TURN))('to a person in the role %s', (role, rows) => {
    it.each(cells(rows))('$status, $type answers $expected', ({ status, type, expected }) => {
      const state = envelope({
        status: 'in_progress',
        signingOrder,
        signers: [
          signer('dora', 'pending', 'signer', dora),
          signer('ben', status, role as SignerRole, ben),
        ],
      });
      const following = type === 'act' && expected.startsWith('→') ? next : '';
      expect(show(decide(state, { type, signerId: 'ben' }, NOW))).toBe(expected + following);
    });
  });
});

describe('in sequence, before their turn', () => {
  it.each(['signer', 'approver'] as const)(
    'a person in the role %s can only be replaced',
    (role) => {
      for (const dora of ['pending', 'viewed'] as const) {
        const state = envelope({
          status: 'in_progress',
          signingOrder: 'sequential',
          signers: [signer('ben', 'pending', role, 2), signer('dora', dora, 'approver', 1)],
        });
        for (const { type, expected } of cells({ pending: NOT_YET })) {
          expect(show(decide(state, { type, signerId: 'ben' }, NOW)), type).toBe(expected);
        }
      }
    },
  );

  it('somebody who only gets a copy is told so, first in order or last', () => {
    for (const order of [1, 9]) {
      const state = envelope({
        signingOrder: 'sequential',
        signers: [signer('ben', 'pending', 'cc', order), signer('dora', 'pending', 'signer', 2)],
      });
      for (const type of ['open', 'act', 'decline', 'disown', 'confirm_signer'] as const) {
        const answer = show(decide(state, { type, signerId: 'ben' }, NOW));
        expect(answer, type).toBe('✗ SIGNER_CANNOT_ACT');
      }
    }
  });
});

it('never lets somebody act whose status says more than their role allows', () => {
  const impossible = { cc: ['viewed', 'signed', 'approved', 'declined', 'copied'] } as const;
  for (const status of impossible.cc) {
    const state = envelope({ signers: [signer('ben', status, 'cc'), signer('dora')] });
    for (const type of ['open', 'act', 'decline', 'disown', 'confirm_signer'] as const) {
      const answer = show(decide(state, { type, signerId: 'ben' }, NOW));
      expect(answer, `${type} when ${status}`).toMatch(/^✗ SIGNER_(CANNOT_ACT|ALREADY_ACTED)$/);
    }
  }
});

describe('the other signers', () => {
  const state = envelope({
    status: 'in_progress',
    signers: [
      signer('anna', 'signed'),
      signer('ben', 'viewed'),
      signer('carl', 'pending', 'cc'),
      signer('dora', 'pending', 'approver'),
    ],
  });
  const statusesAfter = (type: SignerCommand, signerId: string) =>
    showSigners(stateAfter(decide(state, { type, signerId }, NOW)));

  it('keep their status when one opens, signs, approves, declines, is disowned, reminded or replaced', () => {
    expect(statusesAfter('open', 'dora')).toBe(
      'anna signed, ben viewed, carl pending, dora viewed',
    );
    expect(statusesAfter('act', 'ben')).toBe('anna signed, ben signed, carl pending, dora pending');
    expect(statusesAfter('act', 'dora')).toBe(
      'anna signed, ben viewed, carl pending, dora approved',
    );
    expect(statusesAfter('decline', 'ben')).toBe(
      'anna signed, ben declined, carl pending, dora pending',
    );
    expect(statusesAfter('disown', 'ben')).toBe(showSigners(state));
    expect(statusesAfter('disown', 'dora')).toBe(showSigners(state));
    expect(statusesAfter('confirm_signer', 'ben')).toBe(showSigners(state));
    expect(statusesAfter('replace_signer', 'ben')).toBe(
      'anna signed, ben pending, carl pending, dora pending',
    );
  });

  it('who only get a copy are copied when the last one acts', () => {
    const last = { ...state, signers: state.signers.filter(({ id }) => id !== 'dora') };
    const completed = stateAfter(decide(last, { type: 'act', signerId: 'ben' }, NOW));
    expect(completed.status).toBe('completed');
    expect(showSigners(completed)).toBe('anna signed, ben signed, carl copied');
  });
});
