import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/dialects.ts';
import { createApiKey } from '../../src/domain/api-keys.ts';
import { SCOPES } from '../../src/domain/caller.ts';
import { openMailbox } from '../../src/email/mailbox.ts';
import { serverProcess } from '../support/server-process.ts';
import { createDatabase, type DatabaseKind, freePort, type TestApp } from '../support/start-app.ts';
import { outboxDone } from '../worker/support.ts';

/** Where races are held: what one may be done through either of the ways in. */
export type Arena = {
  /** The servers, one or two; all are on one database, and mail to one directory. */
  ways: readonly [TestApp, ...TestApp[]];
  db: Db;
  stop(): Promise<void>;
};

/** Real server processes beside each other on one database, by the real clock. */
export async function startArena(kind: DatabaseKind, processes: number): Promise<Arena> {
  const directory = await mkdtemp(join(tmpdir(), 'signing-arena-'));
  const database = await createDatabase(kind, directory);
  const place = { directory, databaseUrl: database.url };
  const ports = await Promise.all(Array.from({ length: processes }, freePort));
  const servers = ports.map((port) => serverProcess({ ...place, port }));
  // One after the other: the first one makes the secret that both share.
  for (const server of servers) await server.start();
  const db = openDatabase(database.url);
  const createKey: TestApp['createKey'] = (options) =>
    createApiKey(
      db,
      { workspace: 'Kanzlei', mode: 'live', scopes: SCOPES, ...options },
      new Date(),
    );
  const mailbox = openMailbox(join(directory, 'mail'));
  const [first, ...others] = ports.map((port) => {
    const url = `http://localhost:${port}`;
    return { url, mailbox, settled: () => outboxDone(db), createKey } as TestApp;
  });
  if (!first) throw new Error('An arena needs a server');
  return {
    ways: [first, ...others],
    db,
    async stop() {
      await Promise.all(servers.map((server) => server.kill()));
      await db.destroy();
      await database.remove();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
