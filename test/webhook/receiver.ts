import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { headers: IncomingHttpHeaders; body: string; path: string };

/** How a request is answered: with a status and headers, or not at all. */
export type Behaviour =
  | { status: number; headers?: Record<string, string>; body?: string }
  | 'hang'
  | 'reset';

/** An HTTP server that keeps what it is sent and answers as it is told. */
export async function startReceiver(first: Behaviour = { status: 200 }) {
  const received: Received[] = [];
  let behaviour: Behaviour | ((message: Received) => Behaviour) = first;
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const message = { headers: req.headers, body, path: req.url ?? '' };
      received.push(message);
      answer(res, typeof behaviour === 'function' ? behaviour(message) : behaviour);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    received,
    /** The events received, oldest first. */
    events: () => received.map(({ body }) => JSON.parse(body)),
    behave(next: Behaviour | ((message: Received) => Behaviour)) {
      behaviour = next;
    },
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

function answer(res: ServerResponse, how: Behaviour): void {
  if (how === 'hang') return;
  if (how === 'reset') {
    res.socket?.resetAndDestroy();
    return;
  }
  res.writeHead(how.status, how.headers).end(how.body ?? '');
}
