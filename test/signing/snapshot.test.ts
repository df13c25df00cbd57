import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOWHERE } from '../../src/domain/audit.ts';
import { getEnvelope } from '../../src/domain/read-envelopes.ts';
import { openAs } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { withPause } from './pause.ts';
import { type Office, openOffice, person } from './support.ts';

describe.each(DATABASES)('reading an envelope while it changes on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  it.each([1, 2, 3, 4])('shows no mixture when it is completed after look %i', async (look) => {
    const john = person('John');
    const { id } = await office.envelope([john]);
    const signer = await openAs(app, john.email);
    const { tenant } = await app.context.db
      .selectFrom('envelopes')
      .select('tenant')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    let looks = 0;
    const ctx = withPause(app.context, async () => {
      looks += 1;
      if (looks === look) expect((await signer.sign()).status).toBe(200);
    });
    const mode = 'live' as const;
    const actor = { type: 'system' as const };
    const caller = { tenant, mode, scopes: new Set<string>(), actor, origin: NOWHERE };
    const { status, completed_at, signers } = await getEnvelope(ctx, caller, id);
    const [{ status: signed } = { status: 'none' }] = signers;
    expect([
      ['in_progress', false, 'viewed'],
      ['completed', true, 'signed'],
    ]).toContainEqual([status, completed_at !== null, signed]);
    expect(looks).toBeGreaterThanOrEqual(look);
  });
});
