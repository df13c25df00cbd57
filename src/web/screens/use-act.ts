import { useState } from 'react';
import type { Session } from '../api.ts';
import type { Failure } from '../api-error.ts';
import { goToMark } from '../form/go-to.ts';
import type { Step } from '../form/steps.ts';
import { type SignForm, useSignForm } from '../form/use-sign-form.ts';
import { useLanguage } from '../parts/language-context.ts';
import { useModal } from '../parts/modal.tsx';
import { useOnce } from '../parts/use-once.ts';
import type { Texts } from '../texts/en.ts';
import type { Signing } from '../use-signing.ts';

export type Act = ReturnType<typeof useAct>;

/**
 * The way to the act: what is missing first, then the last look, then the press that counts. What
 * was entered stays through every failure.
 *
 * @param showMissing goes to the list of what is missing, where there is more than one thing
 */
export function useAct(session: Session, signing: Signing, steps: Step[], showMissing: () => void) {
  const { t } = useLanguage();
  const form = useSignForm();
  const review = useModal();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useOnce();
  const refused = failure?.code === 'VALIDATION_FAILED';

  /** Opens the last look, or shows what is missing. */
  function goOn(): void {
    const missing = steps.filter((step) => !step.done);
    form.showFaults();
    setFailure(null);
    // Consent is given in the last look, to what it shows.
    form.setAgreed(false);
    if (missing.length === 0) review.show();
    else if (missing.length === 1) missing[0]?.goTo();
    else showMissing();
  }

  /** Signs or approves. What the server did not take is mended beside the documents. */
  async function send(): Promise<void> {
    const entries = form.entries();
    setFailure(null);
    const failed = await signing.sign(session, entries);
    setFailure(failed);
    if (failed?.code !== 'VALIDATION_FAILED') return;
    review.close();
    form.showRefused(failed, entries);
    const mark = refusedMark(failed);
    if (mark) goToMark(mark);
  }

  return {
    review,
    goOn,
    busy,
    confirm: () => void run(send),
    /** A failure that the same press may get over. */
    failure: refused ? null : failure,
    /** What the server did not take, in words. */
    refusal: refused ? { failure, text: refusalText(failure, form, t) } : null,
  };
}

function refusedMark({ paths }: Failure): 'signature' | 'initials' | null {
  if (paths.some((path) => path.startsWith('fields'))) return null;
  return paths.some((path) => path.startsWith('initials')) ? 'initials' : 'signature';
}

function refusalText(failure: Failure, form: SignForm, t: Texts): string {
  const mark = refusedMark(failure);
  return mark === null ? t.fields.refused : t.marks[mark].refused[form[mark].kind];
}
