import { readFile } from 'node:fs/promises';
import type { Browser, CDPSession, Page, Request } from 'playwright-core';
import { newVisitor } from '../../test/support/browser.ts';

const CPU_SLOWDOWN = 4;
/** Bits a second, and milliseconds there and back. */
const NETWORK = { down: 1_600_000, up: 750_000, latency: 150 };
const PATIENCE_MS = 120_000;

/** A visitor with a cheap phone: 360 px wide, three device pixels a pixel, touch, a slow processor. */
export type Phone = {
  page: Page;
  cdp: CDPSession;
  /** Bytes that came over the line so far, compressed as they came, by kind of resource. */
  bytes(): Promise<Record<Kind, number>>;
  close(): Promise<void>;
};

export type Kind = 'script' | 'stylesheet' | 'font' | 'other';

/** Opens a browser window with nothing in its cache; `slowNetwork` gives it a mobile network too. */
export async function takePhone(browser: Browser, slowNetwork: boolean): Promise<Phone> {
  const { page, context } = await newVisitor(browser, { device: 'phone', language: 'en' });
  context.setDefaultTimeout(PATIENCE_MS);
  const finished: Request[] = [];
  page.on('requestfinished', (request) => finished.push(request));
  await page.addInitScript(WATCH);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  if (slowNetwork) {
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: NETWORK.latency,
      downloadThroughput: NETWORK.down / 8,
      uploadThroughput: NETWORK.up / 8,
    });
  }
  return { page, cdp, bytes: () => sumBytes(finished), close: () => context.close() };
}

async function sumBytes(requests: readonly Request[]): Promise<Record<Kind, number>> {
  const sums = { script: 0, stylesheet: 0, font: 0, other: 0 };
  for (const request of requests) {
    const { responseBodySize } = await request.sizes();
    // What came from the cache counts less than nothing there.
    sums[kindOf(request)] += Math.max(responseBodySize, 0);
  }
  return sums;
}

function kindOf(request: Request): Kind {
  const { pathname } = new URL(request.url());
  // The script of a worker is `other` to the browser, and a font that pdf.js fetches is `fetch`.
  if (/\.m?js$/.test(pathname)) return 'script';
  if (/\.(ttf|woff2|pfb)$/.test(pathname)) return 'font';
  return pathname.endsWith('.css') ? 'stylesheet' : 'other';
}

/** Megabytes that only the page's own process holds; null where the system does not tell. */
export async function privateMegabytes(browser: Browser): Promise<number | null> {
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  await cdp.detach();
  const sizes = await Promise.all(
    processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => privateKilobytes(id)),
  );
  const known = sizes.filter((size) => size !== null);
  return known.length > 0 ? Math.max(...known) / 1024 : null;
}

async function privateKilobytes(pid: number): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => null);
  if (text === null) return null;
  const lines = text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm);
  return [...lines].reduce((sum, [, size]) => sum + Number(size), 0);
}

// Runs in the page from its start: notes when what is measured is on the screen, and long tasks.
const WATCH = `
  window.bench = { heading: null, press: null, painted: null, longest: 0 };
  const whenPainted = (name) => requestAnimationFrame(() => setTimeout(() => {
    window.bench[name] ??= performance.now();
  }));
  new MutationObserver(() => {
    if (document.querySelector('h1')) whenPainted('heading');
    if (document.querySelector('.sheet-canvas canvas')) whenPainted('painted');
  }).observe(document, { childList: true, subtree: true });
  addEventListener('click', () => { window.bench.press ??= performance.now(); }, true);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      window.bench.longest = Math.max(window.bench.longest, duration);
    }
  }).observe({ type: 'longtask' });
`;
