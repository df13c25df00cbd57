import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import {
  appendFile,
  copyFile,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/db/dialects.ts';
import { isEmptyDatabase } from '../../src/db/dump.ts';
import { takeBackup } from '../../src/domain/backup/take-backup.ts';
import { startServer } from '../../src/server.ts';
import type { FileStorage } from '../../src/storage/file-storage.ts';
import { createEmptyDatabase } from '../db/support/database.ts';
import { runScript } from '../scripts/run-script.ts';
import { type Office, openOffice, person } from '../signing/support.ts';
import { createClient, linksTo, openAs, openLink, readFixture } from '../support/client.ts';
import { type DatabaseKind, freePort, startApp, type TestApp } from '../support/start-app.ts';

const WEB_DIR = fileURLToPath(new URL('../../dist/web', import.meta.url));
const SECRET = 'backup-backup-backup-backup-backup';
/** With ends of lines that JSON leaves as they are. */
const MESSAGE = 'One\u2028two\u2029three';
const OTHER_SECRET = 'another-another-another-another-another';
const WAYS: [DatabaseKind, DatabaseKind][] = [
  ['sqlite', 'sqlite'],
  ['postgres', 'postgres'],
  ['sqlite', 'postgres'],
];

const made: string[] = [];
afterAll(async () => {
  for (const directory of made) await rm(directory, { recursive: true, force: true });
});

async function temporary(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'signing-backup-'));
  made.push(directory);
  return directory;
}

/** An empty place that a backup can be restored into. */
async function emptyPlace(kind: DatabaseKind, env: Record<string, string> = {}) {
  const dataDir = await temporary();
  const { url, remove } = await createEmptyDatabase(kind);
  return { env: { DATA_DIR: dataDir, DATABASE_URL: url, APP_SECRET: SECRET, ...env }, remove };
}

/** Everything of a signed envelope that must come back as it was, by its hash. */
async function proofsOf(app: TestApp, key: string, envelopeId: string) {
  const { body } = await createClient(app, key).get(`/signing/envelopes/${envelopeId}`);
  const base = `${app.url}/api/v1/signing/envelopes/${envelopeId}`;
  const [document] = body.documents;
  const paths = [
    ...['original', 'presented', 'signed'].map(
      (version) => `/documents/${document.id}/download?version=${version}`,
    ),
    '/certificate?audience=sender',
    '/certificate?audience=parties',
  ];
  const hashes: string[] = [];
  for (const path of paths) {
    const answer = await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
    hashes.push(
      createHash('sha256')
        .update(Buffer.from(await answer.arrayBuffer()))
        .digest('hex'),
    );
  }
  expect(hashes[2]).toBe(document.signed_sha256);
  return hashes;
}

describe.each(WAYS)('a backup of a server on %s, restored on %s', (from, to) => {
  let app: TestApp;
  let office: Office;
  let restored: TestApp;
  let stopRestored = async (): Promise<void> => {};
  let backup: string;
  let signedId: string;
  let openId: string;
  const [john, jane] = [person('John'), person('Jane')];
  let proofs: string[];
  let writes = 0;

  beforeAll(async () => {
    app = await startApp(from, { env: { APP_SECRET: SECRET } });
    office = await openOffice(app);
    signedId = (await office.envelope([john])).id;
    expect((await (await openAs(app, john.email)).sign()).status).toBe(200);
    openId = (await office.envelope([jane], { message: MESSAGE })).id;
    await app.settled();
    proofs = await proofsOf(app, office.client.key, signedId);
    backup = join(await temporary(), 'today');
    const { databaseUrl, dataDir } = app.context.config;
    let done = false;
    const backingUp = runScript('scripts/backup.ts', [backup], {
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      APP_SECRET: SECRET,
    }).finally(() => {
      done = true;
    });
    // Files come and go meanwhile, trails grow.
    while (!done) {
      const bytes = Buffer.concat([await readFixture('b1_1p.pdf'), Buffer.from(`\n%${writes}`)]);
      const { body } = await office.client.upload({ bytes, name: 'passing.pdf' }, office.caseId);
      const { id } = await office.envelope([person('Passing')]);
      await office.client.post(`/signing/envelopes/${id}/void`, { reason: 'Only passing' });
      expect((await office.client.delete(`/documents/${body.id}`)).status).toBe(204);
      writes += 1;
    }
    const run = await backingUp;
    expect([run.code, run.stderr]).toEqual([0, '']);
    const sha256 = createHash('sha256').update(await readFile(join(backup, 'manifest.json')));
    expect(run.stdout).toContain(`SHA-256 of manifest.json: ${sha256.digest('hex')}`);
    const place = await emptyPlace(to);
    // The keys are kept apart from the backup, and come back beside it.
    const keyFile = 'development-seal.p12';
    await copyFile(join(dataDir, keyFile), join(place.env.DATA_DIR, keyFile));
    const restoring = await runScript('scripts/restore.ts', [backup], place.env);
    expect([restoring.code, restoring.stderr]).toEqual([0, '']);
    expect(restoring.stdout).toMatch(/^Verified: \d+ audit trails/m);
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const config = loadConfig({ ...place.env, PORT: String(port), PUBLIC_URL: url });
    const server = await startServer(config, WEB_DIR, { log: pino({ level: 'silent' }) });
    restored = { ...app, url, context: server.context } as TestApp;
    stopRestored = async () => {
      await server.stop();
      await place.remove();
    };
  });
  afterAll(async () => {
    await stopRestored();
    await app.stop();
  });

  it('was made while others wrote', () => {
    expect(writes).toBeGreaterThan(0);
  });

  it('has every document and certificate to the byte', async () => {
    expect(await proofsOf(restored, office.client.key, signedId)).toEqual(proofs);
  });

  it('gives evidence that verifies', async () => {
    const path = `${restored.url}/api/v1/signing/envelopes/${signedId}/evidence`;
    const headers = { authorization: `Bearer ${office.client.key}` };
    const zip = Buffer.from(await (await fetch(path, { headers })).arrayBuffer());
    const file = join(await temporary(), 'evidence.zip');
    await writeFile(file, zip);
    const run = await runScript('scripts/verify.ts', ['--json', file], {});
    expect([run.code, JSON.parse(run.stdout)[0].report.faults]).toEqual([0, 0]);
  });

  it('lets those sign who had their links before', async () => {
    const [token = ''] = await linksTo(app, jane.email);
    const signer = await openLink(restored, token);
    expect(signer.session.signer.email).toBe(jane.email);
    const { status, body } = await signer.sign();
    expect([status, body.envelope_status]).toEqual([200, 'completed']);
    const { body: envelope } = await createClient(restored, office.client.key).get(
      `/signing/envelopes/${openId}`,
    );
    expect(envelope).toMatchObject({ status: 'completed', message: MESSAGE });
  });

  it('is readable by nobody else, and has no keys in it', async () => {
    expect((await stat(backup)).mode & 0o077).toBe(0);
    const names = await readdir(backup, { recursive: true });
    expect(names.filter((name) => /secret|p12|\.eml/.test(name))).toEqual([]);
    const manifest = await readFile(join(backup, 'manifest.json'), 'utf8');
    expect(manifest).not.toContain(SECRET);
  });
});

describe('npm run restore', () => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp('sqlite', { env: { APP_SECRET: SECRET } });
    office = await openOffice(app);
    await office.envelope([person('John')]);
    await app.settled();
  });
  afterAll(() => app.stop());

  async function backUp() {
    const directory = await temporary();
    const { databaseUrl, dataDir } = app.context.config;
    const env = { DATA_DIR: dataDir, DATABASE_URL: databaseUrl, APP_SECRET: SECRET };
    return { directory, run: await runScript('scripts/backup.ts', [directory], env) };
  }

  const table = (directory: string, name: string) => join(directory, 'tables', `${name}.ndjson`);

  /** Some file of the backup, by its whole path. */
  async function aFile(directory: string): Promise<string> {
    const entries = await readdir(join(directory, 'files'), {
      recursive: true,
      withFileTypes: true,
    });
    const [file] = entries.filter((entry) => entry.isFile());
    return join(file!.parentPath, file!.name);
  }

  /** A changed table whose hash in the manifest was changed as well. */
  async function forge(directory: string, name: string, change: (text: string) => string) {
    const text = change(await readFile(table(directory, name), 'utf8'));
    await writeFile(table(directory, name), text);
    const path = join(directory, 'manifest.json');
    const manifest = JSON.parse(await readFile(path, 'utf8'));
    const entry = manifest.tables.find((each: { name: string }) => each.name === name);
    entry.sha256 = createHash('sha256').update(text).digest('hex');
    entry.rows = text.split('\n').length - 1;
    await writeFile(path, JSON.stringify(manifest));
  }

  const FAULTS: [string, (directory: string) => Promise<void>, RegExp][] = [
    [
      'that was not finished',
      (directory) => rm(join(directory, 'manifest.json')),
      /holds no whole backup/,
    ],
    [
      'with a changed table',
      (directory) => appendFile(table(directory, 'signers'), '\n'),
      /tables\/signers\.ndjson is not as the manifest says/,
    ],
    [
      'without one of its tables',
      (directory) => rm(table(directory, 'links')),
      /tables\/links\.ndjson is not as the manifest says/,
    ],
    [
      'with a changed file',
      async (directory) => appendFile(await aFile(directory), 'x'),
      /^The file [0-9a-f]{64} is changed\.$/m,
    ],
    [
      'without one of its files',
      async (directory) => rm(await aFile(directory)),
      /^The file [0-9a-f]{64} is missing\.$/m,
    ],
    [
      'with a forged audit trail',
      (directory) =>
        forge(directory, 'audit_events', (text) => text.replace('envelope.sent', 'envelope.done')),
      /^The audit trail of env_\w+ is not as it was written\.$/m,
    ],
    [
      'with a shortened audit trail',
      (directory) => forge(directory, 'audit_events', (text) => text.replace(/[^\n]*\n$/, '')),
      /^The audit trail of env_\w+ is not as it was written\.$/m,
    ],
    [
      'that forgot its files',
      (directory) => forge(directory, 'files', () => ''),
      /is referred to and not there/,
    ],
    [
      'of a newer version',
      async (directory) => {
        const path = join(directory, 'manifest.json');
        const text = await readFile(path, 'utf8');
        await writeFile(path, text.replace(/"schema": "[^"]*"/, '"schema": "999-later"'));
      },
      /of a newer version/,
    ],
  ];
  it.each(FAULTS)(
    'refuses a backup %s, and has nothing in the database then',
    async (_name, harm, why) => {
      const { directory, run } = await backUp();
      expect(run.code).toBe(0);
      await harm(directory);
      const place = await emptyPlace('sqlite');
      const refused = await runScript('scripts/restore.ts', [directory], place.env);
      expect([refused.code, refused.stdout]).toEqual([1, '']);
      expect(refused.stderr).toMatch(why);
      const db = openDatabase(place.env.DATABASE_URL);
      if (!(await isEmptyDatabase(db))) {
        expect(await db.selectFrom('workspaces').select('id').execute()).toEqual([]);
      }
      await db.destroy();
      await place.remove();
    },
  );

  it('touches nothing that is there, and asks for the secret of the backup', async () => {
    const { directory } = await backUp();
    const { databaseUrl, dataDir } = app.context.config;
    const env = { DATA_DIR: dataDir, DATABASE_URL: databaseUrl, APP_SECRET: SECRET };
    const onto = await runScript('scripts/restore.ts', [directory], env);
    expect([onto.code, onto.stderr]).toEqual([1, 'The database is not empty.\n']);
    const place = await emptyPlace('sqlite', { STORAGE_URL: `file:${join(dataDir, 'files')}` });
    const mixed = await runScript('scripts/restore.ts', [directory], place.env);
    expect([mixed.code, mixed.stderr]).toEqual([
      1,
      expect.stringMatching(/^The storage .* is not empty\.$/m),
    ]);
    await place.remove();
    const other = await emptyPlace('sqlite', { APP_SECRET: OTHER_SECRET });
    const refused = await runScript('scripts/restore.ts', [directory], other.env);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('--other-secret')]);
    const accepted = await runScript(
      'scripts/restore.ts',
      [directory, '--other-secret'],
      other.env,
    );
    expect([accepted.code, accepted.stderr]).toEqual([0, '']);
    await other.remove();
  });

  it('is told by the backup which files were damaged before, and brings the others', async () => {
    const { storageDir } = app.context.config;
    const entries = await readdir(storageDir, { recursive: true, withFileTypes: true });
    const victim = entries.find((entry) => entry.isFile())!;
    const path = join(victim.parentPath, victim.name);
    const bytes = await readFile(path);
    await writeFile(path, 'not what was stored');
    const { directory, run } = await backUp();
    await writeFile(path, bytes);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(victim.name);
    const place = await emptyPlace('sqlite');
    const restoring = await runScript('scripts/restore.ts', [directory], place.env);
    expect(restoring.code).toBe(0);
    expect(restoring.stdout).toMatch(new RegExp(`^Missing or changed .*${victim.name}\\.$`, 'm'));
    await place.remove();
  });

  it('backs up into an empty directory alone', async () => {
    const { directory } = await backUp();
    const { databaseUrl, dataDir } = app.context.config;
    const env = { DATA_DIR: dataDir, DATABASE_URL: databaseUrl, APP_SECRET: SECRET };
    const again = await runScript('scripts/backup.ts', [directory], env);
    expect([again.code, again.stderr]).toEqual([1, `${directory} is not empty.\n`]);
  });
});

describe('a backup during which a file is removed', () => {
  it('is as of a later moment, at which nobody needs the file any more', async () => {
    const app = await startApp('sqlite', { env: { APP_SECRET: SECRET } });
    try {
      const { client, caseId } = await openOffice(app);
      const bytes = Buffer.concat([await readFixture('b1_1p.pdf'), Buffer.from('\n%passing')]);
      const { body } = await client.upload({ bytes, name: 'passing.pdf' }, caseId);
      const { db, storage } = app.context;
      const directory = await temporary();
      let moments = 0;
      const clock = () => {
        moments += 1;
        return new Date(Date.UTC(2026, 0, moments));
      };
      let removing: Promise<unknown> | undefined;
      const slow: FileStorage = {
        ...storage,
        // Asked for by the first file that is copied, once the first moment is over. The row goes
        // a while after the file, as on a busy server.
        path: (owner, sha256) => {
          removing ??= sleep(2_000)
            .then(() => client.delete(`/documents/${body.id}`))
            .then(() => app.settled());
          const path = storage.path(owner, sha256);
          if (sha256 === body.sha256 && moments === 1) rmSync(path);
          return path;
        },
      };
      const source = { db, storage: slow, appSecret: SECRET };
      const { manifest } = await takeBackup(source, directory, clock);
      await removing;
      expect([moments, manifest.created_at]).toEqual([2, '2026-01-02T00:00:00.000Z']);
      expect(manifest.files.damaged).toEqual([]);
      expect(await readFile(join(directory, 'tables', 'files.ndjson'), 'utf8')).not.toContain(
        body.sha256,
      );
    } finally {
      await app.stop();
    }
  });
});
