import { useSignForm } from '../form/use-sign-form.ts';
import { useLanguage } from '../parts/language-context.ts';
import { HandChoice } from './hand-choice.tsx';

const MAX_LENGTH = 120;

type TypedMarkProps = {
  name: 'signature' | 'initials';
  value: string;
  onChange(value: string): void;
  missing: boolean;
};

/**
 * The name as typed, and how it looks in each hand. Initials are written in the hand of the
 * signature, and have the choice beside them where the signature is not typed.
 */
export function TypedMark({ name, value, onChange, missing }: TypedMarkProps) {
  const { t } = useLanguage();
  const { signature } = useSignForm();
  const choosesHand = name === 'signature' || signature.kind !== 'typed';
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
      {choosesHand && <HandChoice name={name} text={value.trim()} />}
    </>
  );
}
