import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appendSignaturePage } from '../../../src/pdf/append-signature-page.ts';
import type { SealOptions } from '../../../src/pdf/pdf-engine.ts';
import { savePdf } from '../../../src/pdf/save-pdf.ts';
import { applySeal, type Sealing } from '../../../src/pdf/seal/apply-seal.ts';
import { makeDevelopmentP12 } from '../../../src/pdf/seal/development-key.ts';
import { loadSealKey, type SealKey } from '../../../src/pdf/seal/seal-key.ts';
import type { SealMark } from '../../../src/pdf/types.ts';
import { type Issued, p12 } from './openssl.ts';
import { additions } from './signature-page.ts';
import { fixture, scratch } from './tools.ts';

export function developmentKey(algorithm: 'rsa' | 'ecdsa' = 'rsa'): SealKey {
  const now = new Date();
  return loadSealKey(makeDevelopmentP12('', now, algorithm), '', now);
}

/** The key that openssl made, through a P12 file of openssl's. */
export function sealKey(issued: Issued): SealKey {
  return loadSealKey(p12(issued), 'secret', new Date(Date.now() + 60_000));
}

export function sealing(key: SealKey, over: Partial<SealOptions> = {}): SealOptions {
  return { key, reason: 'Seal of completion', at: new Date(), tsa: null, ...over };
}

/** What pdfsig finds, without looking at whom to trust. */
export function pdfsig(path: string): string {
  return execFileSync('pdfsig', ['-nocert', path], { encoding: 'utf8', stdio: 'pipe' });
}

/** The signatures of a file, taken out by the rules of ISO 32000-2, 12.8.1 alone. */
export function extractAll(path: string) {
  const file = readFileSync(path);
  const text = file.toString('latin1');
  const ranges = [...text.matchAll(/\/ByteRange\s*\[\s*0 (\d+) (\d+) (\d+)\s*\]/g)];
  return ranges.map((range) => {
    const [start, end, rest] = range.slice(1).map(Number);
    const contents = text.slice(start, end);
    const padded = Buffer.from(contents.slice(1, -1), 'hex');
    // A definite length of two octets: what is left is padding.
    const cms = padded.subarray(0, 4 + padded.readUInt16BE(2));
    const content = Buffer.concat([file.subarray(0, start), file.subarray(end!, end! + rest!)]);
    const padding = padded.subarray(cms.length);
    return { file, start: start!, end: end!, contents, cms, padding, content };
  });
}

/** The one signature of a file. */
export function extract(path: string) {
  const [found, ...more] = extractAll(path);
  if (!found || more.length > 0) throw new Error(`${more.length + 1} signatures`);
  return found;
}

/** The CMS and what it signs as files of their own, for openssl. */
export function extractTo(path: string, index = 0): { cms: string; content: string } {
  const folder = scratch();
  const { cms, content } = extractAll(path)[index]!;
  const files = { cms: join(folder, 'cms.der'), content: join(folder, 'content') };
  writeFileSync(files.cms, cms);
  writeFileSync(files.content, content);
  return files;
}

export const sha256 = (path: string) =>
  createHash('sha256').update(readFileSync(path)).digest('hex');

/** A sealed file put together from the parts of the engine, so that any of them can be another. */
export async function sealByHand(mark: Partial<SealMark>, sealing: Sealing): Promise<string> {
  const folder = scratch();
  const at = (name: string) => join(folder, name);
  const { name, subject, fingerprint, development } = sealing.key;
  const said = { name, subject, fingerprint, development, timeStamp: sealing.tsa !== null };
  const whole = { ...said, reason: 'Seal', at: sealing.at.toISOString(), ...mark };
  const bytes = readFileSync(fixture('b1_1p.pdf'));
  const { pdf, marks } = await appendSignaturePage(bytes, additions(), whole, readFileSync);
  const saved = await savePdf(pdf, marks);
  writeFileSync(at('unsealed.pdf'), saved.bytes);
  await applySeal(at('unsealed.pdf'), at('sealed.pdf'), saved.placeholder!, sealing);
  return at('sealed.pdf');
}
