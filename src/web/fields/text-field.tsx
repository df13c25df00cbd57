import type { SessionField } from '../api.ts';
import { controlId } from '../form/go-to.ts';
import { useSignForm } from '../form/use-sign-form.ts';
import { FieldBox, faultId } from './field-box.tsx';
import { useFault } from './use-fault.ts';

export const MAX_TEXT_LENGTH = 1000;

/** A line of text, typed where it will stand. */
export function TextField({ field }: { field: SessionField }) {
  const { fields } = useSignForm();
  const fault = useFault(field);
  const value = fields.valueOf(field);
  const text = typeof value === 'string' ? value : '';
  return (
    <FieldBox field={field} state={text.trim() === '' ? 'open' : 'filled'}>
      <input
        id={controlId(field)}
        type="text"
        onFocus={() => fields.visit(field.id)}
        onClick={() => fields.enlarge(field)}
        autoComplete="off"
        maxLength={MAX_TEXT_LENGTH}
        placeholder={field.label ?? undefined}
        value={text}
        onChange={(event) => fields.fill(field.id, event.target.value)}
        required={field.required}
        aria-invalid={fault !== null}
        aria-describedby={faultId(field)}
      />
    </FieldBox>
  );
}
