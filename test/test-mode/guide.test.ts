import { execFile } from 'node:child_process';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture, scratch } from '../pdf/support/tools.ts';
import { startApp, type TestApp } from '../support/start-app.ts';

const run = promisify(execFile);

/** The blocks of commands in a text. */
async function commandsIn(path: string): Promise<string[]> {
  const text = await readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
  return [...text.matchAll(/^( *)```sh\n(.*?)^ *```/gms)].map(([, indent = '', block = '']) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
}

describe('what a client’s CI is told to do', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp('sqlite');
  });
  afterAll(() => app.stop());

  async function played(path: string): Promise<string[]> {
    const directory = scratch();
    const { key } = await app.createKey({ workspace: path, mode: 'test' });
    await copyFile(fixture('b1_1p.pdf'), join(directory, 'employment_agreement.pdf'));
    const [making] = (await commandsIn('README.md')).filter((block) => block.startsWith('CASE='));
    const [play] = (await commandsIn(path)).filter((block) => block.includes('/test/clock'));
    const script = `${making?.slice(0, making.lastIndexOf('curl'))}\n${play}`;
    const { stdout } = await run('bash', ['-euc', script], {
      cwd: directory,
      env: { PATH: process.env.PATH, API: `${app.url}/api/v1`, KEY: key },
    });
    return stdout.trim().split('\n');
  }

  it('is in the guide: it reads the invitation and the reminder, and signs until all is sealed', async () => {
    const lines = await played('src/http/openapi-guide.md');
    const subjects = lines.filter((line) => /Employment Agreement -- Smith$/.test(line));
    expect(subjects.map((subject) => subject.split(/[,:]/)[0])).toEqual([
      'Reminder',
      'Please sign',
    ]);
    expect(lines.filter((line) => line.startsWith(`${app.url}/sign/`))).toHaveLength(2);
    expect(lines.slice(-2)).toEqual(['completed', 'sealed']);
  });

  it('is in the README: it reads the link, and lets the envelope expire', async () => {
    const lines = await played('README.md');
    expect(lines.filter((line) => line.startsWith(`${app.url}/sign/`))).toHaveLength(1);
    expect(lines.at(-1)).toBe('expired');
  });
});
