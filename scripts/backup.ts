import '../src/node-version.ts';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config.ts';
import { openDatabase } from '../src/db/dialects.ts';
import { takeBackup } from '../src/domain/backup/take-backup.ts';
import { openFileStorage } from '../src/storage/file-storage.ts';
import { runScript, UsageError } from './run-script.ts';

const USAGE = `npm run backup -- DIR

Copies database and files into DIR, which must be empty or missing, while the server runs.
The keys are not in it: keep APP_SECRET, SEAL_P12_FILE and, of DATA_DIR, development-seal.p12 apart.`;

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [directory, ...more] = positionals;
  if (!directory || more.length > 0) throw new UsageError(USAGE);
  const { databaseUrl, storageDir, appSecret } = loadConfig(process.env);
  const db = openDatabase(databaseUrl);
  try {
    const source = { db, storage: openFileStorage(storageDir), appSecret };
    const { manifest, sha256 } = await takeBackup(source, resolve(directory), () => new Date());
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const { count, bytes, damaged } = manifest.files;
    console.log(`As of ${manifest.created_at}: ${rows} rows, ${count} files of ${bytes} bytes.`);
    console.log(`SHA-256 of manifest.json: ${sha256}`);
    console.log('Not in it: APP_SECRET, and the P12 files that seal. Keep them apart.');
    if (damaged.length === 0) return;
    const names = damaged.map((file) => `${file.tenant}/${file.sha256}`).join(', ');
    throw new UsageError(`The backup is made, but these files were missing or changed: ${names}.`);
  } finally {
    await db.destroy();
  }
}

runScript(main, USAGE);
