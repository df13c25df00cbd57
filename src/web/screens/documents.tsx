import { memo, useState } from 'react';
import type { Session } from '../api.ts';
import { PageFields } from '../fields/page-fields.tsx';
import { hasActed } from '../flow.ts';
import { SignFormProvider, useSignFormState } from '../form/use-sign-form.ts';
import { formatInstant } from '../format.ts';
import { Heading } from '../parts/heading.tsx';
import { useLanguage } from '../parts/language-context.ts';
import { useStayAwake } from '../parts/use-stay-awake.ts';
import { PdfDocument } from '../pdf/pdf-document.tsx';
import { SearchBar } from '../search/search-bar.tsx';
import { SearchButton } from '../search/search-button.tsx';
import { SearchableContext } from '../search/searchable.ts';
import { useSearchState } from '../search/use-search.ts';
import type { Signing } from '../use-signing.ts';
import { Aside } from './aside.tsx';
import { DocumentList } from './document-list.tsx';
import { Later } from './later.tsx';
import { Zoom } from './zoom.tsx';

type DocumentsProps = { session: Session; signing: Signing };

/** The documents one after another and, for one who has not acted, what to do with them. */
export function Documents({ session, signing }: DocumentsProps) {
  const [zoom, setZoom] = useState(1);
  // Somebody left without deciding; what they entered is still here when they come back.
  const [left, setLeft] = useState(false);
  const form = useSignFormState(session);
  const reading = hasActed(session);
  const { documents } = session.envelope;
  const search = useSearchState(documents.map(({ id }) => id));
  const size = (
    <>
      <SearchButton search={search} />
      <Zoom zoom={zoom} onZoom={setZoom} />
    </>
  );
  useStayAwake(signing.refresh);

  if (left) return <Later session={session} onBack={() => setLeft(false)} />;
  return (
    <SignFormProvider value={form}>
      <div className={reading ? 'reading' : 'signing'}>
        <div className="documents">
          <Intro session={session} />
          <DocumentList session={session} reading={reading} />
          <div className="tools">
            {search.open && <SearchBar search={search} documents={documents} />}
            <div className="zoom-above">{size}</div>
          </div>
          <SearchableContext value={search.searchable}>
            <Sheets session={session} zoom={zoom} onSessionEnd={signing.refresh} />
          </SearchableContext>
        </div>
        {reading ? (
          <div className="foot">
            <div className="foot-row">{size}</div>
          </div>
        ) : (
          <Aside session={session} signing={signing} size={size} onLeave={() => setLeft(true)} />
        )}
      </div>
    </SignFormProvider>
  );
}

type SheetsProps = { session: Session; zoom: number; onSessionEnd(): Promise<unknown> };

// Hundreds of pages need not be looked at for each letter that is typed.
const Sheets = memo(function Sheets({ session, zoom, onSessionEnd }: SheetsProps) {
  const { documents } = session.envelope;
  const reading = hasActed(session);
  return documents.map((document, index) => {
    const version = reading && document.signed ? 'signed' : 'presented';
    return (
      <PdfDocument
        // Another version is another file, to be loaded anew.
        key={`${document.id}:${version}`}
        document={document}
        version={version}
        place={{ index: index + 1, count: documents.length }}
        zoom={zoom}
        overlay={
          reading ? undefined : (page) => <PageFields documentId={document.id} page={page} />
        }
        onSessionEnd={onSessionEnd}
      />
    );
  });
});

function Intro({ session: { envelope, signer } }: { session: Session }) {
  const { locale, t } = useLanguage();
  const { sender, message, expires_at, time_zone, title } = envelope;
  return (
    <div className="intro">
      <Heading>{title}</Heading>
      <p className="muted">
        {t.documents.from(sender.name)} · {t.landing.greeting(signer.name)}
      </p>
      {expires_at && (
        <p className="muted">
          {t.landing.deadlineLabel}: {formatInstant(expires_at, locale, time_zone)}
        </p>
      )}
      {message && (
        <div className="message">
          <p className="label">{t.landing.messageLabel}</p>
          <p className="plain">{message}</p>
        </div>
      )}
    </div>
  );
}
