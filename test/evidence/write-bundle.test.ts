import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toCanonical } from '../../src/evidence/canonical-json.ts';
import type { Manifest } from '../../src/evidence/manifest.ts';
import {
  type Bundle,
  type BundleFile,
  BundleFileChanged,
  writeBundle,
} from '../../src/evidence/write-bundle.ts';
import { createPdfEngine } from '../../src/pdf/pdf-engine.ts';
import { CA, issue } from '../pdf/support/openssl.ts';
import { sealKey, sha256 } from '../pdf/support/seal.ts';
import { scratch } from '../pdf/support/tools.ts';
import { type Contents, unzip } from './support/archive.ts';
import { chainOf } from './support/chain.ts';
import { makeEvidence, saveBundle, signerOf } from './support/evidence.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const engine = createPdfEngine({ maxPages: 100 });
const root = issue('Seal root', 'p256', { extensions: CA });
const key = sealKey(issue('Seal', 'rsa', { issuer: root }));

let bundle: Bundle;
let path: string;
let contents: Contents;
let folder: string;

beforeAll(async () => {
  bundle = await makeEvidence({ engine, key, tsa: null });
  path = await saveBundle(bundle, key);
  contents = await unzip(path);
  folder = scratch();
  infoZip('-q', path, '-d', folder);
});
afterAll(() => engine.close());

/** Debian's unzip, which goes by the locale for names that are not ASCII. */
function infoZip(...args: string[]): string {
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  return execFileSync('unzip', args, { encoding: 'utf8', env });
}

const manifest = (): Manifest => JSON.parse(String(contents.get('manifest.json')));
const readme = () => String(contents.get('README.txt'));

/** The indented command of the README that begins so, in the folder the bundle was unpacked to. */
function follow(beginning: string, directory = folder) {
  const escaped = beginning.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const [command] = new RegExp(`^ {7}${escaped}(.*\\\\\n)*.*$`, 'm').exec(readme()) ?? [];
  if (command === undefined) throw new Error(`no ${beginning}`);
  return spawnSync('sh', ['-c', command], { cwd: directory, encoding: 'utf8' });
}

describe('a bundle', () => {
  it('is an archive that another program finds nothing wrong with', () => {
    const listed = infoZip('-Z1', path);
    expect(listed.trim().split('\n').sort()).toEqual([...contents.keys()].sort());
    expect(infoZip('-t', path)).toContain('No errors');
    expect([...contents.keys()]).toContain('originals/01-Mietvertrag Müller.pdf');
  });

  it('has a canonical manifest of every other file, with sizes and hashes', () => {
    expect(String(contents.get('manifest.json'))).toBe(toCanonical(manifest()));
    const { files, ...rest } = manifest();
    expect(rest).toEqual({
      version: 1,
      envelope_id: bundle.envelope.id,
      case_id: bundle.caseId,
      status: 'completed',
      created_at: '2026-03-11T08:00:00.000Z',
      audit: { seq: 10, hash: bundle.events.at(-1)!.hash },
    });
    const others = [...contents].filter(([name]) => !name.startsWith('manifest.'));
    const expected = others.map(([name, bytes]) => [
      name,
      bytes.length,
      createHash('sha256').update(bytes).digest('hex'),
    ]);
    const listed = files.map((file) => [file.path, file.bytes, file.sha256]);
    expect(listed.sort()).toEqual(expected.sort());
    expect(files).toContainEqual(
      expect.objectContaining({
        path: 'signed/02-plan.png.pdf',
        role: 'signed',
        document_id: bundle.files
          .find(({ role }) => role === 'signed')!
          .documentId!.replace('L', 'P'),
      }),
    );
  });

  it('has the whole trail, its head and its stamps in audit.json', () => {
    const { seq, hash } = bundle.events.at(-1)!;
    expect(JSON.parse(String(contents.get('audit.json')))).toEqual({
      version: 1,
      envelope: bundle.envelope,
      events: bundle.events,
      head: { seq, hash },
      stamps: [],
    });
  });

  it('has the certificates that sealed, the sealing one first', () => {
    const pem = [key.certificate, ...key.chain].map(({ x509 }) => x509.toString());
    expect(pem).toHaveLength(2);
    expect(String(contents.get('seal-certificates.pem'))).toBe(pem.join(''));
  });
});

describe('the README', () => {
  it('says in German and in English what is there, and what it proves', () => {
    for (const text of [
      'Vorgang env_01K0EVIDENCE0000000000000A: Rental agreement',
      'alle haben unterschrieben oder zugestimmt',
      'everybody has signed or approved',
      'einfache elektronische Signaturen (Art. 3 Nr. 10',
      'simple electronic signatures (eIDAS Regulation, Art. 3(10))',
      "The seal is the service's, not the signers'",
      'das des Dienstes, nicht das der Unterzeichner',
      '(§§ 126, 126a BGB)',
    ]) {
      expect(readme().replace(/\s+/g, ' ')).toContain(text);
    }
    expect(readme()).not.toMatch(/qualifi|advanced|fortgeschritten|binding|rechtsverbindlich/i);
    const width = Math.max(
      ...readme()
        .split('SHA-256\n')[0]!
        .split('\n')
        .map((line) => line.length),
    );
    expect(width).toBeLessThanOrEqual(100);
  });

  it('names each kind of file that is there, twice, and no other', () => {
    const count = (text: string) => readme().split(`\n  ${text}\n`).length - 1;
    for (const text of ['signed/', 'presented/', 'originals/', 'signatures/', 'audit.json']) {
      expect(count(text), text).toBe(2);
    }
    expect(readme()).not.toContain('.v1.pdf');
  });

  it('gives the hashes in the form that sha256sum checks', () => {
    const { status, stdout } = follow('sha256sum');
    expect(status).toBe(0);
    // All but the README, the manifest and its signature.
    expect(stdout.match(/: OK$/gm)).toHaveLength(contents.size - 3);
    const changed = scratch();
    execFileSync('cp', ['-r', `${folder}/.`, changed]);
    appendFileSync(join(changed, 'signed/02-plan.png.pdf'), '\n');
    expect(follow('sha256sum', changed)).toMatchObject({ status: 1 });
    expect(follow('sha256sum', changed).stdout).toContain('signed/02-plan.png.pdf: FAILED');
  });

  it('gives the command with which OpenSSL checks the manifest, and who signed it', () => {
    const good = follow('openssl cms');
    expect(good.stderr).toContain('Verification successful');
    expect(good.status).toBe(0);
    const digits = follow('openssl x509').stdout.replaceAll(':', '').toLowerCase();
    expect(digits).toContain(key.fingerprint);
    const changed = scratch();
    execFileSync('cp', ['-r', `${folder}/.`, changed]);
    appendFileSync(join(changed, 'manifest.json'), ' ');
    expect(follow('openssl cms', changed).status).not.toBe(0);
  });

  it('gives the command that computes the hash of an event', () => {
    const { stdout } = follow('jq');
    expect(stdout).toContain(bundle.events[0]!.hash);
    expect(bundle.events[1]!.prev_hash).toBe(bundle.events[0]!.hash);
  });

  it('of an envelope that was declined says so, and of no signed files', async () => {
    const envelope = { ...bundle.envelope, status: 'declined', title: 'a\nb' } as const;
    const files = bundle.files.filter(({ role }) => role === 'original');
    const declined = await unzip(await saveBundle({ ...bundle, envelope, files }, key));
    const text = String(declined.get('README.txt'));
    expect(text).toContain('Status: declined. No signed document was issued.');
    expect(text).toContain(': a b\n');
    expect(text.split('SHA-256')[0]).not.toContain('\n  signed/\n');
  });
});

/** A bundle of a few files with these bytes, by default unknown before. */
function bundleOf(...sources: [source: string, sha256?: string][]): Bundle {
  const files = sources.map(
    ([source, hash], index): BundleFile => ({
      path: `originals/${index + 1}-file`,
      role: 'original',
      documentId: `sigdoc_${index}`,
      source,
      sha256: hash,
    }),
  );
  const envelope = { id: 'env_1', title: 'Title', status: 'voided' } as const;
  const events = chainOf([{ type: 'envelope.voided' }]);
  const createdAt = new Date('2026-03-11T08:00:00Z');
  return { envelope, caseId: null, createdAt, events, stamps: [], certificates: [], files };
}

function fileOf(bytes: Buffer): string {
  const file = join(scratch(), 'file');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return file;
}

describe('writing', () => {
  const sign = signerOf(key);

  it('begins not at all when a file is not what it was, is missing, or cannot be signed', async () => {
    const file = fileOf(Buffer.from('one'));
    const other = sha256(fileOf(Buffer.from('two')));
    await expect(writeBundle(bundleOf([file, other]), sign)).rejects.toThrow(BundleFileChanged);
    await expect(writeBundle(bundleOf([`${file}.gone`]), sign)).rejects.toThrow('ENOENT');
    const refuse = () => Promise.reject(new Error('no key'));
    await expect(writeBundle(bundleOf([file, sha256(file)]), refuse)).rejects.toThrow('no key');
  });

  it('refuses what its verifier would: paths that leave, or meet', async () => {
    const file = fileOf(Buffer.from('one'));
    const made = bundleOf([file], [file]);
    for (const clash of ['../x', 'originals/2-FILE', 'manifest.json', 'AUDIT.json', 'nul']) {
      const files = [{ ...made.files[0]!, path: clash }, made.files[1]!];
      await expect(writeBundle({ ...made, files }, sign), clash).rejects.toThrow();
    }
  });

  it('breaks off when a file changes on the way: nothing that can be opened comes out', async () => {
    const [first, second] = [fileOf(randomBytes(5_000_000)), fileOf(randomBytes(1000))];
    const stream = await writeBundle(bundleOf([first], [second]), sign);
    writeFileSync(second, randomBytes(1000));
    const chunks: Buffer[] = [];
    const reading = (async () => {
      for await (const chunk of stream) chunks.push(chunk);
    })();
    await expect(reading).rejects.toThrow(BundleFileChanged);
    expect(Buffer.concat(chunks).includes('PK\u0005\u0006')).toBe(false);
  });

  it('closes what it reads when nobody wants the rest', async () => {
    const file = fileOf(randomBytes(5_000_000));
    const openNow = () =>
      readdirSync('/proc/self/fd').filter((fd) => {
        try {
          return readlinkSync(`/proc/self/fd/${fd}`) === file;
        } catch {
          return false;
        }
      }).length;
    const stream = await writeBundle(bundleOf([file], [file]), sign);
    for await (const _chunk of stream) {
      if (openNow() > 0) break;
    }
    while (openNow() > 0) await sleep(10);
    expect(stream.destroyed).toBe(true);
  });

  it('gives the same bytes for the same bundle, whatever the clock says', async () => {
    const file = fileOf(Buffer.from('one'));
    const fixed = () => Promise.resolve(Buffer.from('cms'));
    const first = await buffer(await writeBundle(bundleOf([file]), fixed));
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-05-06T07:08:09Z') });
    const second = await buffer(await writeBundle(bundleOf([file]), fixed));
    vi.useRealTimers();
    expect(first.equals(second)).toBe(true);
  });

  it('never holds as much as one of 12 files of 25 MB, however slowly they are taken', async () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const size = 25 * 1024 ** 2;
    // Packs quickly, and to more than a stream holds.
    const file = fileOf(Buffer.alloc(size, randomBytes(4096)));
    const stream = await writeBundle(bundleOf(...Array(12).fill([file])), sign);
    const held = async () => {
      // As much as wants to be read ahead, is; what nobody holds any more is freed.
      for (let turn = 0; turn < 50; turn += 1) await nextTurn();
      collect();
      await sleep(5);
      collect();
      return process.memoryUsage().arrayBuffers;
    };
    const before = await held();
    let [total, next, peak] = [0, 0, 0];
    for await (const chunk of stream) {
      total += chunk.length;
      if (total < next) continue;
      next += 200_000;
      peak = Math.max(peak, (await held()) - before);
    }
    expect(total).toBeGreaterThan(12 * 100_000);
    expect(peak).toBeLessThan(size / 2);
  });
});
