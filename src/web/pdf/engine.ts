import {
  AnnotationMode,
  GlobalWorkerOptions,
  getDocument,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
  type PDFPageProxy,
  PDFWorker,
  TextLayer,
  VerbosityLevel,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
// The legacy build runs in browsers of the last years; the modern one only in the newest.
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

// Canvases beyond this many pixels stay blank on iOS.
const MAX_CANVAS_PIXELS = 16_000_000;
const MIN_DENSITY = 2;
const CHUNK_BYTES = 32_768;
const MAX_PAGES_AHEAD = 50;

let worker: PDFWorker | null = null;

/** Starts loading a document; `destroy()` on the task frees it. One worker serves them all. */
export function openPdf(url: string): PDFDocumentLoadingTask {
  worker ??= PDFWorker.create({ verbosity: VerbosityLevel.ERRORS });
  return getDocument({
    url: new URL(url, location.href).href,
    worker,
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
  });
}

/**
 * Fetches what is left of a document that is not long, so that it can be read on when the
 * connection goes. Of a long one pages come when they are wanted: nobody waits for those between.
 */
export async function fetchRest(pdf: PDFDocumentProxy): Promise<void> {
  if (pdf.numPages <= MAX_PAGES_AHEAD) await pdf.getDownloadInfo();
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
  if (!signal.aborted) host.replaceChildren(canvas);
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
