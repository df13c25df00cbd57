import type { PDFDocumentProxy } from 'pdfjs-dist';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useLanguage } from '../parts/language-context.ts';
import { useNear } from '../parts/use-near.ts';
import type { PaintTarget } from './engine.ts';
import { loadEngine } from './load-engine.ts';
import { useWidth } from './use-width.ts';

type PdfPageProps = {
  pdf: PDFDocumentProxy | null;
  number: number;
  count: number;
  /** Width by height, as long as the page itself is not known. */
  ratio: number;
  zoom: number;
  /** What stands over the page; it stays when the painting is let go of. */
  overlay?: ReactNode;
};

/** One page, painted while it is near the view and let go of when it is far. */
export function PdfPage({ pdf, number, count, ratio, zoom, overlay }: PdfPageProps) {
  const { t } = useLanguage();
  const sheet = useRef<HTMLDivElement>(null);
  const { ownRatio, failed } = usePainting(sheet, pdf, number);
  const label = t.documents.page(number, count);
  return (
    <section className="page" aria-label={label}>
      <div className="page-scroll">
        <div
          ref={sheet}
          className="sheet"
          style={{ width: `${zoom * 100}%`, aspectRatio: String(ownRatio ?? ratio) }}
        >
          <div className="sheet-canvas" aria-hidden="true" />
          <div className="sheet-text" />
          {overlay}
          {failed && <p className="error sheet-failed">{t.documents.pageFailed}</p>}
        </div>
      </div>
      <p className="page-number" aria-hidden="true">
        {label}
      </p>
    </section>
  );
}

function usePainting(
  sheet: RefObject<HTMLDivElement | null>,
  pdf: PDFDocumentProxy | null,
  number: number,
) {
  const near = useNear(sheet, '1000px');
  const width = useWidth(sheet);
  const [ownRatio, setOwnRatio] = useState<number | null>(null);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const canvasHost = sheet.current?.querySelector<HTMLElement>('.sheet-canvas');
    const textHost = sheet.current?.querySelector<HTMLElement>('.sheet-text');
    if (!canvasHost || !textHost || !pdf || width === 0) return;
    if (!near) {
      // Canvases are the memory of a long document; phones have little.
      canvasHost.replaceChildren();
      textHost.replaceChildren();
      return;
    }
    const abort = new AbortController();
    async function paint(document: PDFDocumentProxy, target: PaintTarget) {
      const [{ paintPage }, page] = await Promise.all([loadEngine(), document.getPage(number)]);
      if (abort.signal.aborted) return;
      const size = page.getViewport({ scale: 1 });
      setOwnRatio(size.width / size.height);
      await paintPage(page, target, abort.signal);
      setFailed(false);
    }
    paint(pdf, { canvasHost, textHost, width }).catch(() => {
      if (!abort.signal.aborted) setFailed(true);
    });
    return () => abort.abort();
  }, [sheet, pdf, number, near, width]);

  return { ownRatio, failed };
}
