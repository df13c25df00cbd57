import '../src/node-version.ts';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config.ts';
import { openDatabase } from '../src/db/dialects.ts';
import { restoreBackup } from '../src/domain/backup/restore-backup.ts';
import { runScript, UsageError } from './run-script.ts';

const USAGE = `npm run restore -- DIR [--other-secret]

Brings a backup into the database of DATABASE_URL and the storage of STORAGE_URL, which must be
empty, and checks all of it on the way. It may be another kind of database than the backup's.
  --other-secret  with another APP_SECRET than the backup's: its links and sessions are dead then,
                  and webhooks must be made anew`;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'other-secret': { type: 'boolean', default: false } },
  });
  const [directory, ...more] = positionals;
  if (!directory || more.length > 0) throw new UsageError(USAGE);
  const { databaseUrl, storageDir, appSecret } = loadConfig(process.env);
  const db = openDatabase(databaseUrl);
  try {
    const secret = values['other-secret'] ? null : appSecret;
    const target = { db, storageDir, appSecret: secret };
    const { manifest, rows, files, trails } = await restoreBackup(target, resolve(directory));
    console.log(`Restored as of ${manifest.created_at}: ${rows} rows, ${files} files.`);
    console.log(`Verified: ${trails} audit trails, and every file against its hash.`);
    const { damaged } = manifest.files;
    if (damaged.length === 0) return;
    const names = damaged.map((file) => `${file.tenant}/${file.sha256}`).join(', ');
    console.log(`Missing or changed before the backup was made: ${names}.`);
  } finally {
    await db.destroy();
  }
}

runScript(main, USAGE);
