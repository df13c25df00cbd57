import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

/** A port nobody listens on, or the wished one if that is free. */
export async function freePort(wished = 0): Promise<number> {
  const tryPort = (port: number) =>
    new Promise<number | null>((resolve) => {
      const probe = createServer();
      probe.once('error', () => resolve(null));
      probe.listen(port, '127.0.0.1', () => {
        const { port: got } = probe.address() as AddressInfo;
        probe.close(() => resolve(got));
      });
    });
  return (await tryPort(wished)) ?? (await tryPort(0)) ?? wished;
}
