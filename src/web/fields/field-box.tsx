import type { ReactNode } from 'react';
import type { SessionField } from '../api.ts';
import { controlId } from '../form/go-to.ts';
import { useSignForm } from '../form/use-sign-form.ts';
import { useLanguage } from '../parts/language-context.ts';
import { useFault } from './use-fault.ts';

type FieldBoxProps = {
  field: SessionField;
  state: 'open' | 'filled' | 'known';
  /** The control itself; it carries {@link controlId} and is described by {@link faultId}. */
  children: ReactNode;
};

/** The place of a field on its page, with its name and what is wrong with it. */
export function FieldBox({ field, state, children }: FieldBoxProps) {
  const { t } = useLanguage();
  const fault = useFault(field);
  const { current } = useSignForm().fields;
  const name = field.label ?? t.fields.types[field.type];
  const { x, y, width, height } = field;
  return (
    <div
      className={`placed placed-${field.type}`}
      data-current={current?.id === field.id}
      data-state={fault ? 'fault' : state}
      // Where there is room for the note: never beyond the edges of the page.
      data-above={y + height / 2 > 0.5}
      data-left={x + width / 2 <= 0.5}
      style={{
        '--x': `${x * 100}%`,
        '--y': `${y * 100}%`,
        '--w': `${width * 100}%`,
        '--h': `${height * 100}%`,
      }}
    >
      <div className="placed-note" data-shown={fault === 'refused'}>
        {state === 'known' ? <p>{name}</p> : <label htmlFor={controlId(field)}>{name}</label>}
        <p id={faultId(field)}>{fault && t.fields.faults[fault][kindOf(field)]}</p>
      </div>
      <div className="placed-control">{children}</div>
      {field.required && state !== 'known' && (
        <span className="placed-required" aria-hidden="true">
          *
        </span>
      )}
    </div>
  );
}

export function faultId(field: SessionField): string {
  return `fault-${field.id}`;
}

function kindOf({ type }: SessionField): 'text' | 'checkbox' {
  return type === 'checkbox' ? 'checkbox' : 'text';
}
