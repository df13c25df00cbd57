import '../src/node-version.ts';
import { loadConfig } from '../src/config.ts';
import { openDatabase } from '../src/db/dialects.ts';
import { migrateToLatest } from '../src/db/migrate.ts';
import { runScript } from './run-script.ts';

runScript(async () => {
  const db = openDatabase(loadConfig(process.env).databaseUrl);
  try {
    const done = await migrateToLatest(db);
    console.log(done.length > 0 ? `Ran ${done.join(', ')}.` : 'The schema is the newest.');
  } finally {
    await db.destroy();
  }
});
