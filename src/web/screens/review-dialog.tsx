import { type FormEvent, useRef, useState } from 'react';
import type { Session } from '../api.ts';
import { useSignForm } from '../form/use-sign-form.ts';
import { ProgressButton } from '../parts/buttons.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { useLanguage } from '../parts/language-context.ts';
import { Modal, ModalHeading } from '../parts/modal.tsx';
import { ConsentField } from './consent-field.tsx';
import { ReviewEntries } from './review-entries.tsx';
import type { Act } from './use-act.ts';

type ReviewDialogProps = { session: Session; act: Act };

/** The last look: who signs what with which entries, the consent, and the press that counts. */
export function ReviewDialog({ session, act }: ReviewDialogProps) {
  const { t } = useLanguage();
  const approver = session.signer.role === 'approver';
  return (
    <Modal modal={act.review} labelledBy="review-title" className="review">
      <ModalHeading id="review-title">
        {approver ? t.review.titleApprove : t.review.titleSign}
      </ModalHeading>
      <Confirmation session={session} act={act} />
    </Modal>
  );
}

function Confirmation({ session, act }: ReviewDialogProps) {
  const { t } = useLanguage();
  const form = useSignForm();
  const consent = useRef<HTMLInputElement>(null);
  const [pressed, setPressed] = useState(false);
  const approver = session.signer.role === 'approver';

  function submit(event: FormEvent): void {
    event.preventDefault();
    setPressed(true);
    if (form.agreed) act.confirm();
    else goToConsent();
  }

  function goToConsent(): void {
    consent.current?.scrollIntoView({ block: 'center' });
    consent.current?.focus({ preventScroll: true });
  }

  return (
    <form noValidate onSubmit={submit}>
      <ReviewEntries session={session} />
      <ConsentField
        session={session}
        checked={form.agreed}
        onChange={form.setAgreed}
        missing={pressed && !form.agreed}
        inputRef={consent}
      />
      <FailureAlert failure={act.failure} refused="" />
      <div className="row">
        <button type="button" className="button secondary" onClick={act.review.close}>
          {t.review.back}
        </button>
        <ProgressButton type="submit" kind="primary" busy={act.busy}>
          {approver ? t.sign.approve : t.sign.sign}
        </ProgressButton>
      </div>
    </form>
  );
}
