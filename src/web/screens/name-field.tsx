import type { RefObject } from 'react';
import { useLanguage } from '../parts/language-context.ts';

const MAX_LENGTH = 120;

type NameFieldProps = {
  value: string;
  onChange(value: string): void;
  missing: boolean;
  inputRef: RefObject<HTMLInputElement | null>;
};

/** The name as typed, and how it looks as a signature. */
export function NameField({ value, onChange, missing, inputRef }: NameFieldProps) {
  const { t } = useLanguage();
  return (
    <div className="field">
      <label htmlFor="name">{t.sign.nameLabel}</label>
      <input
        id="name"
        ref={inputRef}
        type="text"
        autoComplete="name"
        spellCheck={false}
        maxLength={MAX_LENGTH}
        placeholder={t.sign.namePlaceholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        required
        aria-invalid={missing}
        aria-describedby="name-fault"
      />
      <div id="name-fault" role="alert">
        {missing && <p className="error">{t.sign.nameMissing}</p>}
      </div>
      <div className="preview" aria-hidden="true">
        <span className="preview-label">{t.sign.preview}</span>
        <span className="preview-name">{value.trim()}</span>
      </div>
    </div>
  );
}
