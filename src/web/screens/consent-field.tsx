import type { RefObject } from 'react';
import { useLanguage } from '../parts/language-context.ts';

type ConsentFieldProps = {
  text: string;
  checked: boolean;
  onChange(checked: boolean): void;
  missing: boolean;
  inputRef: RefObject<HTMLInputElement | null>;
};

/** The text the server will record as agreed to, word for word, and its checkbox. */
export function ConsentField({ text, checked, onChange, missing, inputRef }: ConsentFieldProps) {
  const { t } = useLanguage();
  return (
    <div className="field">
      <label className="consent">
        <input
          ref={inputRef}
          type="checkbox"
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
          required
          aria-invalid={missing}
          aria-describedby="consent-fault"
        />
        <span className="plain">{text}</span>
      </label>
      <div id="consent-fault" role="alert">
        {missing && <p className="error">{t.sign.consentMissing}</p>}
      </div>
    </div>
  );
}
