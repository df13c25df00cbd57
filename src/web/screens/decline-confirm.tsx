import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../api-error.ts';
import { ActionButton } from '../parts/buttons.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { useLanguage } from '../parts/language-context.ts';

type DeclineConfirmProps = {
  reason: string;
  onBack(): void;
  onDecline(reason: string): Promise<Failure | null>;
};

/** The second look before declining. */
export function DeclineConfirm({ reason, onBack, onDecline }: DeclineConfirmProps) {
  const { t } = useLanguage();
  const heading = useRef<HTMLHeadingElement>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  useEffect(() => heading.current?.focus(), []);

  return (
    <>
      <h2 id="decline-title" ref={heading} tabIndex={-1}>
        {t.decline.confirmTitle}
      </h2>
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
