// First: pdf.js uses them while it is being loaded.
import './newer-features.ts';
import {
  AnnotationMode,
  GlobalWorkerOptions,
  getDocument,
  type PDFDocumentProxy,
  type PDFPageProxy,
  PDFWorker,
  TextLayer,
  VerbosityLevel,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
// The legacy build runs in browsers of the last years; the modern one only in the newest.
import workerUrl from './pdf-worker.ts?worker&url';
import { CHUNK_BYTES, FetchError, openSource, RangeSource } from './range-source.ts';

GlobalWorkerOptions.workerSrc = workerUrl;

// Canvases beyond this many pixels stay blank on iOS.
const MAX_CANVAS_PIXELS = 16_000_000;
const MIN_DENSITY = 2;
const MAX_PAGES_AHEAD = 50;
const MAX_BYTES_AHEAD = 20_000_000;

let worker: PDFWorker | null = null;

export type OpenPdf = {
  pdf: PDFDocumentProxy;
  first: PDFPageProxy;
  /** Asks again for the parts that were lost. */
  retry(): void;
  /**
   * Fetches what is left of a document that is not long, so that it can be read on when the
   * connection goes. Of a long one pages come when they are wanted: nobody waits for those between.
   */
  fetchRest(): void;
};

/**
 * Opens the document at `url`; one worker serves them all. `signal` frees it. Once it is open
 * `onLost` is called with each part that did not come, and with the status of the answer, 0 without
 * one. Before that a FetchError is thrown, as is what pdf.js says of a file that it cannot read.
 */
export async function openPdf(
  url: string,
  { signal, onLost }: { signal: AbortSignal; onLost(status: number): void },
): Promise<OpenPdf> {
  const source = await openSource(new URL(url, location.href).href, signal);
  const ranged = source instanceof RangeSource ? source : null;
  const task = getDocument({ ...optionsFor(source), worker: theWorker() });
  // While a document is being opened pdf.js cannot be stopped without an error.
  signal.addEventListener('abort', () => {
    void task.promise.then(
      () => task.destroy(),
      () => task.destroy(),
    );
  });
  const lost = new Promise<never>((_, reject) => {
    if (ranged) ranged.onLost = (status) => reject(new FetchError(status));
  });
  const opened = task.promise.then(async (pdf) => ({ pdf, first: await pdf.getPage(1) }));
  const { pdf, first } = await Promise.race([opened, lost]);
  if (ranged) ranged.onLost = onLost;
  return {
    pdf,
    first,
    retry: () => ranged?.retry(),
    fetchRest: () => {
      const short = pdf.numPages <= MAX_PAGES_AHEAD;
      if (short && ranged && ranged.length <= MAX_BYTES_AHEAD) ranged.fetchRest();
    },
  };
}

function theWorker(): PDFWorker {
  worker ??= PDFWorker.create({ verbosity: VerbosityLevel.ERRORS });
  return worker;
}

function optionsFor(source: Uint8Array | RangeSource) {
  return {
    ...(source instanceof RangeSource ? { range: source } : { data: source }),
    verbosity: VerbosityLevel.ERRORS,
    cMapUrl: `${__PDFJS_DATA__}cmaps/`,
    standardFontDataUrl: `${__PDFJS_DATA__}standard_fonts/`,
    wasmUrl: `${__PDFJS_DATA__}wasm/`,
    // The content security policy stays without 'wasm-unsafe-eval': JPEG 2000 and JBIG2 are
    // decoded by the JavaScript builds of the same decoders, slower and rarely needed. pdf.js 6
    // has no eval left to switch off, and its scripting sandbox is not part of this bundle.
    useWasm: false,
    // Fonts a file does not bring along come from us, not from the device: every signer sees the
    // same page.
    useSystemFonts: false,
    enableXfa: false,
    // The parts the first page needs come first, alone on a slow line; see fetchRest.
    disableStream: true,
    disableAutoFetch: true,
    rangeChunkSize: CHUNK_BYTES,
  };
}

/** Draws a page `width` CSS pixels wide, sharp on the screen at hand and `enlarged` times more. */
export async function paintPage(
  page: PDFPageProxy,
  { host, width, enlarged }: { host: HTMLElement; width: number; enlarged: number },
  signal: AbortSignal,
): Promise<void> {
  const scale = width / page.getViewport({ scale: 1 }).width;
  const shown = page.getViewport({ scale });
  const canvas = document.createElement('canvas');
  const density = densityFor(shown.width, shown.height, enlarged);
  canvas.width = Math.floor(shown.width * density);
  canvas.height = Math.floor(shown.height * density);
  const task = page.render({
    canvas,
    viewport: page.getViewport({ scale: scale * density }),
    // Draws what annotations show, offers no form to fill in.
    annotationMode: AnnotationMode.ENABLE,
  });
  signal.addEventListener('abort', () => task.cancel());
  await task.promise;
  if (signal.aborted) return;
  for (const last of host.querySelectorAll('canvas')) last.width = 0;
  host.replaceChildren(canvas);
}

/**
 * Lays a page's text over it for copying, finding and reading out. Returns the elements of its
 * text items, in their order; none where the page has no text.
 */
export async function layText(
  page: PDFPageProxy,
  { host, width }: { host: HTMLElement; width: number },
  signal: AbortSignal,
): Promise<HTMLElement[]> {
  const scale = width / page.getViewport({ scale: 1 }).width;
  const layer = document.createElement('div');
  layer.className = 'textLayer';
  layer.style.setProperty('--total-scale-factor', String(scale));
  const text = new TextLayer({
    textContentSource: page.streamTextContent(),
    container: layer,
    viewport: page.getViewport({ scale }),
  });
  signal.addEventListener('abort', () => text.cancel());
  await text.render();
  if (!signal.aborted) host.replaceChildren(layer);
  return text.textContentItemsStr.some((each) => each.trim() !== '') ? text.textDivs : [];
}

/** Device pixels a CSS pixel; at least two, for those who begin to pinch. */
function densityFor(width: number, height: number, enlarged: number): number {
  const wanted = Math.max(window.devicePixelRatio, MIN_DENSITY) * enlarged;
  return Math.min(wanted, Math.sqrt(MAX_CANVAS_PIXELS / (width * height)));
}
