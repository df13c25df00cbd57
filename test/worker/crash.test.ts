import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Db } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/dialects.ts';
import { createApiKey } from '../../src/domain/api-keys.ts';
import { SCOPES } from '../../src/domain/caller.ts';
import { openMailbox } from '../../src/email/mailbox.ts';
import { countTypes, mailsTo, type Office, openOffice, person } from '../signing/support.ts';
import { openAs } from '../support/client.ts';
import { type ServerProcess, serverProcess } from '../support/server-process.ts';
import { createDatabase, DATABASES, freePort, type TestApp } from '../support/start-app.ts';
import { outboxDone } from './support.ts';

// A process takes its time to start where many do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** When the process is killed: before the answer of the last signature, with it, or after it. */
const ROUNDS = [
  ['before its answer', -1],
  ['with its answer', 0],
  ['within 60 ms', 60],
  ['within 150 ms', 150],
  ['within 300 ms', 300],
  ['within 300 ms', 300],
] as const;

describe.each(DATABASES)('a process killed around the last signature on %s', (kind) => {
  let directory: string;
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let server: ServerProcess;
  let db: Db;
  let app: TestApp;
  let office: Office;

  const settled = () => outboxDone(db);

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'signing-crash-'));
    database = await createDatabase(kind, directory);
    const port = await freePort();
    const mailbox = openMailbox(join(directory, 'mail'));
    const url = `http://localhost:${port}`;
    const createKey: TestApp['createKey'] = (options) =>
      createApiKey(
        db,
        { workspace: 'Kanzlei', mode: 'live', scopes: SCOPES, ...options },
        new Date(),
      );
    app = { url, mailbox, settled, createKey } as TestApp;
    server = serverProcess({ directory, databaseUrl: database.url, port });
    await server.start();
    db = openDatabase(database.url);
    office = await openOffice(app);
  });
  afterAll(async () => {
    await server.kill();
    await db.destroy();
    await database.remove();
    await rm(directory, { recursive: true, force: true });
  });

  it.each(ROUNDS)('%s loses nothing and does nothing twice', async (_when, within) => {
    const [john, jane] = [person('John'), person('Jane')];
    const sendersMails = (await mailsTo(app, office.senderEmail)).length;
    const { id } = await office.envelope([john, jane]);
    const first = await openAs(app, john.email);
    const last = await openAs(app, jane.email);
    expect((await first.sign()).status).toBe(200);
    const signing = last.sign().catch(() => null);
    if (within < 0) {
      await sleep(Math.random() * 10);
    } else {
      expect((await signing)?.body.envelope_status).toBe('completed');
      await sleep(Math.random() * within);
    }
    await server.kill();
    await signing;
    // A minute passes: the leases of the dead process end.
    const past = new Date(Date.now() - 1_000).toISOString();
    const held = db
      .updateTable('outbox')
      .set({ leased_until: past })
      .where('lease', 'is not', null);
    await held.execute();
    await server.start();
    // Who got no answer presses again.
    const again = await last.sign();
    expect(again.status === 200 || again.body.error.code === 'SIGNER_ALREADY_ACTED').toBe(true);
    if (within >= 0) expect(again.status).toBe(409);
    await settled();

    const envelope = await office.read(id);
    const [document] = envelope.documents;
    expect(envelope.status).toBe('completed');
    expect(document.signed_sha256).toMatch(/^[0-9a-f]{64}$/);
    for (const { email } of [john, jane]) {
      const mails = await mailsTo(app, email);
      expect(mails.map(({ attachments }) => attachments.length).sort()).toEqual([0, 2]);
    }
    expect(await mailsTo(app, office.senderEmail)).toHaveLength(sendersMails + 1);
    const { body: all } = await office.client.get(`/documents?case_id=${office.caseId}&limit=100`);
    const returned = all.data.filter((each: { envelope_id: string }) => each.envelope_id === id);
    expect(returned).toMatchObject([
      { id: document.signed_document_id, sha256: document.signed_sha256 },
    ]);
    expect(countTypes(await office.trail(id))).toMatchObject({
      'signer.signed': 2,
      'envelope.completed': 1,
      'document.sealed': 1,
      'envelope.sealed': 1,
      'certificate.sealed': 2,
      'mail.sent': 5,
    });
  });
});
