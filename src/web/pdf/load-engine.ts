type Engine = typeof import('./engine.ts');

let engine: Promise<Engine> | null = null;

/** Fetches the viewer, half a megabyte, the first time a document is to be shown. */
export function loadEngine(): Promise<Engine> {
  engine ??= import('./engine.ts').catch((error: unknown) => {
    engine = null;
    throw error;
  });
  return engine;
}
