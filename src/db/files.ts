import { sql } from 'kysely';
import type { Db, Tx } from './database.ts';
import type { Tenant } from './tenant.ts';

/** One row a stored file of a tenant. Whoever adds or removes the file holds its row meanwhile. */
export type FilesTable = {
  tenant: Tenant;
  sha256: string;
  size_bytes: number;
  created_at: string;
};

/** Registers a file and holds its row until the transaction ends, so that no purge removes it. */
export async function holdFile(
  tx: Tx,
  file: { tenant: Tenant; sha256: string; size_bytes: number; created_at: string },
): Promise<void> {
  await tx
    .insertInto('files')
    .values(file)
    .onConflict((conflict) =>
      conflict.columns(['tenant', 'sha256']).doUpdateSet({ size_bytes: file.size_bytes }),
    )
    .execute();
}

/** Holds the row of a file until the transaction ends; makes one where there is none. */
export async function holdFileRow(
  tx: Tx,
  tenant: Tenant,
  sha256: string,
  created_at: string,
): Promise<void> {
  await tx
    .insertInto('files')
    .values({ tenant, sha256, size_bytes: 0, created_at })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'sha256'])
        .doUpdateSet((eb) => ({ size_bytes: eb.ref('files.size_bytes') })),
    )
    .execute();
}

export async function deleteFileRow(tx: Tx, tenant: Tenant, sha256: string): Promise<void> {
  await tx.deleteFrom('files').where('tenant', '=', tenant).where('sha256', '=', sha256).execute();
}

/** Whether a document of a case, an envelope or a signature still needs the file. */
export async function isFileNeeded(db: Db, tenant: Tenant, sha256: string): Promise<boolean> {
  const inCase = await db
    .selectFrom('documents')
    .select('id')
    .where('tenant', '=', tenant)
    .where('sha256', '=', sha256)
    .limit(1)
    .executeTakeFirst();
  if (inCase) return true;
  const inEnvelope = await db
    .selectFrom('envelope_documents')
    .select('id')
    .where('tenant', '=', tenant)
    .where((eb) =>
      eb.or([
        eb('sha256', '=', sha256),
        eb('presented_sha256', '=', sha256),
        eb('signed_sha256', '=', sha256),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  if (inEnvelope) return true;
  const ofSigner = await db
    .selectFrom('signers')
    .select('id')
    .where('tenant', '=', tenant)
    .where((eb) =>
      eb.or([eb('signature_image_sha256', '=', sha256), eb('initials_image_sha256', '=', sha256)]),
    )
    .limit(1)
    .executeTakeFirst();
  return ofSigner !== undefined || (await isSealedFile(db, tenant, sha256));
}

// What was sealed is kept, also when a newer version of it exists.
async function isSealedFile(db: Db, tenant: Tenant, sha256: string): Promise<boolean> {
  const sealed = await db
    .selectFrom('sealed_files')
    .select('id')
    .where('sha256', '=', sha256)
    .where('tenant', '=', tenant)
    .limit(1)
    .executeTakeFirst();
  return sealed !== undefined;
}

/** How large a stored file is, or 0 where there is none. */
export async function fileSize(db: Db, tenant: Tenant, sha256: string): Promise<number> {
  const row = await db
    .selectFrom('files')
    .select('size_bytes')
    .where('tenant', '=', tenant)
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  return row?.size_bytes ?? 0;
}

/** Which of these files are registered no more. */
export async function findUnregistered(
  db: Db,
  files: readonly Pick<FilesTable, 'tenant' | 'sha256'>[],
): Promise<Pick<FilesTable, 'tenant' | 'sha256'>[]> {
  const gone: Pick<FilesTable, 'tenant' | 'sha256'>[] = [];
  for (const file of files) {
    const row = await db
      .selectFrom('files')
      .select('sha256')
      .where('tenant', '=', file.tenant)
      .where('sha256', '=', file.sha256)
      .executeTakeFirst();
    if (!row) gone.push(file);
  }
  return gone;
}

/** Files that something refers to and that are not registered: there should be none. */
export async function findUnknownReferences(
  db: Db,
): Promise<Pick<FilesTable, 'tenant' | 'sha256'>[]> {
  const references = [
    ['documents', 'sha256'],
    ['envelope_documents', 'sha256'],
    ['envelope_documents', 'presented_sha256'],
    ['envelope_documents', 'signed_sha256'],
    ['signers', 'signature_image_sha256'],
    ['signers', 'initials_image_sha256'],
    ['certificates', 'sha256'],
    ['sealed_files', 'sha256'],
  ] as const;
  const all = references.map(
    ([table, column]) => sql`select tenant, ${sql.ref(column)} as sha256 from ${sql.table(table)}
      where ${sql.ref(column)} is not null`,
  );
  const { rows } = await sql<Pick<FilesTable, 'tenant' | 'sha256'>>`
    ${sql.join(all, sql` union `)} except select tenant, sha256 from files`.execute(db);
  return rows;
}
