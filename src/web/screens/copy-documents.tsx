import { CERTIFICATE_URL, documentUrl, type Session, type SessionDocument } from '../api.ts';
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
            <DocumentDownload document={document} />
          </li>
        ))}
        {session.certificate && (
          <li>
            <span className="filename">
              {t.documents.certificate}
              <span className="small"> {t.documents.certificateText}</span>
            </span>
            <Download
              href={CERTIFICATE_URL}
              filename={t.documents.certificateFile}
              name={t.documents.certificate}
            />
          </li>
        )}
      </ul>
      {pending && (
        <ActionButton kind="secondary" onPress={onRefresh}>
          {t.checkAgain}
        </ActionButton>
      )}
    </section>
  );
}

function DocumentDownload({ document }: { document: SessionDocument }) {
  const { t } = useLanguage();
  const { id, filename } = document;
  return (
    <>
      <span className="filename">
        {filename}
        <span className="small"> {t.documents.pages(document.page_count)}</span>
      </span>
      {document.signed && (
        <Download href={documentUrl(id, 'signed')} filename={filename} name={filename} />
      )}
    </>
  );
}

function Download({ href, filename, name }: { href: string; filename: string; name: string }) {
  const { t } = useLanguage();
  return (
    <a
      className="button primary"
      href={href}
      download={filename}
      aria-label={t.documents.downloadOf(name)}
    >
      {t.documents.download}
    </a>
  );
}
