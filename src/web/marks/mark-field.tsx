import type { Mark } from '../api.ts';
import { useLanguage } from '../parts/language-context.ts';
import { DrawPad } from './draw-pad.tsx';
import type { MarkDraft } from './mark-draft.ts';
import { TypedMark } from './typed-mark.tsx';
import { UploadedMark } from './uploaded-mark.tsx';

const KINDS: readonly Mark['kind'][] = ['typed', 'drawn', 'uploaded'];

type MarkFieldProps = {
  name: 'signature' | 'initials';
  draft: MarkDraft;
  onChange(change: Partial<MarkDraft>): void;
  missing: boolean;
};

/** A signature or initials: typed, drawn, or an image. */
export function MarkField({ name, draft, onChange, missing }: MarkFieldProps) {
  const { t } = useLanguage();
  return (
    <fieldset id={`mark-${name}`} className="field mark-field">
      <legend>{t.marks[name].legend}</legend>
      <div className="kinds">
        {KINDS.map((kind) => (
          <label key={kind}>
            <input
              type="radio"
              name={`${name}-kind`}
              checked={draft.kind === kind}
              onChange={() => onChange({ kind })}
              aria-describedby={`${name}-fault`}
            />
            <span>{t.marks.kinds[kind]}</span>
          </label>
        ))}
      </div>
      <Entry name={name} draft={draft} onChange={onChange} missing={missing} />
      <div id={`${name}-fault`} role="alert">
        {missing && <p className="error">{t.marks[name].missing[draft.kind]}</p>}
      </div>
    </fieldset>
  );
}

function Entry({ name, draft, onChange, missing }: MarkFieldProps) {
  const { t } = useLanguage();
  switch (draft.kind) {
    case 'typed':
      return (
        <TypedMark
          name={name}
          value={draft.text}
          onChange={(text) => onChange({ text })}
          missing={missing}
        />
      );
    case 'drawn':
      return (
        <DrawPad
          label={t.marks[name].padLabel}
          drawing={draft.drawing}
          onDraw={(drawing) => onChange({ drawing })}
        />
      );
    case 'uploaded':
      return (
        <UploadedMark
          name={name}
          image={draft.upload}
          onChange={(upload) => onChange({ upload })}
        />
      );
  }
}
