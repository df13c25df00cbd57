import { type FormEvent, useRef, useState } from 'react';
import type { Session } from '../api.ts';
import type { Failure } from '../api-error.ts';
import { FieldStatus } from '../fields/field-status.tsx';
import { type SignForm, useSignForm } from '../form/use-sign-form.ts';
import { MarkField } from '../marks/mark-field.tsx';
import { ProgressButton } from '../parts/buttons.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { useLanguage } from '../parts/language-context.ts';
import { useOnce } from '../parts/use-once.ts';
import type { Texts } from '../texts/en.ts';
import type { Signing } from '../use-signing.ts';
import { ConsentField } from './consent-field.tsx';
import { DeclineDialog } from './decline-dialog.tsx';

type SignPanelProps = { session: Session; signing: Signing };

/** Marks, consent and the act itself. What is entered stays through every failure and language. */
export function SignPanel({ session, signing }: SignPanelProps) {
  const { t } = useLanguage();
  const approver = session.signer.role === 'approver';
  const form = useSignForm();
  const nextField = useRef<HTMLButtonElement>(null);
  const consent = useRef<HTMLInputElement>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useOnce();

  async function send(): Promise<void> {
    const entries = form.entries();
    const failed = await signing.sign(session, entries);
    setFailure(failed);
    form.showRefused(failed, entries);
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    const complete = form.check(
      () => nextField.current?.focus(),
      () => consent.current?.focus(),
    );
    if (!complete) return;
    setFailure(null);
    void run(send);
  }

  return (
    <section className="card panel" aria-labelledby="panel-title">
      <h2 id="panel-title" tabIndex={-1}>
        {approver ? t.sign.approveTitle : t.sign.title}
      </h2>
      <form noValidate onSubmit={submit}>
        <FieldStatus buttonRef={nextField} />
        <Marks form={form} />
        <ConsentField
          text={session.consent.text}
          checked={form.agreed}
          onChange={form.setAgreed}
          missing={form.faults.consent}
          inputRef={consent}
        />
        <FailureAlert failure={failure} refused={failure ? refusal(failure, form, t) : ''} />
        <ProgressButton type="submit" kind="primary" busy={busy}>
          {approver ? t.sign.approve : t.sign.sign}
        </ProgressButton>
      </form>
      <DeclineDialog onDecline={(reason) => signing.decline(session, reason)} />
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

/** What the server did not take. */
function refusal({ paths }: Failure, { signature, initials }: SignForm, t: Texts): string {
  if (paths.some((path) => path.startsWith('fields'))) return t.fields.refused;
  if (paths.some((path) => path.startsWith('initials')))
    return t.marks.initials.refused[initials.kind];
  return t.marks.signature.refused[signature.kind];
}
