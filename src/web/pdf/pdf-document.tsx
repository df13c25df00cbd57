import { type ReactNode, useContext, useEffect, useEffectEvent, useRef, useState } from 'react';
import { documentUrl, type SessionDocument } from '../api.ts';
import { ActionButton } from '../parts/buttons.tsx';
import { useLanguage } from '../parts/language-context.ts';
import { useNear } from '../parts/use-near.ts';
import { SearchableContext, useSearchable } from '../search/searchable.ts';
import { PdfPage } from './pdf-page.tsx';
import { type PdfState, usePdf } from './use-pdf.ts';

const A4_RATIO = 210 / 297;

type PdfDocumentProps = {
  document: SessionDocument;
  version: 'presented' | 'signed';
  place: { index: number; count: number };
  zoom: number;
  /** What stands over a page, by its number. */
  overlay?: (page: number) => ReactNode;
  /** Called where the server no longer knows the session. */
  onSessionEnd(): Promise<unknown>;
};

/** One document: its name, a download, and its pages, loaded when it comes near. */
export function PdfDocument(props: PdfDocumentProps) {
  const { document, version, place, zoom, overlay, onSessionEnd } = props;
  const section = useRef<HTMLElement>(null);
  const url = documentUrl(document.id, version);
  const near = useNear(section, '1500px');
  const searched = useContext(SearchableContext).wanted;
  const wanted = useStays(near || searched);
  const { state, retry } = usePdf(url, wanted);
  useSearchable(document.id, state);
  const unauthorized = state.name === 'failed' && state.unauthorized;

  const endSession = useEffectEvent(() => void onSessionEnd());
  useEffect(() => {
    if (unauthorized) endSession();
  }, [unauthorized]);

  return (
    <section ref={section} className="document" aria-labelledby={`name-${document.id}`}>
      <DocumentHeader document={document} url={url} place={place} />
      {state.name === 'failed' ? (
        <Failed onRetry={async () => retry()} />
      ) : (
        <Pages state={state} document={document} zoom={zoom} overlay={overlay} onRetry={retry} />
      )}
    </section>
  );
}

function DocumentHeader({
  document,
  url,
  place,
}: Pick<PdfDocumentProps, 'document' | 'place'> & { url: string }) {
  const { t } = useLanguage();
  const several = place.count > 1 ? `${t.documents.document(place.index, place.count)} · ` : '';
  return (
    <div className="document-header">
      <div>
        <h2 id={`name-${document.id}`} className="filename" tabIndex={-1}>
          {document.filename}
        </h2>
        <p className="small">
          {several}
          {t.documents.pages(document.page_count)}
        </p>
      </div>
      <a
        className="button secondary"
        href={url}
        download={document.filename}
        aria-label={t.documents.downloadOf(document.filename)}
      >
        {t.documents.download}
      </a>
    </div>
  );
}

function Failed({ onRetry }: { onRetry(): Promise<void> }) {
  const { t } = useLanguage();
  return (
    <div className="document-failed">
      <p role="alert" className="error">
        {t.documents.failed}
      </p>
      <ActionButton kind="secondary" onPress={onRetry}>
        {t.tryAgain}
      </ActionButton>
    </div>
  );
}

type PagesProps = { state: PdfState; onRetry(): void } & Pick<
  PdfDocumentProps,
  'document' | 'zoom' | 'overlay'
>;

/** Room for every page from the start, so that nothing jumps when the document arrives. */
function Pages({ state, document, zoom, overlay, onRetry }: PagesProps) {
  const { t } = useLanguage();
  const pdf = state.name === 'ready' ? state.pdf : null;
  const count = pdf?.numPages ?? document.page_count;
  return (
    <div className="pages" aria-busy={!pdf}>
      {!pdf && (
        <p className="small loading" role="status">
          {t.documents.loading}
        </p>
      )}
      {Array.from({ length: count }, (_, index) => index + 1).map((number) => (
        <PdfPage
          key={number}
          documentId={document.id}
          pdf={pdf}
          lost={state.name === 'ready' && state.lost}
          onRetry={onRetry}
          onPainted={state.name === 'ready' ? state.fetchRest : undefined}
          number={number}
          count={count}
          ratio={state.name === 'ready' ? state.firstRatio : A4_RATIO}
          zoom={zoom}
          overlay={overlay?.(number)}
        />
      ))}
    </div>
  );
}

/** True from the first time on: a document once loaded stays. */
function useStays(now: boolean): boolean {
  const [once, setOnce] = useState(false);
  if (now && !once) setOnce(true);
  return once || now;
}
