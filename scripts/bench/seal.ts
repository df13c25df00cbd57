import { copyFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { createPdfEngine, type PdfEngine, type SignaturePage } from '../../src/pdf/pdf-engine.ts';
import { makeDevelopmentP12 } from '../../src/pdf/seal/development-key.ts';
import { loadSealKey, type SealKey } from '../../src/pdf/seal/seal-key.ts';
import { median } from './median.ts';
import { ONE_PAGE, threeHundredPages } from './papers.ts';

const WARM_UP = 20;
const ROUNDS = 100;
const LARGE_ROUNDS = 10;

const PAGE: SignaturePage = {
  locale: 'en',
  timeZone: 'Europe/Berlin',
  envelopeId: 'env_01JZX5W6C3T0B4N8Q2M7R9V1KD',
  title: 'Employment Agreement -- Smith',
  filename: 'employment_agreement.pdf',
  pageCount: 1,
  originalSha256: '0'.repeat(64),
  presentedSha256: '0'.repeat(64),
  completedAt: '2026-05-21T09:30:00.000Z',
  auditHead: { seq: 14, hash: '0'.repeat(64) },
  sender: { name: 'Kanzlei Beispiel' },
  watermark: false,
  signers: ['John Smith', 'Zoë Müller-Łukasik'].map((name) => ({
    name,
    emailMasked: 'j…@example.com',
    role: 'signer',
    ink: { text: name, hand: 'formal' },
    at: '2026-05-21T09:30:00.000Z',
    openedAt: '2026-05-21T09:20:00.000Z',
  })),
};

/**
 * Prints how many one-page documents are stamped and sealed a second by one child process (RSA-2048,
 * no time stamp, warm), how long one of 300 pages takes, and how long the event loop of the server
 * is held up meanwhile.
 */
export async function benchSeal(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-seal-'));
  const engine = createPdfEngine({ maxPages: 1000, workers: 1 });
  try {
    const now = new Date();
    const key = loadSealKey(makeDevelopmentP12('', now, 'rsa'), '', now);
    const small = await presented(engine, ONE_PAGE, join(folder, 'small.pdf'));
    const many = join(folder, 'three-hundred.pdf');
    await writeFile(many, await threeHundredPages());
    const large = await presented(engine, many, join(folder, 'l.pdf'));
    await times(WARM_UP, () => seal(engine, key, small, folder));

    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const took = await times(ROUNDS, () => seal(engine, key, small, folder));
    const whole = took.reduce((sum, each) => sum + each, 0);
    console.log(`1 page: ${((ROUNDS * 1000) / whole).toFixed(1)} sealed a second`);
    console.log(`        median ${median(took).toFixed(0)} ms`);
    const megabytes = ((await stat(large)).size / 1e6).toFixed(0);
    const largeTook = await times(LARGE_ROUNDS, () => seal(engine, key, large, folder));
    console.log(`300 pages of ${megabytes} MB: median ${median(largeTook).toFixed(0)} ms`);
    delay.disable();
    // The histogram's own resolution is part of what it measures.
    console.log(`event loop delay: p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms`);
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function presented(engine: PdfEngine, path: string, outputPath: string): Promise<string> {
  await engine.prepare({ path, mimeType: 'application/pdf', outputPath });
  return outputPath;
}

async function seal(engine: PdfEngine, key: SealKey, path: string, folder: string): Promise<void> {
  const input = join(folder, 'input.pdf');
  await copyFile(path, input);
  const outputPath = join(folder, 'sealed.pdf');
  const options = { key, reason: 'Bench', at: new Date(), tsa: null };
  await engine.seal({
    path: input,
    outputPath,
    marks: [],
    page: PAGE,
    watermark: false,
    seal: options,
  });
  await rm(outputPath);
}

async function times(count: number, work: () => Promise<void>): Promise<number[]> {
  const took: number[] = [];
  for (let round = 0; round < count; round += 1) {
    const start = performance.now();
    await work();
    took.push(performance.now() - start);
  }
  return took;
}
