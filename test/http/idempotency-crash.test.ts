import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Context } from '../../src/context.ts';
import type { Db } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/dialects.ts';
import { createApiKey } from '../../src/domain/api-keys.ts';
import { SCOPES } from '../../src/domain/caller.ts';
import { type Client, createClient, JOHN } from '../support/client.ts';
import { type ServerProcess, serverProcess, until } from '../support/server-process.ts';
import { createDatabase, DATABASES, freePort, type TestApp } from '../support/start-app.ts';
import { keyRow, send } from './keyed.ts';

// A process takes its time to start where many do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe.each(DATABASES)('a process killed over a keyed request on %s', (kind) => {
  let directory: string;
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let server: ServerProcess;
  let db: Db;
  let app: TestApp;
  let client: Client;
  let caseId: string;
  let documentIds: string[];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'signing-keyed-'));
    database = await createDatabase(kind, directory);
    const port = await freePort();
    server = serverProcess({ directory, databaseUrl: database.url, port });
    await server.start();
    db = openDatabase(database.url);
    const context = { db } as Context;
    app = { url: `http://localhost:${port}`, context } as TestApp;
    const office = { workspace: 'Kanzlei', mode: 'live', scopes: SCOPES } as const;
    client = createClient(app, (await createApiKey(db, office, new Date())).key);
    caseId = (await client.post('/cases', { name: 'Smith ./. Acme' })).body.id;
    // Several, so that there is a while in which they are prepared.
    const files = ['real_fhs.pdf', 'b10_10p.pdf', 'b1_1p.pdf', 'acroform.pdf'];
    documentIds = [];
    for (const file of files) documentIds.push((await client.upload(file, caseId)).body.id);
  });
  afterAll(async () => {
    await server.kill();
    await db.destroy();
    await database.remove();
    await rm(directory, { recursive: true, force: true });
  });

  const create = (key: string) =>
    send(app, {
      method: 'POST',
      path: `/api/v1/cases/${caseId}/signing-envelopes`,
      body: { title: key, document_ids: documentIds, signers: [JOHN], send_emails: true },
      key,
      credential: client.key,
    });
  const envelopes = (key: string) =>
    db.selectFrom('envelopes').select('id').where('title', '=', key).execute();
  const invitations = async (id: string) =>
    (
      await db
        .selectFrom('outbox')
        .select('id')
        .where('envelope_id', '=', id)
        .where('type', '=', 'mail.invitation')
        .execute()
    ).length;
  /** Keeps whoever reads a document waiting, for ever; what it returns gives the file back. */
  const holdFile = async (documentId: string) => {
    const { sha256 } = (await client.get(`/documents/${documentId}`)).body;
    const files = await readdir(directory, { recursive: true, withFileTypes: true });
    const found = files.find(({ name }) => name === sha256);
    if (!found) throw new Error(`There is no file ${sha256}`);
    const path = join(found.parentPath, found.name);
    await rename(path, `${path}.aside`);
    // A pipe that nobody writes to.
    execFileSync('mkfifo', [path]);
    return () => rename(`${path}.aside`, path);
  };
  /** Half a minute passes: the lease of the dead process ends. */
  const endLeases = () =>
    db
      .updateTable('idempotency_keys')
      .set({ leased_until: new Date(Date.now() - 1_000).toISOString() })
      .where('lease', 'is not', null)
      .execute();

  it('after the commit gives the answer that was committed, once started again', async () => {
    const key = randomUUID();
    const unheard = create(key).catch(() => null);
    const isCommitted = async () => typeof (await keyRow(app, key))?.answer === 'string';
    await until('the commit', isCommitted, 1);
    await server.kill();
    await unheard;
    const { answer } = (await keyRow(app, key))!;
    await server.start();
    const again = await create(key);
    expect(again).toEqual({ status: 201, replayed: 'true', text: answer, code: undefined });
    const [made, ...others] = await envelopes(key);
    expect(others).toEqual([]);
    expect(JSON.parse(again.text)).toMatchObject({ id: made!.id, title: key, status: 'sent' });
    expect(await invitations(made!.id)).toBe(1);
  });

  it('before the commit leaves nothing, and the retry does the work', async () => {
    const key = randomUUID();
    // However long it takes to see the claim, the change is not made before.
    const giveBack = await holdFile(documentIds[0] ?? '');
    const unheard = create(key).catch(() => null);
    await until('the claim', async () => (await keyRow(app, key)) !== undefined, 1);
    await server.kill();
    await giveBack();
    expect(await unheard).toBeNull();
    expect(await keyRow(app, key)).toMatchObject({ answer: null });
    expect(await envelopes(key)).toEqual([]);
    await server.start();
    const early = await create(key);
    expect(early).toMatchObject({ status: 409, code: 'IDEMPOTENCY_IN_FLIGHT' });
    await endLeases();
    expect(await create(key)).toMatchObject({ status: 201, replayed: null });
    expect(await create(key)).toMatchObject({ status: 201, replayed: 'true' });
    expect(await envelopes(key)).toHaveLength(1);
  });

  it.each([150, 300, 600])('within %i ms does it once', async (within) => {
    const key = randomUUID();
    const heard = create(key).catch(() => null);
    await sleep(Math.random() * within);
    await server.kill();
    const first = await heard;
    await endLeases();
    await server.start();
    const again = await create(key);
    expect(again.status).toBe(201);
    if (first) expect(again).toEqual({ ...first, replayed: 'true' });
    const made = await envelopes(key);
    expect(made).toEqual([{ id: JSON.parse(again.text).id }]);
    expect(await invitations(made[0]!.id)).toBe(1);
  });
});
