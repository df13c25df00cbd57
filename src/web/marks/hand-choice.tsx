import { useSignForm } from '../form/use-sign-form.ts';
import { useLanguage } from '../parts/language-context.ts';
import { HandText } from './hand-text.tsx';
import { HANDS } from './mark-draft.ts';

type HandChoiceProps = { name: 'signature' | 'initials'; text: string };

/** What was typed in each hand, to choose one: a person writes signature and initials in the same. */
export function HandChoice({ name, text }: HandChoiceProps) {
  const { t } = useLanguage();
  const { signature, changeSignature } = useSignForm();
  const sample = text || t.marks[name].sample;
  return (
    <fieldset className="hands">
      <legend>{t.marks.hands.legend}</legend>
      {HANDS.map((font) => (
        <label key={font}>
          <input
            type="radio"
            name={`${name}-font`}
            checked={signature.font === font}
            onChange={() => changeSignature({ font })}
          />
          <span>{t.marks.hands[font]}</span>
          <span className={text ? 'hand-sample' : 'hand-sample empty'} aria-hidden="true">
            <HandText text={sample} font={font} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}
