import { fileURLToPath } from 'node:url';
import './node-version.ts';
import { ConfigError, loadConfig } from './config.ts';
import { scrub } from './context/log.ts';
import { startServer } from './server.ts';

const WEB_DIR = fileURLToPath(new URL('../dist/web', import.meta.url));

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const server = await startServer(config, WEB_DIR);
  const { log } = server.context;
  log.info({ url: config.publicUrl, host: config.host, port: server.port }, 'listening');
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // Asked twice, somebody does not want to wait.
      if (stopping) process.exit(1);
      stopping = true;
      log.info({ signal }, 'stopping');
      server.stop().then(
        () => process.exit(0),
        (error) => {
          log.error({ err: error }, 'stopped with a fault');
          process.exit(1);
        },
      );
    });
  }
}

main().catch((error) => {
  const lines =
    error instanceof ConfigError ? error.faults : [scrub(String(error?.message ?? error))];
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(1);
});
