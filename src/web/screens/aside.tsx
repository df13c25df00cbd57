import { type ReactNode, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Session } from '../api.ts';
import { FieldSheet } from '../fields/field-sheet.tsx';
import { type Step, useSteps } from '../form/steps.ts';
import { useSignForm } from '../form/use-sign-form.ts';
import { useLanguage } from '../parts/language-context.ts';
import { useNear } from '../parts/use-near.ts';
import type { Signing } from '../use-signing.ts';
import { ReviewDialog } from './review-dialog.tsx';
import { SignPanel } from './sign-panel.tsx';
import { ProgressLine } from './todo.tsx';
import { type Act, useAct } from './use-act.ts';

type AsideProps = {
  session: Session;
  signing: Signing;
  /** The control for the size of the pages. */
  size: ReactNode;
  onLeave(): void;
};

/** What to do with the documents: the panel beside or below them, and on small screens a bar. */
export function Aside({ session, signing, size, onLeave }: AsideProps) {
  const panel = useRef<HTMLDivElement>(null);
  const panelInView = useNear(panel, '0px');
  const steps = useSteps(session);
  const missingRef = useRef<HTMLElement>(null);
  const [listOpen, setListOpen] = useState(false);
  const { fields } = useSignForm();
  const act = useAct(session, signing, steps, showMissing);
  const list = { ref: missingRef, open: listOpen, onToggle: setListOpen };

  function showMissing(): void {
    flushSync(() => setListOpen(true));
    missingRef.current?.scrollIntoView({ block: 'center' });
    missingRef.current?.focus({ preventScroll: true });
  }

  function goToPanel(): void {
    fields.leave();
    panel.current?.scrollIntoView();
    panel.current?.querySelector('h2')?.focus({ preventScroll: true });
  }

  return (
    <>
      <div className="panel-place" ref={panel}>
        <SignPanel
          session={session}
          signing={signing}
          steps={steps}
          act={act}
          list={list}
          onLeave={onLeave}
        />
      </div>
      <div className="foot" hidden={panelInView && !fields.current}>
        <ProgressLine steps={steps} />
        <FieldSheet session={session} />
        <div className="foot-row">
          {!fields.current && size}
          <NextButton session={session} steps={steps} act={act} goToPanel={goToPanel} />
        </div>
      </div>
      <ReviewDialog session={session} act={act} />
    </>
  );
}

type NextButtonProps = { session: Session; steps: Step[]; act: Act; goToPanel(): void };

/** The one obvious next step: a field, the panel, or the last look. */
function NextButton({ session, steps, act, goToPanel }: NextButtonProps) {
  const { t } = useLanguage();
  const { fields } = useSignForm();
  const approver = session.signer.role === 'approver';
  const { label, go } = next();
  return (
    <button type="button" className="button primary" onClick={go}>
      {label}
    </button>
  );

  function next(): { label: string; go(): void } {
    if (fields.open.length > 0) return { label: t.fields.next, go: fields.goToNext };
    if (steps.some((step) => !step.done) || steps.length === 0) {
      return { label: approver ? t.documents.toApprove : t.documents.toSign, go: goToPanel };
    }
    return { label: approver ? t.review.toApprove : t.review.toSign, go: act.goOn };
  }
}
