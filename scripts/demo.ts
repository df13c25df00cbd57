import '../src/node-version.ts';
import { rmSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '../src/config.ts';
import { createApiKey } from '../src/domain/api-keys.ts';
import { SCOPES } from '../src/domain/caller.ts';
import { type RunningServer, startServer } from '../src/server.ts';
import { playAutomatically, prepareEnvelope } from './demo-steps.ts';
import { freePort } from './free-port.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DATA = fileURLToPath(new URL('../data/demo', import.meta.url));
const WEB = fileURLToPath(new URL('../dist/web', import.meta.url));

async function start(): Promise<{ server: RunningServer; url: string; key: string }> {
  rmSync(DATA, { recursive: true, force: true });
  const port = await freePort(3000);
  const config = loadConfig({
    DATA_DIR: DATA,
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    LOG_LEVEL: 'warn',
  });
  const server = await startServer(config, WEB);
  const { key } = await createApiKey(
    server.context.db,
    {
      workspace: 'Kanzlei Beispiel',
      mode: 'live',
      scopes: SCOPES,
      senderName: 'Kanzlei Beispiel',
      senderEmail: 'kanzlei@example.com',
    },
    new Date(),
  );
  return { server, url: config.publicUrl, key };
}

async function main(): Promise<void> {
  const { server, url, key } = await start();
  const demo = { url, key, dataDir: DATA, say: (line: string) => console.log(line) };
  console.log(`A Signing API is running at ${url} on SQLite, in ${relative(ROOT, DATA)}/.`);
  if (process.argv.includes('--auto')) {
    try {
      await playAutomatically(demo);
    } finally {
      await server.stop();
    }
    return;
  }
  await prepareEnvelope(demo);
  console.log(`
Now it is your turn:
  1. Open the inbox          ${url}/inbox
  2. Open the first mail there, and the link in it, and sign.
  3. The next mail comes when you have signed; after the second one, the signed PDF.

For requests of your own, an API key that is good until the next demo:
  ${key}
  curl -H "Authorization: Bearer ${key}" ${url}/api/v1/cases

Ctrl-C ends the demo.`);
  process.once('SIGINT', () => void server.stop().then(() => process.exit(0)));
  process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
}

main().catch((error) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exit(1);
});
