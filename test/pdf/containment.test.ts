import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  createPdfEngine,
  type PdfEngine,
  type PdfEngineOptions,
} from '../../src/pdf/pdf-engine.ts';
import { additions } from './support/signature-page.ts';
import { fixture, PDF, pageCount, problems, scratch } from './support/tools.ts';

// Real tools on real files, next to other tests on few cores.
vi.setConfig({ testTimeout: 60_000 });

const folder = scratch();
const contract = { path: fixture('b1_1p.pdf'), mimeType: PDF };
const engines: PdfEngine[] = [];

function engineWith(options: Partial<PdfEngineOptions>): PdfEngine {
  const engine = createPdfEngine({ maxPages: 100, ...options });
  engines.push(engine);
  return engine;
}

afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.close()));
});

/** A file that is never read to its end: a pipe that nobody writes to. */
function endless(name: string): { path: string; mimeType: string } {
  const path = join(folder, name);
  execFileSync('mkfifo', [path]);
  return { path, mimeType: PDF };
}

/** Pids of the PDF children of this process. */
function children(): number[] {
  const processes = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry));
  return processes.map(Number).filter((pid) => {
    try {
      const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return Number(parent) === process.pid && command.includes('src/pdf/child.ts');
    } catch {
      return false; // It ended while we looked.
    }
  });
}

describe('a hostile file', () => {
  it('that loops its page tree is refused at once', async () => {
    const engine = engineWith({});
    await engine.inspect(contract);
    const before = children();
    const file = { path: fixture('pageloop.pdf'), mimeType: PDF };
    expect(await engine.inspect(file)).toMatchObject({ signable: false, reason: 'damaged' });
    expect(children(), 'refused by reading, not by a limit').toEqual(before);
  });

  it('that unpacks to 700 MB is refused before it has', async () => {
    const engine = engineWith({});
    await engine.inspect(contract);
    const before = children();
    const file = { path: fixture('flate_bomb.pdf'), mimeType: PDF };
    expect(await engine.inspect(file)).toMatchObject({ signable: false, reason: 'damaged' });
    expect(children(), 'refused by reading, not by a limit').toEqual(before);
  });

  it('that unpacks inside the library is held to the limits of memory and time', async () => {
    const engine = engineWith({ memoryBytes: 1024 ** 3, workers: 1, timeoutMs: 10_000 });
    await engine.inspect(contract);
    const [pid] = children();
    let peak = 0;
    const watch = setInterval(() => {
      if (!existsSync(`/proc/${pid}/status`)) return;
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024);
    }, 20);
    const file = { path: fixture('flate_bomb_parms.pdf'), mimeType: PDF };
    expect(await engine.inspect(file)).toMatchObject({ signable: false, reason: 'damaged' });
    clearInterval(watch);
    expect(peak).toBeGreaterThan(200 * 1024 ** 2);
    expect(peak).toBeLessThan(1024 ** 3);
    expect(await engine.inspect(contract)).toMatchObject({ signable: true });
  });

  it('that takes for ever is ended, while other jobs go on', async () => {
    const engine = engineWith({ workers: 2, timeoutMs: 10_000 });
    const stuck = engine.inspect(endless('inspect.fifo'));
    const others = [engine.inspect(contract), engine.inspect(contract)];
    const first = await Promise.race([stuck, Promise.all(others)]);
    expect(first).toMatchObject([{ signable: true }, { signable: true }]);
    expect(await stuck).toEqual({ pageCount: null, signable: false, reason: 'damaged' });
  });

  it('that takes for ever fails to be prepared, and leaves nothing behind', async () => {
    const engine = engineWith({ workers: 1, timeoutMs: 8000 });
    const outputPath = join(folder, 'never.pdf');
    const stuck = engine.prepare({ ...endless('prepare.fifo'), outputPath });
    const next = engine.inspect(contract);
    await expect(stuck).rejects.toMatchObject({ name: 'PdfFailed' });
    expect(await next).toMatchObject({ signable: true });
    expect(existsSync(outputPath)).toBe(false);
  });
});

describe('a child', () => {
  it('has an empty environment and a limit on memory', async () => {
    const engine = engineWith({ workers: 1, memoryBytes: 1024 ** 3 });
    await engine.inspect(contract);
    const [pid] = children();
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).toBe('');
    expect(readFileSync(`/proc/${pid}/limits`, 'utf8')).toMatch(
      /Max data size\s+1073741824\s+1073741824/,
    );
  });

  it('is started by the first job, used again, and ended by close', async () => {
    const engine = engineWith({ workers: 1 });
    expect(children()).toEqual([]);
    await engine.inspect(contract);
    const first = children();
    expect(first).toHaveLength(1);
    await engine.inspect(contract);
    expect(children()).toEqual(first);
    await engine.close();
    expect(children()).toEqual([]);
  });

  it('that is killed while idle or at work is replaced', async () => {
    const engine = engineWith({ workers: 1 });
    await engine.inspect(contract);
    const [idle] = children();
    process.kill(idle!, 'SIGKILL');
    expect(await engine.inspect(contract)).toMatchObject({ signable: true });
    const [busy] = children();
    expect(busy).not.toBe(idle);
    const outputPath = join(folder, 'killed.pdf');
    const stuck = engine.prepare({ ...endless('killed.fifo'), outputPath });
    setTimeout(() => process.kill(busy!, 'SIGKILL'), 100);
    await expect(stuck).rejects.toMatchObject({ name: 'PdfFailed' });
    expect(await engine.inspect(contract)).toMatchObject({ signable: true });
    expect(children()).not.toContain(busy);
  });

  it('is replaced after two hundred jobs', async () => {
    const engine = engineWith({ workers: 1 });
    await engine.inspect(contract);
    const first = children();
    for (let job = 0; job < 200; job += 1) await engine.inspect(contract);
    expect(children()).not.toEqual(first);
    expect(children()).toHaveLength(1);
  });

  it('does not keep its parent alive, and dies with it even in the middle of a job', async () => {
    const script = (fifo: string | null) => `
      import { createPdfEngine } from ${JSON.stringify(new URL('../../src/pdf/pdf-engine.ts', import.meta.url).href)};
      const engine = createPdfEngine({ maxPages: 9 });
      const file = ${JSON.stringify(contract)};
      console.log(JSON.stringify(await engine.inspect(file)));
      ${fifo ? `engine.inspect({ ...file, path: ${JSON.stringify(fifo)} });` : ''}`;
    const idle = join(folder, 'idle.mjs');
    writeFileSync(idle, script(null));
    // Ends by itself although nobody closes the engine.
    expect(execFileSync(process.execPath, [idle], { timeout: 10_000 }).toString()).toContain(
      '"signable":true',
    );
    const busy = join(folder, 'busy.mjs');
    writeFileSync(busy, script(endless('orphan.fifo').path));
    const parent = spawn(process.execPath, [busy], { stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise((resolve) => parent.stdout.once('data', resolve));
    const list = () => execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' });
    const [mine] = execFileSync('ps', ['--ppid', String(parent.pid), '-o', 'pid='], {
      encoding: 'utf8',
    }).match(/\d+/) ?? [''];
    expect(list()).toMatch(new RegExp(`^\\s*${mine} .*child\\.ts`, 'm'));
    parent.kill('SIGKILL');
    await expect.poll(list).not.toMatch(new RegExp(`^\\s*${mine} .*child\\.ts`, 'm'));
  });
});

describe('trouble that is not the file’s', () => {
  it('is never called damage: no child, no file', async () => {
    const tooSmall = engineWith({ memoryBytes: 64 * 1024 ** 2 });
    await expect(tooSmall.inspect(contract)).rejects.toMatchObject({ name: 'PdfFailed' });
    const engine = engineWith({});
    const missing = { ...contract, path: join(folder, 'missing.pdf') };
    await expect(engine.inspect(missing)).rejects.toMatchObject({ name: 'PdfFailed' });
    const outputPath = join(folder, 'no', 'such', 'folder.pdf');
    await expect(engine.prepare({ ...contract, outputPath })).rejects.toMatchObject({
      name: 'PdfFailed',
    });
  });

  it('of the type is told without starting a child', async () => {
    const engine = engineWith({});
    const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
    for (const mimeType of [docx, 'application/msword']) {
      expect(await engine.inspect({ path: '/dev/null', mimeType })).toEqual({
        pageCount: null,
        signable: false,
        reason: 'unsupported_type',
      });
    }
    expect(children()).toEqual([]);
  });

  it('is never called damage: closed in the middle of a job', async () => {
    const engine = engineWith({ workers: 1 });
    await engine.inspect(contract);
    const stuck = engine.inspect(endless('closed.fifo'));
    const rejected = expect(stuck).rejects.toMatchObject({ name: 'PdfFailed' });
    // Long enough for the child to have begun.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await engine.close();
    await rejected;
  });

  it('after close fails', async () => {
    const engine = engineWith({ workers: 1 });
    const [running, waiting] = [engine.inspect(contract), engine.inspect(contract)];
    const both = Promise.allSettled([running, waiting]);
    await engine.close();
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(engine.inspect(contract)).rejects.toMatchObject({ name: 'PdfFailed' });
  });
});

it('does twenty jobs at once', async () => {
  const engine = engineWith({ workers: 2 });
  const paths = Array.from({ length: 20 }, (_, index) => join(folder, `many${index}.pdf`));
  const names = paths.map((_, index) => additions({ title: `Agreement ${index}` }));
  const done = await Promise.all(
    paths.map((outputPath, index) =>
      engine.appendSignaturePage({ path: contract.path, outputPath, ...names[index]! }),
    ),
  );
  expect(done).toEqual(paths.map(() => ({ pageCount: 2 })));
  paths.forEach((path, index) => {
    expect(problems(path)).toBe('');
    expect(pageCount(path)).toBe(2);
    const words = execFileSync('pdftotext', ['-f', '2', path, '-'], { encoding: 'utf8' });
    expect(words).toContain(`Agreement ${index}\n`);
  });
  expect(children().length).toBeLessThanOrEqual(2);
});
