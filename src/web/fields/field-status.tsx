import type { RefObject } from 'react';
import { useSignForm } from '../form/use-sign-form.ts';
import { useLanguage } from '../parts/language-context.ts';

type FieldStatusProps = { buttonRef: RefObject<HTMLButtonElement | null> };

/** How many fields are left, and the way to the next of them. */
export function FieldStatus({ buttonRef }: FieldStatusProps) {
  const { t } = useLanguage();
  const { fields, faults } = useSignForm();
  const { fillable, open, empty } = fields;
  if (fillable.length === 0) return null;
  return (
    <div className="field-status box" data-fault={faults.fields}>
      <div role="alert">
        {faults.fields && <p className="error">{t.fields.open(open.length)}</p>}
      </div>
      {!faults.fields && <p>{stateOf()}</p>}
      {empty.length + open.length > 0 && (
        <button
          ref={buttonRef}
          type="button"
          className="button secondary"
          onClick={fields.goToNext}
        >
          {t.fields.next}
        </button>
      )}
    </div>
  );

  function stateOf(): string {
    if (open.length > 0) return t.fields.open(open.length);
    return empty.length > 0 ? t.fields.optional(empty.length) : t.fields.allFilled;
  }
}
