import type { Session, SessionField } from '../api.ts';
import { placeOf } from '../form/steps.ts';
import { useSignForm } from '../form/use-sign-form.ts';
import { markOf } from '../marks/mark-draft.ts';
import { ShownMark } from '../marks/shown-mark.tsx';
import { useLanguage } from '../parts/language-context.ts';
import type { Texts } from '../texts/en.ts';

/** What is about to be signed, and with which entries. */
export function ReviewEntries({ session }: { session: Session }) {
  const { t } = useLanguage();
  const { envelope, signer } = session;
  const as = signer.role === 'approver' ? t.review.asApprover : t.review.asSigner;
  return (
    <>
      <p>{as(signer.name, signer.email)}</p>
      <div className="review-part">
        <h3>{t.review.documents(envelope.documents.length)}</h3>
        <ul className="review-documents">
          {envelope.documents.map(({ id, filename, page_count }) => (
            <li key={id}>
              <span className="filename">{filename}</span>
              <span className="small"> {t.documents.pages(page_count)}</span>
            </li>
          ))}
        </ul>
      </div>
      <Entries session={session} />
      <Mark name="signature" />
      <Mark name="initials" />
    </>
  );
}

function Entries({ session }: { session: Session }) {
  const { t } = useLanguage();
  const { fields } = useSignForm();
  if (fields.fillable.length === 0) return null;
  return (
    <div className="review-part">
      <h3>{t.review.entries}</h3>
      <dl className="review-entries">
        {fields.fillable.map((field) => (
          <div key={field.id}>
            <dt>
              {field.label ?? t.fields.types[field.type]}
              <span className="small"> {placeOf(field, session.envelope.documents, t)}</span>
            </dt>
            <dd className="plain">{valueText(field, fields.valueOf(field), t)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function valueText({ type }: SessionField, value: string | boolean, { review }: Texts): string {
  if (type === 'checkbox') return value === true ? review.ticked : review.notTicked;
  return String(value).trim() || review.leftEmpty;
}

function Mark({ name }: { name: 'signature' | 'initials' }) {
  const { t } = useLanguage();
  const form = useSignForm();
  const needed = name === 'signature' ? form.needs.signature : form.needs.initials !== 'none';
  const mark = needed ? markOf(form[name]) : null;
  if (!mark) return null;
  const alt = mark.kind === 'typed' ? mark.text : t.marks[name].imageAlt;
  return (
    <div className="review-part">
      <h3>{t.review[name]}</h3>
      <div className={`review-mark placed-${name}`} role="img" aria-label={alt}>
        <ShownMark mark={mark} />
      </div>
    </div>
  );
}
