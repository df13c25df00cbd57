import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Moments } from './moments.ts';
import type { Random } from './random.ts';

/** One arrival of a webhook: its headers as the receiver needs them, and its body as it came. */
export type HookCall = { id: string; headers: Record<string, string>; body: string };

export type WebhookServer = {
  url: string;
  calls: HookCall[];
  close(): Promise<void>;
};

/** A real HTTP server that takes its time to answer, and keeps what it is sent. */
export async function startWebhookServer(moments: Moments, random: Random): Promise<WebhookServer> {
  const calls: HookCall[] = [];
  const server = createServer(async (request, response) => {
    // Of one that was cut off by a kill there is nothing to keep.
    const body = await text(request).catch(() => null);
    if (body === null) return;
    const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
    const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name])]));
    calls.push({ id: headers['webhook-id'] ?? '', headers, body });
    moments.happens('a webhook waits for its answer');
    await sleep(random.below(30));
    response.writeHead(204).end();
    moments.happens('a webhook was answered');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    calls,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
