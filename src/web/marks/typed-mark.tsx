import { useLanguage } from '../parts/language-context.ts';

const MAX_LENGTH = 120;

type TypedMarkProps = {
  name: 'signature' | 'initials';
  value: string;
  onChange(value: string): void;
  missing: boolean;
};

/** The name as typed, and how it looks as a signature; initials are seen on their page alone. */
export function TypedMark({ name, value, onChange, missing }: TypedMarkProps) {
  const { t } = useLanguage();
  const id = name === 'signature' ? 'name' : 'initials';
  return (
    <>
      <label htmlFor={id}>{t.marks[name].typedLabel}</label>
      <input
        id={id}
        type="text"
        autoComplete={name === 'signature' ? 'name' : 'off'}
        spellCheck={false}
        maxLength={MAX_LENGTH}
        placeholder={t.marks[name].placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        required
        aria-invalid={missing}
        aria-describedby={`${name}-fault`}
      />
      {name === 'signature' && (
        <div className="preview" aria-hidden="true">
          <span className="preview-label">{t.marks.preview}</span>
          <span className="preview-name">{value.trim()}</span>
        </div>
      )}
    </>
  );
}
