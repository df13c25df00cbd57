import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/db/dialects.ts';
import { createApiKey } from '../../src/domain/api-keys.ts';
import { SCOPES } from '../../src/domain/caller.ts';
import type { Mail } from '../../src/email/mailer.ts';
import { startServer } from '../../src/server.ts';
import { createClient, createEnvelope } from '../support/client.ts';
import { createDatabase, DATABASES, freePort, type TestApp } from '../support/start-app.ts';

const WEB_DIR = fileURLToPath(new URL('../../dist/web', import.meta.url));

describe.each(DATABASES)('stopping on %s', (kind) => {
  it('waits for the mail in hand, notes that it went out, and begins no other', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'signing-stop-'));
    const database = await createDatabase(kind, directory);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const begun: string[] = [];
    const mailer = {
      async send(mail: Mail) {
        begun.push(mail.to.email);
        await held;
        return { messageId: `<${mail.id}@test>`, response: '250 ok' };
      },
      close: async () => {},
    };
    const port = await freePort();
    const config = loadConfig({
      DATA_DIR: directory,
      DATABASE_URL: database.url,
      PORT: String(port),
    });
    const server = await startServer(config, WEB_DIR, {
      log: pino({ level: 'silent' }),
      mailers: { live: mailer, test: mailer },
    });
    const app = { url: `http://localhost:${server.port}` } as TestApp;
    const made = await createApiKey(
      server.context.db,
      { workspace: 'Kanzlei', mode: 'live', scopes: SCOPES },
      new Date(),
    );
    const signers = Array.from({ length: 9 }, (_, index) => ({
      name: `Signer ${index}`,
      email: `signer.${index}@example.com`,
      role: 'signer',
    }));
    const { id } = await createEnvelope(createClient(app, made.key), { signers });
    await expect.poll(() => begun).toHaveLength(6);

    let stopped = false;
    const stopping = server.stop().then(() => {
      stopped = true;
    });
    const refuses = () =>
      fetch(app.url).then(
        () => false,
        () => true,
      );
    await expect.poll(refuses).toBe(true);
    await sleep(300);
    expect(stopped).toBe(false);
    release();
    await stopping;
    expect(begun).toHaveLength(6);

    const db = openDatabase(database.url);
    const rows = await db
      .selectFrom('outbox')
      .select(['status', 'lease', 'attempts'])
      .where('type', '=', 'mail.invitation')
      .execute();
    const sent = await db
      .selectFrom('audit_events')
      .select('seq')
      .where('envelope_id', '=', id)
      .where('type', '=', 'mail.sent')
      .execute();
    await db.destroy();
    await database.remove();
    await rm(directory, { recursive: true, force: true });
    const done = { status: 'done', lease: null, attempts: 1 };
    const untouched = { status: 'pending', lease: null, attempts: 0 };
    expect(rows.filter(({ status }) => status === 'done')).toEqual(Array(6).fill(done));
    expect(rows.filter(({ status }) => status !== 'done')).toEqual(Array(3).fill(untouched));
    expect(sent).toHaveLength(6);
  });
});
