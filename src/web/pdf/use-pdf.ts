import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useState } from 'react';
import { loadEngine } from './load-engine.ts';

export type PdfState =
  | { name: 'waiting' }
  | {
      name: 'ready';
      pdf: PDFDocumentProxy;
      firstRatio: number;
      /** Whether parts did not come, so that pages wait for them. */
      lost: boolean;
      retry(): void;
      fetchRest(): void;
    }
  | { name: 'failed'; unauthorized: boolean };

/**
 * Loads the document at `url`, which stays the same, once `wanted`. `retry` asks for what was lost
 * of it, or loads it anew; what was lost is also asked for when the device is online again.
 */
export function usePdf(url: string, wanted: boolean): { state: PdfState; retry(): void } {
  const [state, setState] = useState<PdfState>({ name: 'waiting' });
  // A new object is a new attempt.
  const [request, setRequest] = useState({ url });

  useEffect(() => {
    if (!wanted) return;
    const controller = new AbortController();
    const { signal } = controller;

    const fail = (status: unknown) => setState({ name: 'failed', unauthorized: status === 401 });
    const setLost = (lost: boolean) =>
      setState((before) => (before.name === 'ready' ? { ...before, lost } : before));

    function onLost(status: number): void {
      if (signal.aborted) return;
      if (status === 401) fail(status);
      else setLost(true);
    }

    async function load(): Promise<void> {
      setState({ name: 'waiting' });
      const { openPdf } = await loadEngine();
      if (signal.aborted) return;
      const { pdf, first, fetchRest, retry } = await openPdf(request.url, { signal, onLost });
      const { width, height } = first.getViewport({ scale: 1 });
      if (signal.aborted) return;
      const again = () => {
        setLost(false);
        retry();
      };
      addEventListener('online', again, { signal });
      const firstRatio = width / height;
      setState({ name: 'ready', pdf, firstRatio, lost: false, retry: again, fetchRest });
    }

    load().catch((error: unknown) => {
      if (!signal.aborted) fail(statusOf(error));
    });
    return () => controller.abort();
  }, [request, wanted]);

  return { state, retry: () => (state.name === 'ready' ? state.retry() : setRequest({ url })) };
}

/** The HTTP status in a FetchError. */
function statusOf(error: unknown): unknown {
  return error instanceof Error && 'status' in error ? error.status : null;
}
