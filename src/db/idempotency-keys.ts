import type { Insertable, Selectable } from 'kysely';
import type { Db } from './database.ts';
import type { Tenant } from './tenant.ts';

/** A request that a client may send again: being worked on while it has a lease, then answered. */
export type IdempotencyKeysTable = {
  tenant: Tenant;
  /** Whose key it is: JSON of the actor, as in the audit trail. */
  credential: string;
  key: string;
  /** SHA-256 of what was asked for. */
  fingerprint: string;
  /** Who works on it, and until when it is theirs; null once it is answered. */
  lease: string | null;
  leased_until: string | null;
  /** JSON; null while there is none, and for an answer without a body. */
  answer: string | null;
  expires_at: string;
};
export type IdempotencyKey = Selectable<IdempotencyKeysTable>;

/** Which key, and under which lease. */
export type KeyClaim = Pick<IdempotencyKey, 'tenant' | 'credential' | 'key' | 'lease'>;

export function findIdempotencyKey(
  db: Db,
  { tenant, credential, key }: Omit<KeyClaim, 'lease'>,
): Promise<IdempotencyKey | undefined> {
  return db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('credential', '=', credential)
    .where('key', '=', key)
    .executeTakeFirst();
}

/**
 * Takes a key that nobody has, whose answer has expired, or whose holder let the lease run out.
 *
 * @returns false where somebody else has it
 */
export async function takeIdempotencyKey(
  db: Db,
  row: Insertable<IdempotencyKeysTable>,
  now: string,
): Promise<boolean> {
  const taken = await db
    .insertInto('idempotency_keys')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'credential', 'key'])
        .doUpdateSet({ ...row })
        .where((eb) =>
          eb.or([
            eb('idempotency_keys.expires_at', '<=', now),
            eb('idempotency_keys.leased_until', '<=', now),
          ]),
        ),
    )
    .returning('lease')
    .executeTakeFirst();
  return taken !== undefined;
}

/**
 * Writes to a key that is ours, and holds its row until the transaction ends: nobody takes it over
 * meanwhile.
 *
 * @returns false where somebody else has it by now
 */
export async function updateIdempotencyKey(
  db: Db,
  claim: KeyClaim,
  changes: Partial<Pick<IdempotencyKey, 'lease' | 'leased_until' | 'answer' | 'expires_at'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('idempotency_keys')
    .set(changes)
    .where('tenant', '=', claim.tenant)
    .where('credential', '=', claim.credential)
    .where('key', '=', claim.key)
    .where('lease', '=', claim.lease)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Lets a key go, if it is still ours, so that the request can be made again. */
export async function releaseIdempotencyKey(db: Db, claim: KeyClaim): Promise<void> {
  await db
    .deleteFrom('idempotency_keys')
    .where('tenant', '=', claim.tenant)
    .where('credential', '=', claim.credential)
    .where('key', '=', claim.key)
    .where('lease', '=', claim.lease)
    .execute();
}

export async function deleteExpiredKeys(db: Db, now: string): Promise<void> {
  await db.deleteFrom('idempotency_keys').where('expires_at', '<=', now).execute();
}
