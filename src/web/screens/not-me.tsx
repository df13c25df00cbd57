import { useState } from 'react';
import type { Failure } from '../api-error.ts';
import { ActionButton } from '../parts/buttons.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { useLanguage } from '../parts/language-context.ts';
import { Modal, ModalHeading, useModal } from '../parts/modal.tsx';

type NotMeProps = {
  name: string;
  /** Whether there is an address to tell it to. */
  senderIsTold: boolean;
  onConfirm(): Promise<Failure | null>;
};

/** For whoever got somebody else's mail: says so, after a second look. */
export function NotMe({ name, senderIsTold, onConfirm }: NotMeProps) {
  const { t } = useLanguage();
  const modal = useModal();
  const [failure, setFailure] = useState<Failure | null>(null);
  return (
    <>
      <button type="button" className="button quiet" onClick={modal.show}>
        {t.notMe.button}
      </button>
      <Modal modal={modal} labelledBy="not-me-title">
        <ModalHeading id="not-me-title">{t.notMe.title}</ModalHeading>
        <p>{t.notMe.text(name)}</p>
        {senderIsTold && <p>{t.notMe.told}</p>}
        <p>{t.notMe.mistake}</p>
        <FailureAlert failure={failure} />
        <div className="row">
          <button type="button" className="button secondary" onClick={modal.close}>
            {t.notMe.back}
          </button>
          <ActionButton kind="danger" onPress={async () => setFailure(await onConfirm())}>
            {t.notMe.confirm}
          </ActionButton>
        </div>
      </Modal>
    </>
  );
}
