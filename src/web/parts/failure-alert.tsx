import type { Failure } from '../api-error.ts';
import { noticeOf } from '../flow.ts';
import type { Texts } from '../texts/en.ts';
import { useLanguage } from './language-context.ts';

type FailureAlertProps = {
  failure: Failure | null;
  /** What to say where the server refused what was typed; given where something was typed. */
  refused?: string;
};

/** Says what failed and what to do, at once to screen readers too. */
export function FailureAlert({ failure, refused }: FailureAlertProps) {
  const { t } = useLanguage();
  return (
    <div role="alert">
      {failure && (
        <div className="error box">
          <p>{refused === undefined ? plain(failure, t) : typed(failure, refused, t)}</p>
          {failure.requestId && <p className="small">{t.requestId(failure.requestId)}</p>}
        </div>
      )}
    </div>
  );
}

function plain(failure: Failure, t: Texts): string {
  const { title, next } = t.notices[noticeOf(failure)];
  return `${title}. ${next}`;
}

function typed(failure: Failure, refused: string, t: Texts): string {
  switch (failure.code) {
    case 'UNREACHABLE':
      return t.failures.unreachable;
    case 'RATE_LIMIT_EXCEEDED':
      return t.failures.busy;
    case 'CONSENT_OUTDATED':
      return t.failures.consentOutdated;
    case 'VALIDATION_FAILED':
      return refused;
    default:
      return t.failures.broken;
  }
}
