import { useState } from 'react';
import type { Locale } from '../api.ts';
import { noticeOf } from '../flow.ts';
import { browserLocale, storedLocale, storeLocale, TEXTS } from '../language.ts';
import { ActionButton } from '../parts/buttons.tsx';
import { Heading } from '../parts/heading.tsx';
import { LanguageContext, useLanguage } from '../parts/language-context.ts';
import { Layout } from '../parts/layout.tsx';
import { Answer } from './answer.tsx';
import { FileChoice } from './file-choice.tsx';
import { type Check, type Checked, useCheck } from './use-check.ts';

/** Anybody checks here whether a file is one that this server sealed. */
export function VerifyPage() {
  const [locale, setLocale] = useState(() => storedLocale() ?? browserLocale());
  const t = TEXTS[locale];
  const { check, start, askAgain } = useCheck();

  async function switchLocale(next: Locale): Promise<boolean> {
    setLocale(next);
    storeLocale(next);
    return true;
  }

  return (
    <LanguageContext value={{ locale, t }}>
      <Layout wide={false} onLocale={switchLocale}>
        <div className="card">
          <Heading tabTitle={t.verify.tabTitle}>{t.verify.title}</Heading>
          <p>{t.verify.intro}</p>
          <FileChoice again={check.name !== 'idle'} onFile={(file) => void start(file)} />
          <p className="small">{t.verify.stays}</p>
          <Outcome check={check} onAskAgain={askAgain} />
        </div>
        <More />
      </Layout>
    </LanguageContext>
  );
}

type OutcomeProps = { check: Check; onAskAgain(file: Checked): Promise<void> };

function Outcome({ check, onAskAgain }: OutcomeProps) {
  const { t } = useLanguage();
  return (
    <>
      <p role="status">{check.name === 'working' && t.verify.working}</p>
      <div role="alert">
        {check.name === 'unread' && (
          <div className="error box">
            <p>
              <strong>{check.filename}</strong>
            </p>
            <p>{t.verify.faults[check.fault]}</p>
            <p>{t.verify.faultNext}</p>
          </div>
        )}
        {check.name === 'unanswered' && (
          <div className="error box">
            <p>{failureText()}</p>
            {check.failure.requestId && (
              <p className="small">{t.requestId(check.failure.requestId)}</p>
            )}
          </div>
        )}
      </div>
      {check.name === 'unanswered' && (
        <ActionButton kind="secondary" onPress={() => onAskAgain(check.file)}>
          {t.tryAgain}
        </ActionButton>
      )}
      {check.name === 'answered' && (
        <Answer key={check.file.sha256} file={check.file} answer={check.answer} />
      )}
    </>
  );

  function failureText(): string | null {
    if (check.name !== 'unanswered') return null;
    const kind = noticeOf(check.failure);
    const { failures } = t.verify;
    return kind === 'unreachable' || kind === 'busy' ? failures[kind] : failures.broken;
  }
}

function More() {
  const { t } = useLanguage();
  return (
    <section className="more">
      <h2>{t.verify.more.title}</h2>
      <ul>
        <li>{t.verify.more.reader}</li>
        <li>
          {t.verify.more.command} <code>npm run verify -- FILE</code>
        </li>
      </ul>
    </section>
  );
}
