import { useState } from 'react';
import type { Failure } from '../api-error.ts';
import { useLanguage } from '../parts/language-context.ts';
import { Modal, useModal } from '../parts/modal.tsx';
import { DeclineConfirm } from './decline-confirm.tsx';
import { DeclineReason } from './decline-reason.tsx';

type DeclineDialogProps = { onDecline(reason: string): Promise<Failure | null> };

/** A reason first, then a second look: declining ends the request for everybody. */
export function DeclineDialog({ onDecline }: DeclineDialogProps) {
  const { t } = useLanguage();
  const modal = useModal();
  // The reason stays for the next time.
  const [reason, setReason] = useState('');
  const [confirming, setConfirming] = useState(false);

  function show(): void {
    setConfirming(false);
    modal.show();
  }

  return (
    <>
      <button type="button" className="button quiet" onClick={show}>
        {t.sign.decline}
      </button>
      <Modal modal={modal} labelledBy="decline-title">
        {confirming ? (
          <DeclineConfirm
            reason={reason.trim()}
            onBack={() => setConfirming(false)}
            onDecline={onDecline}
          />
        ) : (
          <DeclineReason
            reason={reason}
            onReason={setReason}
            onNext={() => setConfirming(true)}
            onCancel={modal.close}
          />
        )}
      </Modal>
    </>
  );
}
