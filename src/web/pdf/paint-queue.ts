// A page that takes longer lets the next one begin: a document that hangs must not hold up another.
const PATIENCE_MS = 10_000;

type Job = { sheet: Element; signal: AbortSignal; run(): Promise<void> };

const waiting = new Set<Job>();
let busy = false;

/**
 * Runs `work` when it is its turn: one page at a time, the one nearest to the middle of the view
 * first. Side by side they would share the line and the processor, and the page one looks at would
 * come last. Resolves when the work is done, or is not wanted any more; rejects as it does.
 */
export function paintInTurn(
  sheet: Element,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const job = { sheet, signal, run: () => work().then(resolve, reject) };
    waiting.add(job);
    signal.addEventListener('abort', () => {
      waiting.delete(job);
      resolve();
    });
    // Those that come near at the same moment are all there to choose from.
    queueMicrotask(() => void runNext());
  });
}

async function runNext(): Promise<void> {
  const [first, ...others] = waiting;
  if (busy || !first) return;
  const job = others.reduce((best, each) => (offset(each) < offset(best) ? each : best), first);
  waiting.delete(job);
  busy = true;
  await Promise.race([job.run(), aborted(job.signal), patience()]);
  busy = false;
  void runNext();
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
}

/** How far the middle of a page is from the middle of the view, twice over, in CSS pixels. */
function offset({ sheet }: Job): number {
  const { top, bottom } = sheet.getBoundingClientRect();
  return Math.abs(top + bottom - window.innerHeight);
}
