import {
  AnnotationMode,
  GlobalWorkerOptions,
  getDocument,
  type PDFDocumentLoadingTask,
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
  });
}

export type PaintTarget = {
  canvasHost: HTMLElement;
  textHost: HTMLElement;
  /** In CSS pixels. */
  width: number;
};

/** Draws a page, sharp on the screen at hand, and lays its text over it for copying and reading out. */
export async function paintPage(
  page: PDFPageProxy,
  { canvasHost, textHost, width }: PaintTarget,
  signal: AbortSignal,
): Promise<void> {
  const scale = width / page.getViewport({ scale: 1 }).width;
  const shown = page.getViewport({ scale });
  const canvas = document.createElement('canvas');
  const density = densityFor(shown.width, shown.height);
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
  canvasHost.replaceChildren(canvas);
  if (signal.aborted) return;

  const layer = document.createElement('div');
  layer.className = 'textLayer';
  layer.style.setProperty('--total-scale-factor', String(scale));
  const content = page.streamTextContent();
  const text = new TextLayer({ textContentSource: content, container: layer, viewport: shown });
  signal.addEventListener('abort', () => text.cancel());
  await text.render();
  textHost.replaceChildren(layer);
}

/** Device pixels a CSS pixel; more than the screen has, for those who pinch to read. */
function densityFor(width: number, height: number): number {
  const wanted = Math.max(window.devicePixelRatio, MIN_DENSITY);
  return Math.min(wanted, Math.sqrt(MAX_CANVAS_PIXELS / (width * height)));
}
