import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callTrpc, storedRows } from '../http/call-both-ways.ts';
import { callOperation, makeIds, newClient, SCOPED } from '../http/every-operation.ts';
import { createClient } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';

const SECRET = 'a secret of more than thirty-two bytes, for JWTs';
const OPERATIONS = SCOPED.filter(([, { path }]) => path.startsWith('/test/'));

describe.each(DATABASES)('test mode’s own endpoints in live mode on %s', (kind) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(kind, { env: { JWT_SECRET: SECRET } });
  });
  afterAll(() => app.stop());

  it('are all of those that say so', () => {
    expect(OPERATIONS).toHaveLength(6);
    expect(SCOPED.filter(([, { meta }]) => meta.testMode)).toEqual(OPERATIONS);
  });

  it.each(OPERATIONS)('%s answers 404 and changes nothing', async (_name, operation) => {
    const live = await newClient(app, { workspace: 'Ours' });
    const ids = await makeIds(live);
    await live.post(`/signing/envelopes/${ids.envelope_id}/send`);
    await app.settled();
    const before = await storedRows(app);
    const { workspaceId: workspace } = await app.createKey({ workspace: 'Ours', scopes: [] });
    const claims = { workspace, mode: 'live', scope: String(operation.meta.scope) };
    const token = jwt.sign(claims, SECRET, { subject: 'us', expiresIn: '1h' });
    const weak = await newClient(app, { workspace: 'Ours', scopes: ['cases:read'] });
    for (const client of [live, createClient(app, token), weak]) {
      const { status, body } = await callOperation(client, operation, ids);
      expect({ status, code: body.error.code }).toEqual({ status: 404, code: 'ROUTE_NOT_FOUND' });
    }
    const type = operation.type === 'query' ? 'query' : 'mutation';
    const call = { type, procedure: operation.name, input: { nonsense: true } } as const;
    expect(await callTrpc(app, live.key, call)).toMatchObject({
      httpStatus: 404,
      error: { code: 'ROUTE_NOT_FOUND' },
    });
    expect(await storedRows(app)).toEqual(before);
  });

  it('keep no mail of live mode', async () => {
    const live = await newClient(app, { workspace: 'Mails' });
    const { envelope_id } = await makeIds(live);
    await live.post(`/signing/envelopes/${envelope_id}/send`);
    await app.settled();
    expect(await app.context.db.selectFrom('test_emails').selectAll().execute()).toEqual([]);
    const sandbox = await newClient(app, { workspace: 'Mails', mode: 'test' });
    expect((await sandbox.get('/test/emails')).body.data).toEqual([]);
  });
});
