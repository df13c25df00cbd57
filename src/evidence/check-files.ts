import type { FoundFile } from './look-at-files.ts';
import { MANIFEST, MANIFEST_SIGNATURE } from './manifest.ts';
import type { OpenZip } from './open-zip.ts';
import { fault, type Line, ok, plural } from './report.ts';

const UNLISTED = new Set([MANIFEST, MANIFEST_SIGNATURE]);

/** Whether the archive has the files of its manifest, unchanged, each once, and no others. */
export function checkFiles({ sizes }: OpenZip, found: readonly FoundFile[]): Line[] {
  const listed = new Set(found.map(({ path }) => path));
  const lines: Line[] = [];
  if (listed.size < found.length || [...UNLISTED].some((path) => listed.has(path))) {
    lines.push(fault('integrity', 'manifest_malformed', 'The manifest names a file twice.'));
  }
  for (const { path, state } of found) {
    if (state === 'missing') {
      const message = 'This file of the manifest is missing.';
      lines.push(fault('integrity', 'file_missing', message, path));
    }
    if (state === 'changed') {
      const message = 'This file is not the one that the manifest names.';
      lines.push(fault('integrity', 'file_changed', message, path));
    }
  }
  for (const path of sizes.keys()) {
    if (listed.has(path) || UNLISTED.has(path)) continue;
    const message = 'This file is in the archive, but not in its manifest.';
    lines.push(fault('integrity', 'file_extra', message, path));
  }
  if (lines.length > 0) return lines;
  const message = `All ${plural(found.length, 'file')} of the manifest are there and unchanged.`;
  return [ok('integrity', 'files_intact', message)];
}
