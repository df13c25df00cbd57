import { documentUrl, type Session, type SessionDocument } from '../api.ts';
import { ActionButton } from '../parts/buttons.tsx';
import { Heading } from '../parts/heading.tsx';
import { useLanguage } from '../parts/language-context.ts';

type CopyDocumentsProps = { session: Session; onRefresh(): Promise<unknown> };

/** Behind the link of a completion mail: the signed documents to keep, and nothing to do. */
export function CopyDocuments({ session, onRefresh }: CopyDocumentsProps) {
  const { t } = useLanguage();
  const { envelope } = session;
  const pending = envelope.documents.some((document) => !document.signed);
  return (
    <section className="card">
      <Heading>{t.documents.copyTitle}</Heading>
      <p className="request-title">{envelope.title}</p>
      <p className="muted">{t.documents.from(envelope.sender.name)}</p>
      <p className="next">{pending ? t.documents.notSealed : t.documents.copyText}</p>
      <ul className="downloads">
        {envelope.documents.map((document) => (
          <li key={document.id}>
            <Download document={document} />
          </li>
        ))}
      </ul>
      {pending && (
        <ActionButton kind="secondary" onPress={onRefresh}>
          {t.checkAgain}
        </ActionButton>
      )}
    </section>
  );
}

function Download({ document }: { document: SessionDocument }) {
  const { t } = useLanguage();
  return (
    <>
      <span className="filename">
        {document.filename}
        <span className="small"> {t.documents.pages(document.page_count)}</span>
      </span>
      {document.signed && (
        <a
          className="button primary"
          href={documentUrl(document.id, 'signed')}
          download={document.filename}
          aria-label={t.documents.downloadOf(document.filename)}
        >
          {t.documents.download}
        </a>
      )}
    </>
  );
}
