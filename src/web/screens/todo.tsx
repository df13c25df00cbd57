import type { RefObject } from 'react';
import type { Step } from '../form/steps.ts';
import { useSignForm } from '../form/use-sign-form.ts';
import { useLanguage } from '../parts/language-context.ts';

/** Where the list of what is missing stands, and whether it is unfolded. */
export type MissingList = {
  ref: RefObject<HTMLElement | null>;
  open: boolean;
  onToggle(open: boolean): void;
};

/** How much is done, what is still missing, and the way to the next of it. */
export function Todo({ steps, list }: { steps: Step[]; list: MissingList }) {
  const { t } = useLanguage();
  const { fields, checked } = useSignForm();
  const missing = steps.filter((step) => !step.done);
  const more = fields.open.length > 0 || fields.empty.length > 0;
  if (fields.fillable.length === 0 && steps.length < 2) return null;
  return (
    <div className="todo box" data-fault={checked && missing.length > 0}>
      <ProgressLine steps={steps} />
      {missing.length > 0 ? <Missing missing={missing} list={list} /> : <p>{nothingMissing()}</p>}
      {more && (
        <button type="button" className="button secondary" onClick={fields.goToNext}>
          {t.fields.next}
        </button>
      )}
    </div>
  );

  function nothingMissing(): string {
    const { length } = fields.empty;
    return length > 0 ? t.fields.optional(length) : t.steps.nothingLeft;
  }
}

/** How much is done, as a line and in words; nothing where there is one thing to do. */
export function ProgressLine({ steps }: { steps: Step[] }) {
  const { t } = useLanguage();
  if (steps.length < 2) return null;
  const done = steps.filter((step) => step.done).length;
  const words = t.steps.done(done, steps.length);
  return (
    <div className="progress">
      <progress max={steps.length} value={done} aria-label={words} />
      <span aria-hidden="true">{words}</span>
    </div>
  );
}

function Missing({ missing, list }: { missing: Step[]; list: MissingList }) {
  const { t } = useLanguage();
  return (
    <details
      className="missing"
      open={list.open}
      onToggle={(event) => list.onToggle(event.currentTarget.open)}
    >
      <summary ref={list.ref}>{t.steps.missing(missing.length)}</summary>
      <ul>
        {missing.map(({ id, name, place, goTo }) => (
          <li key={id}>
            <button type="button" className="link" onClick={goTo}>
              {name}
            </button>
            {place && <span className="small"> {place}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
