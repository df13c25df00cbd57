import type { PDFDocumentProxy } from 'pdfjs-dist';
import { type ReactNode, useRef } from 'react';
import { ActionButton } from '../parts/buttons.tsx';
import { useLanguage } from '../parts/language-context.ts';
import { pageKey } from './shown-text.ts';
import { usePainting } from './use-painting.ts';

type PdfPageProps = {
  documentId: string;
  pdf: PDFDocumentProxy | null;
  /** Whether parts of the document did not come; `onRetry` asks for them again. */
  lost: boolean;
  onRetry(): void;
  onPainted?: () => void;
  number: number;
  count: number;
  /** Width by height, as long as the page itself is not known. */
  ratio: number;
  zoom: number;
  /** What stands over the page; it stays when the painting is let go of. */
  overlay?: ReactNode;
};

/** One page, painted while it is near the view and let go of when it is far. */
export function PdfPage(props: PdfPageProps) {
  const { documentId, pdf, number, count, ratio, zoom, overlay, lost, onRetry, onPainted } = props;
  const { t } = useLanguage();
  const sheet = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const key = pageKey(documentId, number);
  const painting = usePainting({ sheet, canvas, text }, { pdf, number, key, lost, onPainted });
  const label = t.documents.page(number, count);
  return (
    // A figure and not a section: that would be a landmark, and hundreds of those lead nowhere.
    <figure className="page" id={`page-${key}`} aria-label={label}>
      <div className="page-scroll">
        <div
          ref={sheet}
          className="sheet"
          style={{ width: `${zoom * 100}%`, aspectRatio: String(painting.ownRatio ?? ratio) }}
        >
          <div ref={canvas} className="sheet-canvas" aria-hidden="true" />
          {painting.textless && <p className="unseen">{t.viewer.textless}</p>}
          <div ref={text} className="sheet-text" />
          {overlay}
          {(painting.failed || painting.missing) && (
            <div className="sheet-failed">
              <p className="error">{t.documents.pageFailed}</p>
              {painting.missing && (
                <ActionButton kind="secondary" onPress={async () => onRetry()}>
                  {t.tryAgain}
                </ActionButton>
              )}
            </div>
          )}
        </div>
      </div>
      <figcaption className="page-number">{label}</figcaption>
    </figure>
  );
}
