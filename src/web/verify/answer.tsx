import type { ReactNode } from 'react';
import type { SealedFile } from '../api.ts';
import { formatInstant } from '../format.ts';
import { useLanguage } from '../parts/language-context.ts';
import type { Checked } from './use-check.ts';

type AnswerProps = { file: Checked; answer: SealedFile };

/** What this server knows of the file, and no more than that. */
export function Answer({ file, answer }: AnswerProps) {
  const { t } = useLanguage();
  const { known, mode, replaced } = answer;
  if (!known) {
    const { title, text, hint } = t.verify.unknown;
    return (
      <Result outcome="unknown" title={title} file={file}>
        <p>{text}</p>
        <p>{hint}</p>
      </Result>
    );
  }
  if (mode === 'test') {
    return (
      <Result outcome="test" title={t.verify.test.title} file={file}>
        <p>{t.verify.test.text}</p>
        {replaced && <p>{t.verify.replaced.text}</p>}
        <Sealing answer={answer} />
      </Result>
    );
  }
  return (
    <Result
      outcome={replaced ? 'replaced' : 'known'}
      title={replaced ? t.verify.replaced.title : t.verify.known.title}
      file={file}
    >
      <p>{replaced ? t.verify.replaced.text : t.verify.known.text[answer.kind ?? 'other']}</p>
      <Sealing answer={answer} />
      <p className="small">{t.verify.known.limits}</p>
    </Result>
  );
}

function Sealing({ answer: { sealed_at, level } }: { answer: SealedFile }) {
  const { locale, t } = useLanguage();
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return (
    <dl>
      {sealed_at && (
        <>
          <dt>{t.verify.sealedAt}</dt>
          <dd>
            {formatInstant(sealed_at, locale, timeZone)}
            {level && (
              <span className="small">
                {' '}
                {level === 'B-B' ? t.verify.known.ownClock : t.verify.known.authority}
              </span>
            )}
          </dd>
        </>
      )}
      {level && (
        <>
          <dt>{t.verify.level}</dt>
          <dd>{t.verify.levelOf(level)}</dd>
        </>
      )}
    </dl>
  );
}

type ResultProps = {
  outcome: 'known' | 'replaced' | 'test' | 'unknown';
  title: string;
  file: Checked;
  children: ReactNode;
};

function Result({ outcome, title, file, children }: ResultProps) {
  const { t } = useLanguage();
  return (
    <section className="result" data-outcome={outcome} ref={takeFocus} tabIndex={-1}>
      <h2>{title}</h2>
      {children}
      <dl className="small">
        <dt>{t.verify.file}</dt>
        <dd>{file.filename}</dd>
        <dt>{t.verify.fingerprint}</dt>
        <dd className="fingerprint">{file.sha256}</dd>
      </dl>
    </section>
  );
}

// So that a screen reader reads it and a phone scrolls to it.
function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
