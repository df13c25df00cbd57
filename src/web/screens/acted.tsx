import type { Session } from '../api.ts';
import { formatInstant } from '../format.ts';
import { Heading } from '../parts/heading.tsx';
import { useLanguage } from '../parts/language-context.ts';
import type { Texts } from '../texts/en.ts';

type ActedProps = { session: Session; justNow: boolean; onRead(session: Session): void };

/** What this signer did, and what happens next. */
export function Acted({ session, justNow, onRead }: ActedProps) {
  const { locale, t } = useLanguage();
  const { signer, envelope } = session;
  return (
    <section className="card" data-acted={signer.status}>
      <Heading>{title(session, justNow, t)}</Heading>
      <p className="request-title">{envelope.title}</p>
      {signer.signed_at && (
        <p className="muted">
          {t.acted.at(formatInstant(signer.signed_at, locale, envelope.time_zone))}
        </p>
      )}
      <p className="next">{nextStep(session, t)}</p>
      <p>{t.acted.close}</p>
      <button type="button" className="button secondary" onClick={() => onRead(session)}>
        {t.acted.read}
      </button>
    </section>
  );
}

function title({ signer }: Session, justNow: boolean, { acted }: Texts): string {
  if (signer.status === 'declined') return acted.declinedNow;
  if (signer.status === 'approved') return justNow ? acted.approvedNow : acted.approvedBefore;
  return justNow ? acted.signedNow : acted.signedBefore;
}

/** Later ends by others (withdrawn, expired, declined) promise no copy. */
function nextStep({ signer, envelope }: Session, t: Texts): string {
  if (signer.status === 'declined') return t.acted.declinedNext;
  switch (envelope.status) {
    case 'completed':
      return t.acted.allDone(signer.email);
    case 'declined':
    case 'expired':
    case 'voided':
      return t.notices[envelope.status].text;
    default:
      return t.acted.nextCopy(signer.email);
  }
}
