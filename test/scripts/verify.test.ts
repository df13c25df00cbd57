import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Bundle } from '../../src/evidence/write-bundle.ts';
import { createPdfEngine } from '../../src/pdf/pdf-engine.ts';
import { saved, unzip, zipped } from '../evidence/support/archive.ts';
import { flipped, makeEvidence, saveBundle } from '../evidence/support/evidence.ts';
import { issue } from '../pdf/support/openssl.ts';
import { sealKey } from '../pdf/support/seal.ts';
import { fixture, scratch } from '../pdf/support/tools.ts';
import { runScript } from './run-script.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const folder = scratch();
const at = (name: string) => join(folder, name);
const issued = issue('Seal', 'p256');
const key = sealKey(issued);

/** As npm would; what a server needs is there, and wrong: it is not looked at. */
const verify = (...args: string[]) =>
  runScript('scripts/verify.ts', args, {
    DATABASE_URL: 'nonsense://',
    DATA_DIR: '/nonexistent/data',
    NODE_ENV: 'production',
  });
const lines = (text: string) => text.trimEnd().split('\n');
const TRUST = ['--trust', issued.certificate];

let bundle: Bundle;

beforeAll(async () => {
  const engine = createPdfEngine({ maxPages: 100 });
  bundle = await makeEvidence({ engine, key, tsa: null });
  await engine.close();
  copyFileSync(await saveBundle(bundle, key), at('good.zip'));
  copyFileSync(bundle.files.find(({ role }) => role === 'signed')!.source, at('good.pdf'));
  writeFileSync(at('bad.pdf'), flipped(readFileSync(at('good.pdf')), 1000));
  writeFileSync(at('notes.txt'), 'nothing');
});

describe('npm run verify', () => {
  it('says of a bundle, a verdict a line, what it proves, and ends with the result and 0', async () => {
    const { code, stdout, stderr } = await verify(at('good.zip'), ...TRUST);
    expect([code, stderr]).toEqual([0, '']);
    const [first, ...rest] = lines(stdout);
    expect(first).toBe(at('good.zip'));
    expect(rest.pop()).toBe(`${at('good.zip')}: ok, with 4 warnings`);
    for (const line of rest) {
      expect(line).toMatch(
        /^(ok|warning) {1,6} +(integrity|signer|time|audit) +\S.*\. \[[a-z_]+\]$/,
      );
    }
    const groups = rest.map((line) => line.slice(9, 18).trim());
    expect([...new Set(groups)]).toEqual(['integrity', 'signer', 'time', 'audit']);
    expect(stdout).toContain('All 12 files of the manifest are there and unchanged.');
  });

  it('ends with 1 when something was changed, and names it', async () => {
    const { code, stdout } = await verify(at('bad.pdf'));
    expect(code).toBe(1);
    const fault = 'fault    integrity  It was changed after it was sealed. [seal_digest]';
    expect(lines(stdout)).toContain(fault);
    expect(lines(stdout).at(-1)).toBe(`${at('bad.pdf')}: FAULT, 1 fault, 0 warnings`);
  });

  it('ends with 1 and names the file for a flipped byte in any file of a bundle', async () => {
    const contents = await unzip(at('good.zip'));
    const archives = new Map<string, string>();
    for (const [name, bytes] of contents) {
      const changed = new Map(contents).set(name, flipped(bytes, bytes.length >> 1));
      archives.set(name, saved(await zipped(changed)));
    }
    const { code, stdout } = await verify(...archives.values(), ...TRUST);
    expect(code).toBe(1);
    for (const [name, path] of archives) {
      const mine = stdout.split(`${path}\n`)[1]!.split(`${path}: FAULT`)[0]!;
      const named = name === 'manifest.json' ? 'manifest.' : `${name}: `;
      const faults = lines(mine).filter((line) => line.startsWith('fault'));
      expect(faults.join('\n'), name).toContain(`fault    integrity  ${named}`);
    }
    expect(lines(stdout).at(-1)).toBe(`${archives.size} files: 0 ok, ${archives.size} not`);
  });

  it('lets warnings pass, unless it is told to be strict', async () => {
    const pdf = at('good.pdf');
    const [lax, strict] = [await verify(pdf), await verify(pdf, '--strict')];
    expect([lax.code, strict.code]).toEqual([0, 1]);
    expect(lines(lax.stdout).at(-1)).toBe(`${pdf}: ok, with 2 warnings`);
    expect(lines(strict.stdout).at(-1)).toBe(`${pdf}: NOT OK, 2 warnings (--strict)`);
    expect(lax.stdout).toContain(key.fingerprint);
  });

  it('trusts whom it is told to: with another certificate it is at fault', async () => {
    const other = issue('Seal', 'p256').certificate;
    expect((await verify(at('good.pdf'), '--trust', other)).code).toBe(1);
    const both = await verify(at('good.pdf'), '--trust', other, ...TRUST);
    expect(both.code).toBe(0);
    expect(both.stdout).toContain('[signer_trusted]');
  });

  it.each([
    ['no file', []],
    ['an option it does not know', ['good.pdf', '--force']],
    ['a certificate that is none', ['good.pdf', '--trust', fixture('empty.pdf')]],
  ])('ends with 2 and says how it is used, given %s', async (_what, args) => {
    const { code, stdout, stderr } = await verify(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('npm run verify -- FILE');
  });

  it.each([
    ['a file that is not there', () => at('missing.zip'), 'ENOENT'],
    ['a folder', () => folder, 'EISDIR'],
    ['neither a ZIP nor a PDF', () => at('notes.txt'), 'neither an evidence bundle'],
  ])('ends with 2, given %s', async (_what, path, reason) => {
    const { code, stdout } = await verify(path());
    expect(code).toBe(2);
    expect(lines(stdout).at(-1)).toContain(`${path()}: NOT VERIFIED, `);
    expect(stdout).toContain(reason);
  });

  it('takes several files and ends with what is worst: a fault before what cannot be read', async () => {
    const [good, bad, missing] = [at('good.pdf'), at('bad.pdf'), at('missing.pdf')];
    expect((await verify(good, missing)).code).toBe(2);
    const all = await verify(good, missing, bad);
    expect(all.code).toBe(1);
    expect(lines(all.stdout).at(-1)).toBe('3 files: 1 ok, 2 not');
  });

  it('writes one JSON document when asked to', async () => {
    const { code, stdout } = await verify('--json', at('bad.pdf'), at('missing.pdf'));
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual([
      {
        file: at('bad.pdf'),
        report: {
          kind: 'pdf',
          result: 'fault',
          faults: 1,
          warnings: 0,
          envelopeId: null,
          lines: [
            {
              group: 'integrity',
              level: 'fault',
              code: 'seal_digest',
              message: 'It was changed after it was sealed.',
              file: null,
            },
          ],
        },
      },
      { file: at('missing.pdf'), unreadable: expect.stringContaining('ENOENT') },
    ]);
  });

  it('prints nothing that a terminal would obey', async () => {
    const name = '\u001b[2Jx\u202e';
    const { code, stdout } = await verify(saved(await zipped([[name, Buffer.from('one')]])));
    expect(code).toBe(1);
    expect(stdout).toContain('[name_unsafe]');
    for (const character of name.replace(/[^\p{C}]/gu, '')) {
      expect(stdout).not.toContain(character);
    }
  });
});
