import workerUrl from './pdf-worker.ts?worker&url';

export type Engine = typeof import('./engine.ts');

let engine: Promise<Engine> | null = null;

/** Fetches the viewer, half a megabyte, the first time a document is to be shown. */
export function loadEngine(): Promise<Engine> {
  engine ??= fetchEngine().catch((error: unknown) => {
    engine = null;
    throw error;
  });
  return engine;
}

/** Begins to fetch the viewer; whether that succeeds shows when a document is opened. */
export function prepareEngine(): void {
  loadEngine().catch(() => null);
}

/** Both parts at once, where pdf.js by itself would ask for the second when it has the first. */
async function fetchEngine(): Promise<Engine> {
  const [loaded] = await Promise.all([import('./engine.ts'), warmWorker()]);
  return loaded;
}

/** Puts the worker's script into the browser's cache. Where that fails pdf.js asks for it anew. */
async function warmWorker(): Promise<void> {
  await fetch(workerUrl)
    .then((response) => response.arrayBuffer())
    .catch(() => null);
}
