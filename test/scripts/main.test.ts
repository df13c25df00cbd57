import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runScript } from './run-script.ts';

describe('npm start', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'signing-main-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  const start = (env: Record<string, string>) =>
    runScript('src/main.ts', [], { DATA_DIR: directory, LOG_LEVEL: 'silent', ...env });

  it('with a wrong environment prints one line a fault and nothing else, and fails', async () => {
    const run = await start({ NODE_ENV: 'production', PORT: 'http', TRUST_PROXY: 'true' });
    expect([run.code, run.stdout]).toEqual([1, '']);
    const lines = run.stderr.trimEnd().split('\n');
    expect(lines.map((line) => line.split(':')[0]).toSorted()).toEqual([
      'APP_SECRET',
      'PORT',
      'PUBLIC_URL',
      'SEAL_P12_FILE',
      'SMTP_URL',
      'TRUST_PROXY',
    ]);
    for (const line of lines) expect(line).toMatch(/^[A-Z0-9_]+: \S/);
    expect(await readdir(directory)).toEqual([]);
  });

  it('on a port that is taken says so in one line, and fails', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const run = await start({ PORT: String(port) });
    taken.close();
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(new RegExp(`^[^\\n]*EADDRINUSE[^\\n]*${port}\\n$`));
  });

  it('on a database that is none says so in one line, and fails', async () => {
    const file = join(directory, 'broken.db');
    await writeFile(file, 'this is no database, whatever its name may say. '.repeat(200));
    const run = await start({ DATABASE_URL: `file:${file}` });
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/^[^\n]*not a database[^\n]*\n$/);
  });
});
