import { useRef, useState } from 'react';
import type { Failure } from '../api-error.ts';
import { useLanguage } from '../parts/language-context.ts';
import { DeclineConfirm } from './decline-confirm.tsx';
import { DeclineReason } from './decline-reason.tsx';

type DeclineDialogProps = { onDecline(reason: string): Promise<Failure | null> };

/** A reason first, then a second look: declining ends the request for everybody. */
export function DeclineDialog({ onDecline }: DeclineDialogProps) {
  const { t } = useLanguage();
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [confirming, setConfirming] = useState(false);

  function show(): void {
    setConfirming(false);
    setOpen(true);
    dialog.current?.showModal();
  }

  return (
    <>
      <button type="button" className="button quiet" onClick={show}>
        {t.sign.decline}
      </button>
      {/* Escape and `close()` both end here; the reason stays for the next time. */}
      <dialog ref={dialog} aria-labelledby="decline-title" onClose={() => setOpen(false)}>
        {open && !confirming && (
          <DeclineReason
            reason={reason}
            onReason={setReason}
            onNext={() => setConfirming(true)}
            onCancel={() => dialog.current?.close()}
          />
        )}
        {open && confirming && (
          <DeclineConfirm
            reason={reason.trim()}
            onBack={() => setConfirming(false)}
            onDecline={onDecline}
          />
        )}
      </dialog>
    </>
  );
}
