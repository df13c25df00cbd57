import { memo, type ReactNode, useRef, useState } from 'react';
import type { Session } from '../api.ts';
import { PageFields } from '../fields/page-fields.tsx';
import { hasActed } from '../flow.ts';
import { SignFormProvider, useSignForm, useSignFormState } from '../form/use-sign-form.ts';
import { formatInstant } from '../format.ts';
import { Heading } from '../parts/heading.tsx';
import { useLanguage } from '../parts/language-context.ts';
import { useNear } from '../parts/use-near.ts';
import { useStayAwake } from '../parts/use-stay-awake.ts';
import { PdfDocument } from '../pdf/pdf-document.tsx';
import { SearchBar } from '../search/search-bar.tsx';
import { SearchButton } from '../search/search-button.tsx';
import { SearchableContext } from '../search/searchable.ts';
import { useSearchState } from '../search/use-search.ts';
import type { Signing } from '../use-signing.ts';
import { SignPanel } from './sign-panel.tsx';
import { Zoom } from './zoom.tsx';

type DocumentsProps = { session: Session; signing: Signing };

/** The documents one after another and, for one who has not acted, what to do with them. */
export function Documents({ session, signing }: DocumentsProps) {
  const [zoom, setZoom] = useState(1);
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

  return (
    <SignFormProvider value={form}>
      <div className={reading ? 'reading' : 'signing'}>
        <div className="documents">
          <Intro session={session} />
          <div className="tools">
            {search.open && <SearchBar search={search} documents={documents} />}
            <div className="zoom-above">{size}</div>
          </div>
          <SearchableContext value={search.searchable}>
            <Sheets session={session} zoom={zoom} onSessionEnd={signing.refresh} />
          </SearchableContext>
        </div>
        {reading ? (
          <div className="foot">{size}</div>
        ) : (
          <Aside session={session} signing={signing} size={size} />
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

/**
 * The panel and, on small screens, a bar at the foot: the size of the pages, and the way to the
 * next field or, when none is left, to the panel.
 */
function Aside({ session, signing, size }: DocumentsProps & { size: ReactNode }) {
  const { t } = useLanguage();
  const { fields } = useSignForm();
  const panel = useRef<HTMLDivElement>(null);
  const panelInView = useNear(panel, '0px');
  const approver = session.signer.role === 'approver';

  function goToPanel(): void {
    panel.current?.scrollIntoView();
    panel.current?.querySelector('h2')?.focus({ preventScroll: true });
  }

  return (
    <>
      <div className="panel-place" ref={panel}>
        <SignPanel session={session} signing={signing} />
      </div>
      <div className="foot" hidden={panelInView}>
        {size}
        {fields.open.length > 0 ? (
          <button type="button" className="button primary" onClick={fields.goToNext}>
            {t.fields.next}
          </button>
        ) : (
          <button type="button" className="button primary" onClick={goToPanel}>
            {approver ? t.documents.toApprove : t.documents.toSign}
          </button>
        )}
      </div>
    </>
  );
}
