import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from './config.ts';
import { type Context, createContext, type Overrides } from './context.ts';
import { createApp } from './http/app.ts';
import { startWorker } from './worker/worker.ts';

export type RunningServer = {
  context: Context;
  port: number;
  /** Stops taking requests, finishes what is in hand, and closes everything. */
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
    const worker = startWorker(context);
    return {
      context,
      port,
      async stop() {
        const closed = new Promise<void>((resolve) => server.close(() => resolve()));
        server.closeIdleConnections();
        await closed;
        await worker.stop();
        await context.close();
      },
    };
  } catch (error) {
    await context.close();
    throw error;
  }
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
