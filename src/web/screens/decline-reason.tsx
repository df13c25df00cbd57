import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLanguage } from '../parts/language-context.ts';

const MAX_LENGTH = 1000;

type DeclineReasonProps = {
  reason: string;
  onReason(reason: string): void;
  onNext(): void;
  onCancel(): void;
};

/** The first step of declining: what it means, and why. */
export function DeclineReason({ reason, onReason, onNext, onCancel }: DeclineReasonProps) {
  const { t } = useLanguage();
  const field = useRef<HTMLTextAreaElement>(null);
  const [checked, setChecked] = useState(false);
  const empty = reason.trim() === '';

  useEffect(() => field.current?.focus(), []);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setChecked(true);
    if (empty) field.current?.focus();
    else onNext();
  }

  return (
    <form noValidate onSubmit={submit}>
      <h2 id="decline-title">{t.decline.title}</h2>
      <p>{t.decline.intro}</p>
      <div className="field">
        <label htmlFor="reason">{t.decline.reasonLabel}</label>
        <textarea
          id="reason"
          ref={field}
          rows={4}
          maxLength={MAX_LENGTH}
          value={reason}
          onChange={(event) => onReason(event.target.value)}
          required
          aria-invalid={checked && empty}
          aria-describedby="reason-hint reason-fault"
        />
        <p id="reason-hint" className="small">
          {t.decline.reasonHint}
        </p>
        <div id="reason-fault" role="alert">
          {checked && empty && <p className="error">{t.decline.reasonMissing}</p>}
        </div>
      </div>
      <div className="row">
        <button type="button" className="button secondary" onClick={onCancel}>
          {t.decline.cancel}
        </button>
        <button type="submit" className="button primary">
          {t.decline.goOn}
        </button>
      </div>
    </form>
  );
}
