import type { SessionField } from '../api.ts';
import { controlId, goToMark } from '../form/go-to.ts';
import { useSignForm } from '../form/use-sign-form.ts';
import { markOf } from '../marks/mark-draft.ts';
import { ShownMark } from '../marks/shown-mark.tsx';
import { useLanguage } from '../parts/language-context.ts';
import { FieldBox } from './field-box.tsx';

type MarkPlaceProps = { field: SessionField; name: 'signature' | 'initials' };

/** Where a signature or initials will stand: as chosen, or the way to choosing. */
export function MarkPlace({ field, name }: MarkPlaceProps) {
  const { t } = useLanguage();
  const form = useSignForm();
  const mark = markOf(form[name]);
  const { places } = t.marks[name];
  const label = field.label ?? t.fields.types[name];
  return (
    <FieldBox field={field} state={mark ? 'filled' : 'open'}>
      <button
        id={controlId(field)}
        type="button"
        className="mark-place"
        onFocus={() => form.fields.visit(field.id)}
        aria-label={`${label}: ${describe()}`}
        onClick={() => goToMark(name)}
      >
        {mark ? <ShownMark mark={mark} /> : <span className="mark-empty">{places.short}</span>}
      </button>
    </FieldBox>
  );

  // Begins with what is to be seen: whoever speaks to the page says that.
  function describe(): string {
    if (!mark) return `${places.short}, ${places.empty}`;
    return mark.kind === 'typed' ? places.typed(mark.text) : places.image;
  }
}
