import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findApiKeyByHash } from '../../src/db/api-keys.ts';
import type { Db } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/dialects.ts';
import { findWorkspaceByName } from '../../src/db/workspaces.ts';
import { createClient } from '../support/client.ts';
import { createDatabase, DATABASES, startApp } from '../support/start-app.ts';
import { runScript } from './run-script.ts';

const CREATE = [
  'create',
  '--workspace',
  'Kanzlei Müller',
  '--mode',
  'live',
  '--scopes',
  'documents:read',
];
const KEY = /^opt_(live|test)_[\w-]{32}$/;
const hashOf = (key: string) => createHash('sha256').update(key).digest('hex');
const lastLine = (text: string) => text.trimEnd().split('\n').at(-1) ?? '';
const idOf = (text: string) => /key_[0-9A-Z]{26}/.exec(text)?.[0] ?? '';

describe.each(DATABASES)('npm run api-key on %s', (kind) => {
  let directory: string;
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let db: Db;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'signing-api-key-'));
    database = await createDatabase(kind, directory);
    // On SQLite the script makes the file and its schema.
    await apiKey('list');
    db = openDatabase(database.url);
  });
  afterAll(async () => {
    await db.destroy();
    await database.remove();
    await rm(directory, { recursive: true, force: true });
  });

  const apiKey = (...args: string[]) =>
    runScript('scripts/api-key.ts', args, { DATA_DIR: directory, DATABASE_URL: database.url });

  it('creates a key, prints it alone on the last line, and keeps its hash only', async () => {
    const { code, stdout, stderr } = await apiKey(...CREATE);
    expect([code, stderr]).toEqual([0, '']);
    const key = lastLine(stdout);
    expect(key).toMatch(KEY);
    const row = await findApiKeyByHash(db, hashOf(key));
    expect(row).toMatchObject({ mode: 'live', scopes: 'documents:read', expires_at: null });
    expect(row?.id).toBe(idOf(stdout));
    expect(JSON.stringify(row)).not.toContain(key);
  });

  it('uses the workspace of that name again, and takes several scopes, an expiry and a sender', async () => {
    const first = await apiKey(...CREATE);
    const expires = ['--expires', '2099-12-31T23:00:00+01:00'];
    const sender = ['--sender-name', 'Dr. Müller', '--sender-email', 'mueller@example.com'];
    const second = await apiKey(
      ...['create', '--workspace', 'Kanzlei Müller', '--mode', 'test'],
      ...['--scopes', 'cases:read, documents:write', ...expires, ...sender],
    );
    const [one, two] = await Promise.all(
      [first, second].map(({ stdout }) => findApiKeyByHash(db, hashOf(lastLine(stdout)))),
    );
    expect(two).toMatchObject({
      mode: 'test',
      scopes: 'cases:read documents:write',
      expires_at: '2099-12-31T22:00:00.000Z',
      workspace_id: one?.workspace_id,
    });
    expect(lastLine(second.stdout)).toMatch(/^opt_test_/);
    expect(await findWorkspaceByName(db, 'Kanzlei Müller')).toMatchObject({
      id: one?.workspace_id,
      sender_name: 'Dr. Müller',
      sender_email: 'mueller@example.com',
    });
    // A key made without a sender leaves the sender there is.
    await apiKey(...CREATE);
    expect(await findWorkspaceByName(db, 'Kanzlei Müller')).toMatchObject({
      sender_name: 'Dr. Müller',
    });
  });

  it('lists keys without showing a secret, and revokes one once', async () => {
    const { stdout } = await apiKey(...CREATE);
    const [id, key] = [idOf(stdout), lastLine(stdout)];
    const listed = await apiKey('list');
    expect(listed.code).toBe(0);
    expect(listed.stdout).toMatch(
      new RegExp(`^${id}  .*Kanzlei Müller  live  documents:read  expires never`, 'm'),
    );
    for (const secret of [key, key.slice('opt_live_'.length + 8), hashOf(key)]) {
      expect(listed.stdout).not.toContain(secret);
    }

    expect(await apiKey('revoke', id)).toMatchObject({ code: 0, stdout: `Revoked ${id}.\n` });
    expect((await apiKey('list')).stdout).toMatch(new RegExp(`^${id}  .*  revoked 20`, 'm'));
    const again = await apiKey('revoke', id);
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toBe(`There is no key ${id} that could be revoked.\n`);
  });
});

describe('npm run api-key', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'signing-api-key-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));
  const apiKey = (...args: string[]) =>
    runScript('scripts/api-key.ts', args, { DATA_DIR: directory });
  const create = (...args: string[]) => apiKey('create', ...args);

  it('tells that there are no keys', async () => {
    expect(await apiKey('list')).toEqual({ code: 0, stdout: 'There are no keys.\n', stderr: '' });
  });

  const WORKSPACE = ['--workspace', 'K'];
  const MODE = ['--mode', 'live'];
  const SCOPES = ['--scopes', 'documents:read'];
  it.each([
    ['no command', () => apiKey(), 'create --workspace NAME'],
    ['an unknown command', () => apiKey('rotate'), 'create --workspace NAME'],
    ['an unknown option', () => create('--colour', 'red'), '--colour'],
    ['nothing but the command', () => create(), '--workspace: '],
    ['an empty name', () => create('--workspace', ' ', ...MODE, ...SCOPES), '--workspace: '],
    ['an unknown mode', () => create(...WORKSPACE, '--mode', 'prod', ...SCOPES), '--mode: '],
    [
      'an unknown scope',
      () => create(...WORKSPACE, ...MODE, '--scopes', 'documents:read,admin'),
      '--scopes.1: ',
    ],
    ['no scope', () => create(...WORKSPACE, ...MODE, '--scopes', ''), '--scopes.0: '],
    [
      'a word as expiry',
      () => create(...WORKSPACE, ...MODE, ...SCOPES, '--expires', 'soon'),
      '--expires: must be a date',
    ],
    [
      'an expiry in the past',
      () => create(...WORKSPACE, ...MODE, ...SCOPES, '--expires', '2020-01-01'),
      '--expires: must be in the future',
    ],
    [
      'a sender without an address',
      () => create(...WORKSPACE, ...MODE, ...SCOPES, '--sender-email', 'x'),
      '--sender-email: ',
    ],
    ['no id to revoke', () => apiKey('revoke'), 'revoke ID'],
  ])('answers %s with what is wrong and the usage, and fails', async (_name, run, text) => {
    const { code, stdout, stderr } = await run();
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(text);
    expect(stderr).toContain('Scopes: cases:read, cases:write');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('names the faults of the environment, and fails', async () => {
    const env = { DATA_DIR: directory, PORT: 'http' };
    const { code, stderr } = await runScript('scripts/api-key.ts', ['list'], env);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^PORT: [^\n]+\n$/);
  });
});

it('makes and revokes keys beside a server that runs on the same SQLite file', async () => {
  const app = await startApp('sqlite');
  try {
    const env = {
      DATA_DIR: app.context.config.dataDir,
      DATABASE_URL: app.context.config.databaseUrl,
    };
    const made = await runScript(
      'scripts/api-key.ts',
      [...CREATE.slice(0, -1), 'cases:read,cases:write'],
      env,
    );
    expect(made.code).toBe(0);
    const client = createClient(app, lastLine(made.stdout));
    expect((await client.post('/cases', { name: 'Smith ./. Acme' })).status).toBe(201);
    expect((await client.get('/cases')).body.data).toHaveLength(1);
    expect((await client.get('/documents')).status).toBe(403);

    const revoked = await runScript('scripts/api-key.ts', ['revoke', idOf(made.stdout)], env);
    expect(revoked.code).toBe(0);
    expect(await client.get('/cases')).toMatchObject({
      status: 401,
      body: { error: { code: 'AUTH_INVALID' } },
    });
  } finally {
    await app.stop();
  }
});
