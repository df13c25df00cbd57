import {
  type Browser,
  type BrowserContext,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';

const EXECUTABLE = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Real Chromium, without a window. */
export function launchBrowser(): Promise<Browser> {
  // Chromium spells the names of downloads by the locale: without one umlauts are lost.
  const env = { ...definedEnv(), LC_ALL: 'C.UTF-8' };
  return chromium.launch({ executablePath: EXECUTABLE, args: ARGS, env });
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

export type VisitorOptions = {
  device?: 'phone' | 'desktop';
  /** The browser's language; `fr` is one the page does not speak. */
  language?: string;
  colorScheme?: 'light' | 'dark';
};

export type Tab = {
  page: Page;
  /** Errors and warnings of the console, uncaught errors, violations of the content security policy. */
  problems: string[];
  /** Every request as `METHOD url`. */
  requests: string[];
};

export type Visitor = Tab & { context: BrowserContext };

/** One person with a browser of their own. */
export async function newVisitor(browser: Browser, options: VisitorOptions = {}): Promise<Visitor> {
  const context = await newWindow(browser, options);
  return { ...(await newTab(context)), context };
}

/**
 * A browser of somebody's own, with nothing open yet. `density` is of device pixels to a CSS pixel;
 * by default 3 on a phone, else 1.
 */
export function newWindow(
  browser: Browser,
  options: VisitorOptions & { density?: number } = {},
): Promise<BrowserContext> {
  const phone = options.device === 'phone';
  return browser.newContext({
    viewport: phone ? { width: 360, height: 740 } : { width: 1280, height: 900 },
    deviceScaleFactor: options.density ?? (phone ? 3 : 1),
    isMobile: phone,
    hasTouch: phone,
    locale: options.language ?? 'fr',
    colorScheme: options.colorScheme ?? 'light',
    reducedMotion: 'reduce',
  });
}

/** One more tab, which shares cache and cookies with the others and has its own session storage. */
export async function newTab(context: BrowserContext): Promise<Tab> {
  const page = await context.newPage();
  const problems: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    problems.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
  await page.addInitScript(`
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error('CSP: ' + event.violatedDirective + ' ' + event.blockedURI));
  `);
  return { page, problems, requests };
}

/** Problems apart from Chromium's note that a scripted refusal was not a 200. */
export function unexpected(problems: readonly string[]): string[] {
  return problems.filter((line) => !/Failed to load resource.*\/trpc\/sign\./.test(line));
}

/** By how many pixels the view scrolls sideways; 0 is right. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
}

/** How many pixels of a page's canvas are dark: 0 on an empty one. Waits until it is painted. */
export async function darkPixels(page: Page, label: string): Promise<number> {
  return (await canvasOf(page, label)).evaluate(countDarkPixels);
}

/** The mean of red, green and blue at a place of a page's canvas, given as fractions. */
export async function greyAt(page: Page, label: string, x: number, y: number): Promise<number> {
  return (await canvasOf(page, label)).evaluate(readGrey, { x, y });
}

async function canvasOf(page: Page, label: string): Promise<Locator> {
  const canvas = page.getByRole('figure', { name: label, exact: true }).first().locator('canvas');
  await canvas.waitFor({ state: 'attached' });
  return canvas;
}

// The part of a canvas that is used, since the server's sources are checked without the DOM.
type Canvas = {
  width: number;
  height: number;
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray };
  };
};

// Runs in the browser: it can use nothing of this file.
function countDarkPixels(canvas: Canvas): number {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let dark = 0;
  for (let i = 0; i < data.length; i += 4) {
    const brightness = (data[i] ?? 0) + (data[i + 1] ?? 0) + (data[i + 2] ?? 0);
    // An untouched canvas is black and transparent.
    if (data[i + 3] === 255 && brightness < 380) dark++;
  }
  return dark;
}

// Runs in the browser as well.
function readGrey(canvas: Canvas, { x, y }: { x: number; y: number }): number {
  const left = Math.floor(canvas.width * x);
  const top = Math.floor(canvas.height * y);
  const [red = 0, green = 0, blue = 0] = canvas.getContext('2d').getImageData(left, top, 1, 1).data;
  return (red + green + blue) / 3;
}
