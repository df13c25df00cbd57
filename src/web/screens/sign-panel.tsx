import type { FormEvent } from 'react';
import type { Session } from '../api.ts';
import type { Step } from '../form/steps.ts';
import { type SignForm, useSignForm } from '../form/use-sign-form.ts';
import { MarkField } from '../marks/mark-field.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { useLanguage } from '../parts/language-context.ts';
import type { Signing } from '../use-signing.ts';
import { DeclineDialog } from './decline-dialog.tsx';
import { type MissingList, Todo } from './todo.tsx';
import type { Act } from './use-act.ts';

type SignPanelProps = {
  session: Session;
  signing: Signing;
  steps: Step[];
  act: Act;
  list: MissingList;
  onLeave(): void;
};

/** What is left to do, the marks, and the ways on: to the last look, to declining, to later. */
export function SignPanel({ session, signing, steps, act, list, onLeave }: SignPanelProps) {
  const { t } = useLanguage();
  const form = useSignForm();
  const approver = session.signer.role === 'approver';

  function submit(event: FormEvent): void {
    event.preventDefault();
    act.goOn();
  }

  return (
    <section className="card panel" aria-labelledby="panel-title">
      <h2 id="panel-title" tabIndex={-1}>
        {approver ? t.sign.approveTitle : t.sign.title}
      </h2>
      <form noValidate onSubmit={submit}>
        <div className="panel-scroll">
          <Todo steps={steps} list={list} />
          <Marks form={form} />
          <FailureAlert failure={act.refusal?.failure ?? null} refused={act.refusal?.text ?? ''} />
        </div>
        <button type="submit" className="button primary">
          {approver ? t.review.toApprove : t.review.toSign}
        </button>
      </form>
      <div className="row">
        <button type="button" className="button quiet" onClick={onLeave}>
          {t.later.button}
        </button>
        <DeclineDialog onDecline={(reason) => signing.decline(session, reason)} />
      </div>
    </section>
  );
}

function Marks({ form }: { form: SignForm }) {
  const { needs, faults } = form;
  return (
    <>
      {needs.signature && (
        <MarkField
          name="signature"
          draft={form.signature}
          onChange={form.changeSignature}
          missing={faults.signature}
        />
      )}
      {needs.initials !== 'none' && (
        <MarkField
          name="initials"
          draft={form.initials}
          onChange={form.changeInitials}
          missing={faults.initials}
        />
      )}
    </>
  );
}
