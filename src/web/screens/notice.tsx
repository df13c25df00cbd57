import { useState } from 'react';
import type { Failure } from '../api-error.ts';
import type { NoticeKind } from '../flow.ts';
import { ActionButton } from '../parts/buttons.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { Heading } from '../parts/heading.tsx';
import { useLanguage } from '../parts/language-context.ts';

type NoticeProps = {
  kind: NoticeKind;
  requestId: string | null;
  onRetry(): Promise<void>;
  onFreshLink(): Promise<Failure | null>;
};

/** A page with nothing to sign: why, and the next step. It names neither title nor people. */
export function Notice({ kind, requestId, onRetry, onFreshLink }: NoticeProps) {
  const { t } = useLanguage();
  const { title, text, next } = t.notices[kind];
  const retry = ['unreachable', 'busy', 'broken'].includes(kind);
  return (
    <section className="card" data-notice={kind}>
      <Heading>{title}</Heading>
      <p>{text}</p>
      <p className="next">{next}</p>
      {requestId && kind === 'broken' && <p className="small">{t.requestId(requestId)}</p>}
      {retry && <ActionButton onPress={onRetry}>{t.tryAgain}</ActionButton>}
      {(kind === 'not_your_turn' || kind === 'session_expired') && (
        <ActionButton kind="secondary" onPress={onRetry}>
          {t.checkAgain}
        </ActionButton>
      )}
      {kind === 'link_expired' && <FreshLink onSend={onFreshLink} />}
    </section>
  );
}

// The button that had the focus is gone by then.
function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}

/** The answer is the same whatever the link was: it must not tell whether it is known. */
function FreshLink({ onSend }: { onSend(): Promise<Failure | null> }) {
  const { t } = useLanguage();
  const [sent, setSent] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function send(): Promise<void> {
    const failed = await onSend();
    setFailure(failed);
    setSent(failed === null);
  }

  return (
    <>
      <FailureAlert failure={failure} />
      {!sent && <ActionButton onPress={send}>{t.freshLink.send}</ActionButton>}
      <div role="status">
        {sent && (
          <div className="box" ref={takeFocus} tabIndex={-1}>
            <p>
              <strong>{t.freshLink.sent}</strong>
            </p>
            <p>{t.freshLink.sentNext}</p>
          </div>
        )}
      </div>
    </>
  );
}
