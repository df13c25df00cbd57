import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../src/config.ts';
import { loadSeals } from '../src/context/seals.ts';
import { issue, p12 } from './pdf/support/openssl.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'seals-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const load = (env: Record<string, string> = {}, now = new Date()) =>
  loadSeals(loadConfig({ DATA_DIR: folder, ...env }), now);

function faultOf(env: Record<string, string>, now?: Date): string {
  try {
    load(env, now);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.join('\n');
    throw error;
  }
  return 'no fault';
}

describe('without a P12', () => {
  it('makes a development certificate once, for its owner alone', () => {
    const { live, test } = load();
    expect(live).toBe(test);
    expect(live.development).toBe(true);
    expect(load().live.fingerprint).toBe(live.fingerprint);
    const file = join(folder, 'development-seal.p12');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('gives one certificate to all who start together', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, async () => load().live.fingerprint));
    expect(new Set(all).size).toBe(1);
  });
});

describe('with a P12', () => {
  const issued = issue('Kanzlei Siegel', 'rsa');
  const file = () => {
    const path = join(folder, 'seal.p12');
    writeFileSync(path, p12(issued));
    return path;
  };

  it('seals live documents with it, and those of test mode never', () => {
    const { live, test } = load({ SEAL_P12_FILE: file(), SEAL_P12_PASSPHRASE: 'secret' });
    expect(live).toMatchObject({ name: 'Kanzlei Siegel', development: false });
    expect(test).toMatchObject({ development: true });
    expect(test.fingerprint).not.toBe(live.fingerprint);
  });

  it('refuses to start when it cannot seal, saying why in one line without the passphrase', () => {
    const path = file();
    const env = { SEAL_P12_FILE: path, SEAL_P12_PASSPHRASE: 'not the one' };
    expect(faultOf(env)).toBe(
      'SEAL_P12_FILE: The seal’s P12 file cannot be opened with this passphrase',
    );
    const right = { ...env, SEAL_P12_PASSPHRASE: 'secret' };
    const later = new Date(Date.now() + 60 * 24 * 60 * 60 * 1000);
    expect(faultOf(right, later)).toMatch(/^SEAL_P12_FILE: .*certificate that has expired/);
    writeFileSync(path, readFileSync(path).subarray(0, 100));
    expect(faultOf(right)).toMatch(/^SEAL_P12_FILE: .*is not a PKCS#12 file/);
    expect(faultOf({ SEAL_P12_FILE: join(folder, 'none.p12') })).toMatch(
      /cannot be read \(ENOENT\)/,
    );
  });

  it('needs the certificates up to its issuer', () => {
    const leaf = issue('Leaf', 'p256', { issuer: issued });
    const path = join(folder, 'leaf.p12');
    writeFileSync(path, p12(leaf, { others: [] }));
    expect(faultOf({ SEAL_P12_FILE: path, SEAL_P12_PASSPHRASE: 'secret' })).toMatch(
      /lacks the certificate/,
    );
  });
});
