import { type FormEvent, type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react';
import type { Session, SessionField } from '../api.ts';
import { controlId, showField } from '../form/go-to.ts';
import { placeOf } from '../form/steps.ts';
import { useSignForm } from '../form/use-sign-form.ts';
import { useLanguage } from '../parts/language-context.ts';
import { MAX_TEXT_LENGTH } from './text-field.tsx';
import { useFault } from './use-fault.ts';

/**
 * The field one is at, as a control of ordinary size at the foot of a small screen: on its page it
 * may be a few pixels high. What is entered shows at its place at once.
 */
export function FieldSheet({ session }: { session: Session }) {
  const { fields } = useSignForm();
  const { current } = fields;
  return current && <Sheet key={current.id} field={current} session={session} />;
}

type SheetProps = { field: SessionField; session: Session };

function Sheet({ field, session }: SheetProps) {
  const { t } = useLanguage();
  const { fields } = useSignForm();
  const control = useRef<HTMLInputElement>(null);
  const fault = useFault(field);
  const name = field.label ?? t.fields.types[field.type];
  const kind = field.type === 'checkbox' ? 'checkbox' : 'text';
  const place = placeOf(field, session.envelope.documents, t);

  const onShown = useEffectEvent(() => {
    showField(field, 'nearest');
    // Scrolling is left to the browser: the keyboard that comes up would hide the control.
    control.current?.focus();
  });
  useEffect(() => onShown(), []);

  function submit(event: FormEvent): void {
    event.preventDefault();
    fields.goToNext();
  }

  /** By the keyboard one goes on at the field's place; a finger would only bring up the keys. */
  function close(byKeyboard: boolean): void {
    fields.leave();
    if (byKeyboard) document.getElementById(controlId(field))?.focus({ preventScroll: true });
  }

  function closeOnEscape(event: KeyboardEvent): void {
    if (event.key === 'Escape') close(true);
  }

  return (
    <form className="field-sheet" noValidate onSubmit={submit} onKeyDown={closeOnEscape}>
      <div className="field-sheet-head">
        <span className="small">
          {field.required ? place : `${place} · ${t.fields.optionalNote}`}
        </span>
        <button
          type="button"
          className="close"
          aria-label={t.fields.close}
          onClick={(event) => close(event.detail === 0)}
        >
          ×
        </button>
      </div>
      <div className={`field field-sheet-${kind}`}>
        <label htmlFor="sheet-control">{name}</label>
        <input
          id="sheet-control"
          ref={control}
          {...controlOf()}
          autoComplete="off"
          enterKeyHint="next"
          required={field.required}
          aria-invalid={fault !== null}
          aria-describedby="sheet-fault"
        />
      </div>
      <div id="sheet-fault" role="alert">
        {fault && <p className="error">{t.fields.faults[fault][kind]}</p>}
      </div>
    </form>
  );

  function controlOf() {
    const value = fields.valueOf(field);
    return kind === 'checkbox'
      ? {
          type: 'checkbox',
          checked: value === true,
          onChange: () => fields.fill(field.id, value !== true),
        }
      : {
          type: 'text',
          value: String(value),
          maxLength: MAX_TEXT_LENGTH,
          onChange: () => fields.fill(field.id, control.current?.value ?? ''),
        };
  }
}
