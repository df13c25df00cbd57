import { type FormEvent, useRef, useState } from 'react';
import type { Session } from '../api.ts';
import type { Failure } from '../api-error.ts';
import { ProgressButton } from '../parts/buttons.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { useLanguage } from '../parts/language-context.ts';
import { useOnce } from '../parts/use-once.ts';
import type { Signing } from '../use-signing.ts';
import { ConsentField } from './consent-field.tsx';
import { DeclineDialog } from './decline-dialog.tsx';
import { NameField } from './name-field.tsx';

type SignPanelProps = { session: Session; signing: Signing };

/** Name, consent and the act itself. What is typed stays through every failure and language. */
export function SignPanel({ session, signing }: SignPanelProps) {
  const { t } = useLanguage();
  const approver = session.signer.role === 'approver';
  const { name, setName, agreed, setAgreedTo, faults, check, nameRef, consentRef } =
    useSignForm(session);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useOnce();

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!check()) return;
    setFailure(null);
    void run(async () => setFailure(await signing.sign(session, approver ? null : name.trim())));
  }

  return (
    <section className="card panel" aria-labelledby="panel-title">
      <h2 id="panel-title" tabIndex={-1}>
        {approver ? t.sign.approveTitle : t.sign.title}
      </h2>
      <form noValidate onSubmit={submit}>
        {!approver && (
          <NameField value={name} onChange={setName} missing={faults.name} inputRef={nameRef} />
        )}
        <ConsentField
          text={session.consent.text}
          checked={agreed}
          onChange={setAgreedTo}
          missing={faults.consent}
          inputRef={consentRef}
        />
        <FailureAlert failure={failure} refused={t.sign.nameRefused} />
        <ProgressButton type="submit" kind="primary" busy={busy}>
          {approver ? t.sign.approve : t.sign.sign}
        </ProgressButton>
      </form>
      <DeclineDialog onDecline={(reason) => signing.decline(session, reason)} />
    </section>
  );
}

function useSignForm({ consent, signer }: Session) {
  const [name, setName] = useState('');
  // Consent is to one text: another version or language has to be confirmed anew.
  const [agreedTo, setAgreedTo] = useState<string | null>(null);
  const [checked, setChecked] = useState(false);
  const nameRef = useRef<HTMLInputElement>(null);
  const consentRef = useRef<HTMLInputElement>(null);
  const agreed = agreedTo === consent.text;
  const needsName = signer.role !== 'approver';
  const faults = {
    name: checked && needsName && name.trim() === '',
    consent: checked && !agreed,
  };

  /** Shows what is missing and goes to the first of it; true where nothing is. */
  function check(): boolean {
    setChecked(true);
    if (needsName && name.trim() === '') nameRef.current?.focus();
    else if (!agreed) consentRef.current?.focus();
    else return true;
    return false;
  }

  return {
    name,
    setName,
    agreed,
    setAgreedTo: (yes: boolean) => setAgreedTo(yes ? consent.text : null),
    faults,
    check,
    nameRef,
    consentRef,
  };
}
