import { describe, expect, it } from 'vitest';
import { decide } from '../../src/lifecycle/decide.ts';
import type { Command } from '../../src/lifecycle/decision.ts';
import type { EnvelopeState, EnvelopeStatus } from '../../src/lifecycle/state.ts';
import {
  DEADLINE,
  deepFreeze,
  envelope,
  invited,
  LATER,
  NOW,
  PAST,
  SENT,
  show,
  signer,
} from './support.ts';

// anna has got furthest, ben has done nothing, carl only gets a copy.
const STATES: Record<EnvelopeStatus, EnvelopeState> = {
  draft: people('draft', 'pending', 'pending'),
  sent: people('sent', 'pending', 'pending'),
  in_progress: people('in_progress', 'signed', 'pending'),
  completed: people('completed', 'signed', 'approved', 'copied'),
  declined: people('declined', 'declined', 'pending'),
  expired: people('expired', 'signed', 'pending'),
  voided: people('voided', 'signed', 'pending'),
};

type Status = EnvelopeState['signers'][number]['status'];

function people(status: EnvelopeStatus, anna: Status, ben: Status, carl: Status = 'pending') {
  return envelope({
    status,
    signers: [
      invited(signer('anna', anna)),
      invited(signer('ben', ben, 'approver')),
      signer('carl', carl, 'cc'),
    ],
  });
}

// What each command is in the columns below; the signer's commands come from ben.
const COMMANDS: Record<Command['type'], Command> = {
  edit: { type: 'edit' },
  delete: { type: 'delete' },
  send: { type: 'send', expiresAt: DEADLINE },
  open: { type: 'open', signerId: 'ben' },
  act: { type: 'act', signerId: 'ben' },
  decline: { type: 'decline', signerId: 'ben' },
  disown: { type: 'disown', signerId: 'ben' },
  confirm_signer: { type: 'confirm_signer', signerId: 'ben' },
  expire: { type: 'expire' },
  void: { type: 'void' },
  remind: { type: 'remind' },
  remind_by_policy: {
    type: 'remind_by_policy',
    signerId: 'ben',
    invitedAt: SENT,
    at: '2026-03-10T12:00:00.000Z',
  },
  warn: { type: 'warn', expiresAt: DEADLINE },
  extend: { type: 'extend', expiresAt: LATER },
  replace_signer: { type: 'replace_signer', signerId: 'ben' },
};

const conflict = (status: EnvelopeStatus) => `✗ ENVELOPE_STATE_CONFLICT (${status})`;

/** By hand, from the table of semantics.md: anything that is not listed there is a conflict. */
const TABLE: Record<EnvelopeStatus, Record<Command['type'], string>> = {
  draft: {
    edit: '→ draft: envelope.updated',
    delete: '→ draft: envelope.deleted',
    send: `→ sent: envelope.sent ${DEADLINE}, signer.invited anna, signer.invited ben`,
    open: conflict('draft'),
    act: conflict('draft'),
    decline: conflict('draft'),
    disown: conflict('draft'),
    confirm_signer: conflict('draft'),
    expire: conflict('draft'),
    void: conflict('draft'),
    remind: conflict('draft'),
    remind_by_policy: conflict('draft'),
    warn: conflict('draft'),
    extend: conflict('draft'),
    replace_signer: conflict('draft'),
  },
  sent: {
    edit: conflict('sent'),
    delete: conflict('sent'),
    send: conflict('sent'),
    open: '→ in_progress: signer.viewed ben, envelope.opened',
    act: '→ in_progress: signer.viewed ben, envelope.opened, signer.approved ben',
    decline:
      '→ declined: signer.viewed ben, envelope.opened, signer.declined ben, envelope.declined ben',
    disown: '→ sent: signer.disowned ben',
    confirm_signer: '→ sent: signer.reminded ben',
    expire: '✗ DEADLINE_NOT_REACHED',
    void: '→ voided: envelope.voided',
    remind: '→ sent: signer.reminded anna, signer.reminded ben',
    remind_by_policy: '→ sent: signer.reminded ben',
    // The deadline is ten days away; reminders.test.ts tells the rest.
    warn: '✗ REMINDER_NOT_DUE',
    extend: `→ sent: envelope.extended ${LATER}`,
    replace_signer: '→ sent: signer.replaced ben, signer.invited ben',
  },
  in_progress: {
    edit: conflict('in_progress'),
    delete: conflict('in_progress'),
    send: conflict('in_progress'),
    open: '→ in_progress: signer.viewed ben',
    act: '→ completed: signer.viewed ben, signer.approved ben, envelope.completed',
    decline: '→ declined: signer.viewed ben, signer.declined ben, envelope.declined ben',
    disown: '→ in_progress: signer.disowned ben',
    confirm_signer: '→ in_progress: signer.reminded ben',
    expire: '✗ DEADLINE_NOT_REACHED',
    void: '→ voided: envelope.voided',
    remind: '→ in_progress: signer.reminded ben',
    remind_by_policy: '→ in_progress: signer.reminded ben',
    // The deadline is ten days away; reminders.test.ts tells the rest.
    warn: '✗ REMINDER_NOT_DUE',
    extend: `→ in_progress: envelope.extended ${LATER}`,
    replace_signer: '→ in_progress: signer.replaced ben, signer.invited ben',
  },
  completed: {
    ...final('completed'),
    // In a completed envelope ben has acted; the answer to a second press says so.
    act: '✗ SIGNER_ALREADY_ACTED',
    decline: '✗ SIGNER_ALREADY_ACTED',
    disown: '✗ SIGNER_ALREADY_ACTED',
    confirm_signer: '✗ SIGNER_ALREADY_ACTED',
  },
  declined: final('declined'),
  expired: final('expired'),
  voided: final('voided'),
};

function final(status: EnvelopeStatus): Record<Command['type'], string> {
  return {
    edit: conflict(status),
    delete: conflict(status),
    send: conflict(status),
    open: conflict(status),
    act: conflict(status),
    decline: conflict(status),
    disown: conflict(status),
    confirm_signer: conflict(status),
    expire: conflict(status),
    void: conflict(status),
    remind: conflict(status),
    remind_by_policy: conflict(status),
    warn: conflict(status),
    extend: conflict(status),
    replace_signer: conflict(status),
  };
}

describe.each(Object.entries(TABLE))('an envelope that is %s', (status, row) => {
  it.each(Object.entries(row))('answers %s with %s', (type, expected) => {
    const state = STATES[status as EnvelopeStatus];
    const command = deepFreeze(COMMANDS[type as Command['type']]);
    expect(show(decide(state, command, NOW))).toBe(expected);
  });
});

it('tells a signer who has acted so, whatever became of the envelope since', () => {
  for (const status of ['in_progress', 'completed', 'declined', 'expired', 'voided'] as const) {
    for (const type of ['act', 'decline', 'disown', 'confirm_signer'] as const) {
      const decision = decide(STATES[status], { type, signerId: 'anna' }, NOW);
      expect(show(decision), `${type} when ${status}`).toBe('✗ SIGNER_ALREADY_ACTED');
    }
  }
});

it('refuses an unknown signer, after the status was found to allow the command', () => {
  for (const type of [
    'open',
    'act',
    'decline',
    'disown',
    'confirm_signer',
    'replace_signer',
  ] as const) {
    const command = { type, signerId: 'nobody' };
    expect(show(decide(STATES.sent, command, NOW)), type).toBe('✗ SIGNER_NOT_FOUND');
    expect(show(decide(STATES.in_progress, command, NOW)), type).toBe('✗ SIGNER_NOT_FOUND');
    expect(show(decide(STATES.voided, command, NOW)), type).toBe(conflict('voided'));
  }
});

describe('sending', () => {
  const send = (changes: Partial<EnvelopeState>, expiresAt = DEADLINE) =>
    show(decide({ ...STATES.draft, ...changes }, { type: 'send', expiresAt }, NOW));

  it('needs a document', () => {
    expect(send({ documentCount: 0 })).toBe('✗ NO_DOCUMENTS');
  });
  it('names the missing document before the missing signer', () => {
    expect(send({ documentCount: 0, signers: [] })).toBe('✗ NO_DOCUMENTS');
  });
  it('needs somebody with the role signer', () => {
    expect(send({ signers: [] })).toBe('✗ NO_SIGNERS');
    const others = [signer('ben', 'pending', 'approver'), signer('carl', 'pending', 'cc')];
    expect(send({ signers: others })).toBe('✗ NO_SIGNERS');
  });
  it('needs a deadline in the future', () => {
    expect(send({}, PAST)).toBe('✗ DEADLINE_INVALID');
    expect(send({}, NOW)).toBe('✗ DEADLINE_INVALID');
  });
  it('sets the deadline, whatever the draft had', () => {
    for (const expiresAt of [null, PAST, LATER]) {
      const draft = { ...STATES.draft, expiresAt };
      const decision = decide(draft, { type: 'send', expiresAt: DEADLINE }, NOW);
      expect(decision).toMatchObject({ ok: true, state: { expiresAt: DEADLINE } });
    }
  });
  it('never invites who only gets a copy', () => {
    expect(send({})).not.toContain('carl');
  });
});

describe('extending', () => {
  const extend = (expiresAt: string) =>
    show(decide(STATES.sent, { type: 'extend', expiresAt }, NOW));

  it('refuses the deadline it has, and every earlier one', () => {
    expect(extend(DEADLINE)).toBe('✗ DEADLINE_INVALID');
    expect(extend('2026-03-20T11:59:59.999Z')).toBe('✗ DEADLINE_INVALID');
    expect(extend(PAST)).toBe('✗ DEADLINE_INVALID');
  });
  it('accepts one that is a millisecond later', () => {
    expect(extend('2026-03-20T12:00:00.001Z')).toMatch(/^→ sent: envelope.extended/);
  });
  it('moves the deadline and nothing else', () => {
    const decision = decide(STATES.sent, { type: 'extend', expiresAt: LATER }, NOW);
    expect(decision).toMatchObject({ ok: true, state: { ...STATES.sent, expiresAt: LATER } });
  });
});
