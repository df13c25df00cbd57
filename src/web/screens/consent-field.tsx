import type { RefObject } from 'react';
import type { Session } from '../api.ts';
import { useLanguage } from '../parts/language-context.ts';

type ConsentFieldProps = {
  session: Session;
  checked: boolean;
  onChange(checked: boolean): void;
  missing: boolean;
  inputRef: RefObject<HTMLInputElement | null>;
};

/** The text the server will record as agreed to, word for word, and its checkbox. */
export function ConsentField({ session, checked, onChange, missing, inputRef }: ConsentFieldProps) {
  const { locale, t } = useLanguage();
  const { consent, signer } = session;
  return (
    <div className="field review-part">
      <h3>{t.review.consentTitle}</h3>
      <label className="consent">
        <input
          ref={inputRef}
          type="checkbox"
          checked={checked}
          onChange={(event) => onChange(event.target.checked)}
          required
          aria-invalid={missing}
          aria-describedby="consent-fault"
        />
        {/* A translation by the browser would not be what is recorded. */}
        <span className="plain" translate="no">
          {consent.text}
        </span>
      </label>
      <div id="consent-fault" role="alert">
        {missing && <p className="error">{t.sign.consentMissing}</p>}
      </div>
      <p className="small">
        {t.review.consentVersion(consent.version)}
        {signer.role !== 'approver' && (
          <>
            {' · '}
            <a href={`/electronic-signature?lang=${locale}`} target="_blank" rel="noreferrer">
              {t.review.meaning} <span className="unseen">{t.review.newTab}</span>
            </a>
          </>
        )}
      </p>
    </div>
  );
}
