import { useState } from 'react';
import type { Failure } from '../api-error.ts';
import { ActionButton } from '../parts/buttons.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { useLanguage } from '../parts/language-context.ts';
import { ModalHeading } from '../parts/modal.tsx';

type DeclineConfirmProps = {
  reason: string;
  onBack(): void;
  onDecline(reason: string): Promise<Failure | null>;
};

/** The second look before declining. */
export function DeclineConfirm({ reason, onBack, onDecline }: DeclineConfirmProps) {
  const { t } = useLanguage();
  const [failure, setFailure] = useState<Failure | null>(null);

  return (
    <>
      <ModalHeading id="decline-title">{t.decline.confirmTitle}</ModalHeading>
      <p>{t.decline.confirmText}</p>
      <blockquote className="plain">{reason}</blockquote>
      <FailureAlert failure={failure} refused={t.decline.reasonRefused} />
      <div className="row">
        <button type="button" className="button secondary" onClick={onBack}>
          {t.decline.back}
        </button>
        <ActionButton kind="danger" onPress={async () => setFailure(await onDecline(reason))}>
          {t.decline.confirm}
        </ActionButton>
      </div>
    </>
  );
}
