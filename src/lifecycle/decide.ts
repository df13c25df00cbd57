import { noteAsked } from './asked.ts';
import { decideRemind, decideRemindByPolicy, decideWarn } from './decide-remind.ts';
import {
  decideAct,
  decideConfirm,
  decideDecline,
  decideDisown,
  decideOpen,
} from './decide-signer.ts';
import { accept, type Command, type Decision, refuse } from './decision.ts';
import { currentTurn, type EnvelopeState, hasActed, isAwaited, isOpen, statusAt } from './state.ts';

/**
 * The whole lifecycle: the next state with its events, or why not. Pure: it reads no clock, does no
 * I/O and does not throw.
 *
 * @param now the instant of the decision, ISO 8601 in UTC with milliseconds
 */
export function decide(state: EnvelopeState, command: Command, now: string): Decision {
  const decision = decideCommand(state, command, now);
  if (!decision.ok) return decision;
  return accept(noteAsked(decision.state, decision.events, now), decision.events);
}

function decideCommand(state: EnvelopeState, command: Command, now: string): Decision {
  switch (command.type) {
    case 'edit':
    case 'delete':
      return decideDraft(state, command.type, now);
    case 'send':
      return decideSend(state, command.expiresAt, now);
    case 'open':
      return decideOpen(state, command.signerId, now);
    case 'act':
      return decideAct(state, command.signerId, now);
    case 'decline':
      return decideDecline(state, command.signerId, now);
    case 'disown':
      return decideDisown(state, command.signerId, now);
    case 'expire':
      return decideExpire(state, now);
    case 'void':
      return decideVoid(state, now);
    case 'remind':
      return decideRemind(state, now);
    case 'remind_by_policy':
      return decideRemindByPolicy(state, command, now);
    case 'warn':
      return decideWarn(state, command, now);
    case 'confirm_signer':
      return decideConfirm(state, command.signerId, now);
    case 'extend':
      return decideExtend(state, command.expiresAt, now);
    case 'replace_signer':
      return decideReplace(state, command.signerId, now);
  }
}

function conflict(state: EnvelopeState, now: string): Decision {
  return refuse({ code: 'ENVELOPE_STATE_CONFLICT', status: statusAt(state, now) });
}

function decideDraft(state: EnvelopeState, type: 'edit' | 'delete', now: string): Decision {
  if (state.status !== 'draft') return conflict(state, now);
  return accept(state, [{ type: type === 'edit' ? 'envelope.updated' : 'envelope.deleted' }]);
}

function decideSend(state: EnvelopeState, expiresAt: string, now: string): Decision {
  if (state.status !== 'draft') return conflict(state, now);
  if (state.documentCount === 0) return refuse({ code: 'NO_DOCUMENTS' });
  if (!state.signers.some((signer) => signer.role === 'signer')) {
    return refuse({ code: 'NO_SIGNERS' });
  }
  if (expiresAt <= now) return refuse({ code: 'DEADLINE_INVALID' });
  const sent: EnvelopeState = { ...state, status: 'sent', expiresAt };
  const invitations = currentTurn(sent).map(({ id }) => ({
    type: 'signer.invited' as const,
    signerId: id,
  }));
  return accept(sent, [{ type: 'envelope.sent', expiresAt }, ...invitations]);
}

function decideExpire(state: EnvelopeState, now: string): Decision {
  if (!isOpen(state.status)) return conflict(state, now);
  if (statusAt(state, now) !== 'expired') return refuse({ code: 'DEADLINE_NOT_REACHED' });
  return accept({ ...state, status: 'expired' }, [{ type: 'envelope.expired' }]);
}

function decideVoid(state: EnvelopeState, now: string): Decision {
  if (!isOpen(statusAt(state, now))) return conflict(state, now);
  return accept({ ...state, status: 'voided' }, [{ type: 'envelope.voided' }]);
}

function decideExtend(state: EnvelopeState, expiresAt: string, now: string): Decision {
  if (!isOpen(statusAt(state, now))) return conflict(state, now);
  if (expiresAt <= now || (state.expiresAt !== null && expiresAt <= state.expiresAt)) {
    return refuse({ code: 'DEADLINE_INVALID' });
  }
  return accept({ ...state, expiresAt }, [{ type: 'envelope.extended', expiresAt }]);
}

function decideReplace(state: EnvelopeState, signerId: string, now: string): Decision {
  if (!isOpen(statusAt(state, now))) return conflict(state, now);
  const signer = state.signers.find(({ id }) => id === signerId);
  if (!signer) return refuse({ code: 'SIGNER_NOT_FOUND' });
  if (hasActed(signer)) return refuse({ code: 'SIGNER_ALREADY_ACTED' });
  const signers = state.signers.map((other) =>
    other.id === signerId ? { ...other, status: 'pending' as const } : other,
  );
  const invited = isAwaited(signer) && currentTurn(state).some(({ id }) => id === signerId);
  return accept({ ...state, signers }, [
    { type: 'signer.replaced', signerId },
    ...(invited ? [{ type: 'signer.invited' as const, signerId }] : []),
  ]);
}
