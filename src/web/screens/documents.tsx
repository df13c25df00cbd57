import { type ReactNode, useRef, useState } from 'react';
import type { Session } from '../api.ts';
import { hasActed } from '../flow.ts';
import { formatInstant } from '../format.ts';
import { Heading } from '../parts/heading.tsx';
import { useLanguage } from '../parts/language-context.ts';
import { useNear } from '../parts/use-near.ts';
import { useStayAwake } from '../parts/use-stay-awake.ts';
import { PdfDocument } from '../pdf/pdf-document.tsx';
import type { Signing } from '../use-signing.ts';
import { SignPanel } from './sign-panel.tsx';
import { Zoom } from './zoom.tsx';

type DocumentsProps = { session: Session; signing: Signing };

/** The documents one after another and, for one who has not acted, what to do with them. */
export function Documents({ session, signing }: DocumentsProps) {
  const { documents } = session.envelope;
  const [zoom, setZoom] = useState(1);
  const reading = hasActed(session);
  useStayAwake(signing.refresh);

  return (
    <div className={reading ? 'reading' : 'signing'}>
      <div className="documents">
        <Intro session={session} />
        <div className="zoom-above">
          <Zoom zoom={zoom} onZoom={setZoom} />
        </div>
        {documents.map((document, index) => (
          <PdfDocument
            // Another version is another file, to be loaded anew.
            key={`${document.id}:${versionFor(document, reading)}`}
            document={document}
            version={versionFor(document, reading)}
            place={{ index: index + 1, count: documents.length }}
            zoom={zoom}
            onSessionEnd={signing.refresh}
          />
        ))}
      </div>
      <Aside session={session} signing={signing} zoom={<Zoom zoom={zoom} onZoom={setZoom} />} />
    </div>
  );
}

function versionFor(document: { signed: boolean }, reading: boolean): 'signed' | 'presented' {
  return reading && document.signed ? 'signed' : 'presented';
}

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
 * panel from anywhere in a long document.
 */
function Aside({ session, signing, zoom }: DocumentsProps & { zoom: ReactNode }) {
  const { t } = useLanguage();
  const panel = useRef<HTMLDivElement>(null);
  const panelInView = useNear(panel, '0px');
  const reading = hasActed(session);

  function goToPanel(): void {
    panel.current?.scrollIntoView();
    panel.current?.querySelector('h2')?.focus({ preventScroll: true });
  }

  return (
    <>
      {!reading && (
        <div className="panel-place" ref={panel}>
          <SignPanel session={session} signing={signing} />
        </div>
      )}
      <div className="foot" hidden={panelInView}>
        {zoom}
        {!reading && (
          <button type="button" className="button primary" onClick={goToPanel}>
            {session.signer.role === 'approver' ? t.documents.toApprove : t.documents.toSign}
          </button>
        )}
      </div>
    </>
  );
}
