import type { Session } from '../api.ts';
import { formatInstant } from '../format.ts';
import { Heading } from '../parts/heading.tsx';
import { useLanguage } from '../parts/language-context.ts';

type LaterProps = { session: Session; onBack(): void };

/** Somebody left without deciding: nothing happened, and how to come back. */
export function Later({ session, onBack }: LaterProps) {
  const { locale, t } = useLanguage();
  const { title, expires_at, time_zone } = session.envelope;
  const role = session.signer.role === 'approver' ? 'approver' : 'signer';
  return (
    <section className="card" data-later="">
      <Heading>{t.later.title}</Heading>
      <p className="request-title">{title}</p>
      <p>{t.later.text[role]}</p>
      {expires_at && <p>{t.later.until[role](formatInstant(expires_at, locale, time_zone))}</p>}
      <p className="next">{t.later.next}</p>
      <p className="small">{t.later.entries}</p>
      <p>{t.acted.close}</p>
      <button type="button" className="button secondary" onClick={onBack}>
        {t.later.back}
      </button>
    </section>
  );
}
