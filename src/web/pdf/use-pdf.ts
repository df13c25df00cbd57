import type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useState } from 'react';
import { loadEngine } from './load-engine.ts';

export type PdfState =
  | { name: 'waiting' }
  | { name: 'ready'; pdf: PDFDocumentProxy; firstRatio: number }
  | { name: 'failed'; unauthorized: boolean };

/** Loads the document at `url`, which stays the same, once `wanted`; `retry` loads it anew. */
export function usePdf(url: string, wanted: boolean): { state: PdfState; retry(): void } {
  const [state, setState] = useState<PdfState>({ name: 'waiting' });
  // A new object is a new attempt.
  const [request, setRequest] = useState({ url });

  useEffect(() => {
    if (!wanted) return;
    let task: PDFDocumentLoadingTask | null = null;
    let live = true;

    async function load(): Promise<void> {
      setState({ name: 'waiting' });
      const { openPdf } = await loadEngine();
      if (!live) return;
      task = openPdf(request.url);
      const pdf = await task.promise;
      const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
      if (live) setState({ name: 'ready', pdf, firstRatio: width / height });
    }

    load().catch((error: unknown) => {
      if (live) setState({ name: 'failed', unauthorized: statusOf(error) === 401 });
    });
    return () => {
      live = false;
      if (task) void letGo(task);
    };
  }, [request, wanted]);

  return { state, retry: () => setRequest({ url }) };
}

/** Frees a document. While one is still being opened pdf.js cannot be stopped without an error. */
async function letGo(task: PDFDocumentLoadingTask): Promise<void> {
  await task.promise.catch(() => null);
  await task.destroy();
}

/** The HTTP status in an error of pdf.js (its ResponseException). */
function statusOf(error: unknown): unknown {
  return error instanceof Error && 'status' in error ? error.status : null;
}
