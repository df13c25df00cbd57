import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../test/support/browser.ts';
import { buildWeb } from '../build-web.ts';
import { median } from './median.ts';
import { startPageServer } from './page-server.ts';
import { ONE_PAGE, TEN_PAGES, threeHundredPages } from './papers.ts';
import { privateMegabytes, takePhone } from './phone.ts';

const RUNS = 5;
const SCROLL_SPEED = 12_000;
const COME_TO_REST_MS = 3000;

/** What is measured, in the order it is printed, with the most it may be. */
const MEASURES = {
  landingScript: { label: 'script before the viewer loads', unit: 'KB', target: 200 },
  allScript: { label: 'script in all', unit: 'KB', target: 700 },
  css: { label: 'CSS', unit: 'KB' },
  fonts: { label: 'fonts', unit: 'KB' },
  heading: { label: 'landing shown', unit: 'ms', target: 2000 },
  firstPage: { label: '1 page: painted after the press', unit: 'ms', target: 5000 },
  firstOfTen: {
    label: '10 pages of 1 MB: first painted after the press',
    unit: 'ms',
    target: 5000,
  },
  longestTask: { label: '300 pages: longest task while scrolling', unit: 'ms' },
  heap: { label: '300 pages: script heap after scrolling', unit: 'MB' },
  privateMemory: { label: '300 pages: private memory of the renderer', unit: 'MB' },
} satisfies Record<string, { label: string; unit: string; target?: number }>;

type Measured = Partial<Record<keyof typeof MEASURES, number>>;

/**
 * Prints what a signer with a cheap phone and a mobile connection waits for and pays, as medians
 * of some runs with a cold cache. CHROMIUM_PATH names the browser.
 */
export async function benchPage(): Promise<void> {
  await buildWeb();
  const server = await startPageServer();
  try {
    const one = await server.linkTo(await readFile(ONE_PAGE), 'one');
    const ten = await server.linkTo(await readFile(TEN_PAGES), 'ten');
    const long = await server.linkTo(await threeHundredPages(), 'three-hundred');
    const runs: Measured[] = [];
    for (let run = 1; run <= RUNS; run += 1) {
      runs.push(await withBrowser((browser) => firstVisit(browser, one)));
      const { firstPage } = await withBrowser((browser) => firstVisit(browser, ten));
      runs.push({ firstOfTen: firstPage });
      runs.push(await withBrowser((browser) => scrollThrough(browser, long)));
      console.log(`run ${run} of ${RUNS}`);
    }
    print(runs);
  } finally {
    await server.stop();
  }
}

/** A browser of its own each time: nothing is warm, and no other page shares the renderer. */
async function withBrowser(visit: (browser: Browser) => Promise<Measured>): Promise<Measured> {
  const browser = await launchBrowser();
  try {
    return await visit(browser);
  } finally {
    await browser.close();
  }
}

/** The landing and the first page over a mobile connection. */
async function firstVisit(browser: Browser, link: string): Promise<Measured> {
  const { page, bytes, close } = await takePhone(browser, true);
  await page.goto(link, { waitUntil: 'networkidle' });
  const landing = await bytes();
  await page.getByRole('button', { name: 'Open documents' }).tap();
  await page.locator('.sheet-canvas canvas').first().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  const all = await bytes();
  const [heading, press, painted] = await page.evaluate<[number, number, number]>(
    '[window.bench.heading, window.bench.press, window.bench.painted]',
  );
  await close();
  return {
    landingScript: landing.script / 1000,
    allScript: all.script / 1000,
    css: all.stylesheet / 1000,
    fonts: all.font / 1000,
    heading,
    firstPage: painted - press,
  };
}

/** All of 300 pages, faster than one reads. Without the mobile network, which would hide the work. */
async function scrollThrough(browser: Browser, link: string): Promise<Measured> {
  const { page, cdp, close } = await takePhone(browser, false);
  await page.goto(link);
  await page.getByRole('button', { name: 'Open documents' }).tap();
  await page.locator('.sheet-canvas canvas').first().waitFor({ state: 'attached' });
  await page.evaluate('window.bench.longest = 0');
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  await cdp.send('Input.synthesizeScrollGesture', {
    x: 180,
    y: 400,
    yDistance: -height,
    speed: SCROLL_SPEED,
    preventFling: true,
  });
  await page.waitForTimeout(COME_TO_REST_MS);
  const longestTask = await page.evaluate<number>('window.bench.longest');
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('Performance.enable');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0;
  const privateMemory = (await privateMegabytes(browser)) ?? undefined;
  await close();
  return { longestTask, heap: heap / 1e6, privateMemory };
}

function print(runs: readonly Measured[]): void {
  const processor = cpus()[0]?.model ?? 'unknown processor';
  const load = (loadavg()[0] ?? 0).toFixed(1);
  console.log(
    `\nMedians of ${RUNS} runs on ${processor}, ${availableParallelism()} cores, load ${load}:`,
  );
  for (const [name, measure] of Object.entries(MEASURES)) {
    const values = runs.flatMap((run) => new Map(Object.entries(run)).get(name) ?? []);
    const { label, unit } = measure;
    const shown = values.length > 0 ? `${median(values).toFixed(0)} ${unit}` : 'not to be had';
    const target = 'target' in measure ? judge(median(values), measure.target, unit) : '';
    console.log(`${label.padEnd(50)}${shown.padStart(10)}${target}`);
  }
}

function judge(value: number, target: number, unit: string): string {
  return `  ${value <= target ? 'meets' : 'MISSES'} the target of ${target} ${unit}`;
}
