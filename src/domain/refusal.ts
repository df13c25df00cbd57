import type { Refusal } from '../lifecycle/decision.ts';
import { ApiError, invalid } from './errors.ts';

/** The error of the catalogue for a refusal of the lifecycle. */
export function refusalError(refusal: Refusal): ApiError {
  switch (refusal.code) {
    case 'ENVELOPE_STATE_CONFLICT':
      return new ApiError('ENVELOPE_STATE_CONFLICT', {
        message: `The envelope is ${refusal.status}; that does not allow this.`,
        extra: { status: refusal.status },
      });
    case 'SIGNER_CANNOT_ACT':
      return new ApiError('ENVELOPE_STATE_CONFLICT', {
        message: 'This person gets a copy and neither signs nor declines.',
      });
    case 'NO_SIGNERS':
      return new ApiError('NO_SIGNERS', {
        message: 'No signers provided: at least one with the role signer is needed.',
      });
    case 'DEADLINE_INVALID':
      return invalid('expires_at', 'must be in the future, and later than the deadline so far');
    case 'DEADLINE_NOT_REACHED':
      return new ApiError('ENVELOPE_STATE_CONFLICT', {
        message: 'The deadline has not passed.',
      });
    case 'REMINDER_TOO_SOON':
      return new ApiError('REMINDER_TOO_SOON', { extra: { can_remind_at: refusal.canRemindAt } });
    case 'REMINDER_LIMIT_REACHED':
      return new ApiError('REMINDER_LIMIT_REACHED', { extra: { can_remind_at: null } });
    case 'REMINDER_NOT_DUE':
    case 'REMINDER_POSTPONED':
      return new ApiError('ENVELOPE_STATE_CONFLICT', { message: 'No reminder is due.' });
    case 'SIGNER_NOT_FOUND':
    case 'SIGNER_ALREADY_ACTED':
    case 'SIGNER_DISOWNED':
    case 'NOT_YOUR_TURN':
    case 'NO_DOCUMENTS':
      return new ApiError(refusal.code);
  }
}
