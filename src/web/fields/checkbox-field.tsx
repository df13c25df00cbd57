import type { SessionField } from '../api.ts';
import { controlId } from '../form/go-to.ts';
import { useSignForm } from '../form/use-sign-form.ts';
import { FieldBox, faultId } from './field-box.tsx';
import { useFault } from './use-fault.ts';

/** A box to tick. */
export function CheckboxField({ field }: { field: SessionField }) {
  const { fields } = useSignForm();
  const fault = useFault(field);
  const ticked = fields.valueOf(field) === true;
  return (
    <FieldBox field={field} state={ticked ? 'filled' : 'open'}>
      <input
        id={controlId(field)}
        type="checkbox"
        onFocus={() => fields.visit(field.id)}
        checked={ticked}
        onChange={(event) => fields.fill(field.id, event.target.checked)}
        required={field.required}
        aria-invalid={fault !== null}
        aria-describedby={faultId(field)}
      />
    </FieldBox>
  );
}
