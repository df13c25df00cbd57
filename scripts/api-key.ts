import '../src/node-version.ts';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { loadConfig } from '../src/config.ts';
import { listApiKeys, revokeApiKey } from '../src/db/api-keys.ts';
import type { Db } from '../src/db/database.ts';
import { openDatabase } from '../src/db/dialects.ts';
import { migrateToLatest } from '../src/db/migrate.ts';
import { createApiKey } from '../src/domain/api-keys.ts';
import { SCOPES } from '../src/domain/caller.ts';
import { runScript, UsageError } from './run-script.ts';

const USAGE = `npm run api-key -- create --workspace NAME --mode live|test --scopes a,b
                      [--sender-name NAME] [--sender-email ADDRESS] [--expires DATE]
npm run api-key -- list
npm run api-key -- revoke ID

Scopes: ${SCOPES.join(', ')}`;

const creation = z.object({
  workspace: z.string().trim().min(1).max(120),
  mode: z.enum(['live', 'test']),
  scopes: z
    .string()
    .transform((list) => list.split(',').map((scope) => scope.trim()))
    .pipe(z.array(z.enum(SCOPES)).min(1)),
  'sender-name': z.string().trim().min(1).max(120).optional(),
  'sender-email': z.email().optional(),
  expires: z
    .string()
    .refine((text) => !Number.isNaN(Date.parse(text)), 'must be a date')
    .refine((text) => Date.parse(text) > Date.now(), 'must be in the future')
    .optional(),
});

async function create(db: Db, options: unknown): Promise<void> {
  const parsed = creation.safeParse(options);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      ({ path, message }) => `--${path.join('.')}: ${message}`,
    );
    throw new UsageError([...faults, '', USAGE].join('\n'));
  }
  const { workspace, mode, scopes, expires } = parsed.data;
  const { id, key, workspaceId } = await createApiKey(
    db,
    {
      workspace,
      mode,
      scopes,
      expiresAt: expires && new Date(expires).toISOString(),
      senderName: parsed.data['sender-name'],
      senderEmail: parsed.data['sender-email'],
    },
    new Date(),
  );
  console.log(`Key ${id} for the workspace ${workspace} (${workspaceId}), ${mode} mode.`);
  console.log('It is shown this once:');
  console.log(key);
}

async function list(db: Db): Promise<void> {
  const keys = await listApiKeys(db);
  if (keys.length === 0) console.log('There are no keys.');
  for (const key of keys) {
    const state = key.revoked_at
      ? `revoked ${key.revoked_at}`
      : `expires ${key.expires_at ?? 'never'}`;
    const used = `last used ${key.last_used_at ?? 'never'}`;
    console.log(
      [key.id, key.hint, key.workspace_name, key.mode, key.scopes, state, used].join('  '),
    );
  }
}

async function revoke(db: Db, id: string | undefined): Promise<void> {
  if (!id) throw new UsageError(USAGE);
  if (!(await revokeApiKey(db, id, new Date().toISOString()))) {
    throw new UsageError(`There is no key ${id} that could be revoked.`);
  }
  console.log(`Revoked ${id}.`);
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      workspace: { type: 'string' },
      mode: { type: 'string' },
      scopes: { type: 'string' },
      'sender-name': { type: 'string' },
      'sender-email': { type: 'string' },
      expires: { type: 'string' },
    },
  });
  const [command, id] = positionals;
  if (command !== 'create' && command !== 'list' && command !== 'revoke') {
    throw new UsageError(USAGE);
  }
  const db = openDatabase(loadConfig(process.env).databaseUrl);
  try {
    await migrateToLatest(db);
    if (command === 'create') await create(db, values);
    else if (command === 'list') await list(db);
    else await revoke(db, id);
  } finally {
    await db.destroy();
  }
}

runScript(main, USAGE);
