import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.ts';
import { warnOfSeal } from './context/seal-warning.ts';
import { type Context, createContext, type Overrides } from './context.ts';
import { createApp } from './http/app.ts';
import { startWorker } from './worker/worker.ts';

/** For what is in hand when a stop is asked for. */
const GRACE_MS = 10_000;

export type RunningServer = {
  context: Context;
  port: number;
  /**
   * Says so in its readiness, takes requests for as long as configured, finishes or gives back what
   * is in hand, and closes everything.
   */
  stop(): Promise<void>;
};

/**
 * Starts HTTP server and worker in this process.
 *
 * @throws the error of what could not be opened; nothing is left open then
 */
export async function startServer(
  config: Config,
  webDir: string,
  overrides?: Overrides,
): Promise<RunningServer> {
  const context = await createContext(config, overrides);
  try {
    await context.storage.sweep(context.clock.now());
    const server = createServer(createApp(context, webDir));
    const port = await listen(server, config);
    server.on('error', (error) => context.log.error({ err: error }, 'server error'));
    const worker = startWorker(context);
    const { log, clock, sealState } = context;
    const endWarnings = warnOfSeal({ log, now: clock.now, seal: sealState });
    return {
      context,
      port,
      async stop() {
        context.beginStop();
        endWarnings();
        const { stopDelayMs } = config;
        const closed = sleep(stopDelayMs).then(() => close(server));
        await Promise.all([closed, worker.stop(stopDelayMs + GRACE_MS)]).finally(context.close);
      },
    };
  } catch (error) {
    await context.close();
    throw error;
  }
}

// What is in hand gets time to finish; a connection that only stays open does not hold the stop.
async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(impatience);
}

function listen(server: Server, { port, host }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
