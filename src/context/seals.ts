import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError } from '../config.ts';
import { makeDevelopmentP12 } from '../pdf/seal/development-key.ts';
import { loadSealKey, type SealKey } from '../pdf/seal/seal-key.ts';
import { SealKeyError } from '../pdf/seal/seal-key-error.ts';

/** The keys that seal. What is made in test mode never sees the live one. */
export type Seals = { live: SealKey; test: SealKey };

/**
 * Unlocks the P12 of the configuration and the development certificate, which is made once and kept
 * under the data directory; without a P12 it seals live documents too, and they say so.
 *
 * @throws ConfigError with one line that says why a file cannot seal
 */
export function loadSeals(config: Config, now: Date): Seals {
  const file = join(config.dataDir, 'development-seal.p12');
  const test = unlock('the development certificate', developmentP12(file, now), '', now);
  const { p12File, passphrase } = config.seal;
  if (p12File === null) return { live: test, test };
  return { live: unlock('SEAL_P12_FILE', readP12(p12File), passphrase, now), test };
}

function unlock(name: string, p12: Buffer, passphrase: string, now: Date): SealKey {
  try {
    return loadSealKey(p12, passphrase, now);
  } catch (error) {
    if (!(error instanceof SealKeyError)) throw error;
    throw new ConfigError([`${name}: ${error.message}`]);
  }
}

function readP12(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error;
    throw new ConfigError([`SEAL_P12_FILE: ${path} cannot be read (${reason})`]);
  }
}

function developmentP12(file: string, now: Date): Buffer {
  const made = `${file}.${process.pid}`;
  mkdirSync(join(file, '..'), { recursive: true });
  try {
    return readFileSync(file);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  writeFileSync(made, makeDevelopmentP12('', now, 'ecdsa'), { mode: 0o600 });
  try {
    // Whole or not at all; of two processes that start together the second takes the first one's.
    linkSync(made, file);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    rmSync(made);
  }
  return readFileSync(file);
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
