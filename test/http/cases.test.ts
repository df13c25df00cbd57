import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, createClient, createEnvelope, JOHN } from '../support/client.ts';
import { DATABASES, MINUTE, startApp, type TestApp } from '../support/start-app.ts';
import { callTrpc, expectError, storedRows } from './call-both-ways.ts';
import { makeIds, newClient, UNKNOWN } from './every-operation.ts';

const FULL = {
  name: 'Müller ./. Söhne & Co. KG',
  file_number: '2026/0042',
  status: 'closed',
  type: 'employment',
  description: 'First line\nsecond line\twith a tab',
  dezernat: 'III',
  parties: [{ id: 7, role: 'plaintiff', contact: { mail: 'a@b.example', tags: ['x', null, 1.5] } }],
  staff: [{ name: 'RA Weiß ✍' }, {}],
};

describe.each(DATABASES)('cases on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let workspaces = 0;

  beforeAll(async () => {
    app = await startApp(kind);
    client = await newClient(app);
  });
  afterAll(() => app.stop());

  /** A client whose lists hold nothing yet. */
  const freshClient = () => {
    workspaces += 1;
    return newClient(app, { workspace: `Workspace ${workspaces}` });
  };
  const names = ({ body }: { body: { data: { name: string }[] } }) =>
    body.data.map(({ name }) => name);

  it('makes a case of a name alone', async () => {
    const now = app.clock.now().toISOString();
    const made = await client.post('/cases', { name: 'Smith ./. Acme' });
    expect(made).toMatchObject({ status: 201 });
    expect(made.body).toEqual({
      id: expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
      name: 'Smith ./. Acme',
      file_number: null,
      status: 'active',
      type: null,
      description: null,
      dezernat: null,
      created_at: now,
      updated_at: now,
      parties: [],
      staff: [],
    });
  });

  it('keeps the optional members and gives them back as they came', async () => {
    const { body: made } = await client.post('/cases', FULL);
    expect(made).toMatchObject(FULL);
    expect((await client.get(`/cases/${made.id}`)).body).toEqual(made);
    const { body: listed } = await client.get('/cases?search=2026/0042');
    expect(listed.data).toEqual([made]);
  });

  it('finds a case by its id in either case of letters', async () => {
    const { body: made } = await client.post('/cases', { name: 'A' });
    const { body } = await client.get(`/cases/${made.id.toUpperCase()}`);
    expect(body).toEqual(made);
  });

  it('replaces a case: members not named become their defaults', async () => {
    const { body: made } = await client.post('/cases', FULL);
    app.clock.advance(MINUTE);
    const put = await client.put(`/cases/${made.id}`, { name: 'Renamed' });
    expect(put.status).toBe(200);
    expect(put.body).toEqual({
      ...made,
      name: 'Renamed',
      file_number: null,
      status: 'active',
      type: null,
      description: null,
      dezernat: null,
      parties: [],
      staff: [],
      updated_at: app.clock.now().toISOString(),
    });
    expect((await client.get(`/cases/${made.id}`)).body).toEqual(put.body);
    const search = await client.get('/cases?search=renamed');
    expect(search.body.data.map(({ id }: { id: string }) => id)).toContain(made.id);
  });

  it.each([
    ['without a name', {}, 'name'],
    ['with an empty name', { name: ' ' }, 'name'],
    ['with an unknown status', { name: 'A', status: 'open' }, 'status'],
    ['with a null status', { name: 'A', status: null }, 'status'],
    ['with parties of text', { name: 'A', parties: ['John'] }, 'parties.0'],
    ['with a header injection', { name: 'A\r\nB' }, 'name'],
    ['with an override', { name: 'A', file_number: '\u202e1' }, 'file_number'],
    ['with an id', { name: 'A', created_at: '2020-01-01T00:00:00Z' }, 'created_at'],
  ])('refuses to make or replace a case %s', async (_what, body, path) => {
    const { body: made } = await client.post('/cases', FULL);
    const before = await storedRows(app);
    for (const answer of [
      await client.post('/cases', body),
      await client.put(`/cases/${made.id}`, body),
    ]) {
      expectError(answer, 'VALIDATION_FAILED');
      expect(answer.body.error.details).toMatchObject([{ path }]);
    }
    expect(await storedRows(app)).toEqual(before);
  });

  it('searches name and file number, whatever the case, and takes no wildcards', async () => {
    const own = await freshClient();
    await own.post('/cases', { name: 'Ärzte 100% GmbH', file_number: 'AZ_7' });
    await own.post('/cases', { name: 'Smith ./. Acme', file_number: 'AZ17' });
    const search = async (text: string) =>
      names(await own.get(`/cases?search=${encodeURIComponent(text)}`));
    expect(await search('smith')).toEqual(['Smith ./. Acme']);
    expect(await search('ÄRZTE')).toEqual(['Ärzte 100% GmbH']);
    expect(await search('az_')).toEqual(['Ärzte 100% GmbH']);
    expect(await search('az1')).toEqual(['Smith ./. Acme']);
    expect(await search('%')).toEqual(['Ärzte 100% GmbH']);
    expect(await search('\\')).toEqual([]);
    expect(await search("' or 1=1 --")).toEqual([]);
    expect(await search('g')).toEqual(['Ärzte 100% GmbH']);
  });

  it('filters by status, together with a search', async () => {
    const own = await freshClient();
    for (const status of ['active', 'closed', 'archived']) {
      await own.post('/cases', { name: `Case ${status}`, status });
    }
    expect(names(await own.get('/cases?status=closed'))).toEqual(['Case closed']);
    expect(names(await own.get('/cases?status=active&search=case'))).toEqual(['Case active']);
    expect(names(await own.get('/cases?status=active&search=closed'))).toEqual([]);
    expect(names(await own.get('/cases'))).toHaveLength(3);
  });

  it.each([1, 3, 7, 10])('pages through all exactly once, newest first, by %i', async (limit) => {
    const own = await freshClient();
    const made: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      // Every second shares its time with the one before: ids decide between them.
      if (index % 2 === 0) app.clock.advance(1);
      made.push((await own.post('/cases', { name: `C${index}` })).body.id);
    }
    const seen: { id: string; created_at: string }[] = [];
    let cursor: string | null = null;
    do {
      const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await own.get(`/cases?limit=${limit}${after}`);
      expect(Object.keys(body).sort()).toEqual(['data', 'has_more', 'next_cursor']);
      expect(body.data.length).toBeLessThanOrEqual(limit);
      expect(body.has_more).toBe(body.next_cursor !== null);
      seen.push(...body.data);
      cursor = body.next_cursor;
    } while (cursor !== null);
    expect(seen.map(({ id }) => id).sort()).toEqual(made.sort());
    const times = seen.map(({ created_at }) => created_at);
    expect(times).toEqual(times.toSorted().reverse());
  });

  it('does not show twice, nor skip, when a case comes in between two pages', async () => {
    const own = await freshClient();
    for (const name of ['one', 'two', 'three']) {
      app.clock.advance(1);
      await own.post('/cases', { name });
    }
    const first = await own.get('/cases?limit=2');
    app.clock.advance(1);
    await own.post('/cases', { name: 'four' });
    const second = await own.get(`/cases?limit=2&cursor=${first.body.next_cursor}`);
    expect([...names(first), ...names(second)]).toEqual(['three', 'two', 'one']);
  });

  it('deletes a case with its documents and drafts', async () => {
    const ids = await makeIds(client);
    const gone = await client.delete(`/cases/${ids.case_id}`);
    expect(gone).toMatchObject({ status: 204, body: '' });
    expectError(await client.get(`/cases/${ids.case_id}`), 'CASE_NOT_FOUND');
    expectError(await client.delete(`/cases/${ids.case_id}`), 'CASE_NOT_FOUND');
    expectError(await client.get(`/documents/${ids.document_id}`), 'DOCUMENT_NOT_FOUND');
    expectError(await client.get(`/signing/envelopes/${ids.envelope_id}`), 'ENVELOPE_NOT_FOUND');
    const trail = await client.get(`/signing/envelopes/${ids.envelope_id}/audit-trail`);
    expect(trail.body.data.map(({ type }: { type: string }) => type)).toEqual([
      'envelope.created',
      'envelope.deleted',
    ]);
  });

  it.each(['sent', 'voided'])('keeps a case with an envelope that is %s', async (status) => {
    const envelope = await createEnvelope(client, { signers: [JOHN] });
    if (status === 'voided') {
      await client.post(`/signing/envelopes/${envelope.id}/void`, { reason: 'Wrong' });
    }
    await app.settled();
    const before = await storedRows(app);
    expectError(await client.delete(`/cases/${envelope.case_id}`), 'CASE_HAS_ENVELOPES');
    const call = { type: 'mutation', procedure: 'cases.delete' } as const;
    const trpc = await callTrpc(app, client.key, { ...call, input: { id: envelope.case_id } });
    expect(trpc).toMatchObject({ httpStatus: 409, error: { code: 'CASE_HAS_ENVELOPES' } });
    expect(await storedRows(app)).toEqual(before);
  });

  it('answers for a case that is not there with CASE_NOT_FOUND', async () => {
    const path = `/cases/${UNKNOWN.case_id}`;
    expectError(await client.get(path), 'CASE_NOT_FOUND');
    expectError(await client.put(path, { name: 'A' }), 'CASE_NOT_FOUND');
    expectError(await client.delete(path), 'CASE_NOT_FOUND');
  });

  it('needs no more than cases:read to read, and that for nothing else', async () => {
    const reader = createClient(app, (await app.createKey({ scopes: ['cases:read'] })).key);
    expect((await reader.get('/cases')).status).toBe(200);
    expectError(await reader.post('/cases', { name: 'A' }), 'AUTH_INSUFFICIENT_SCOPE');
  });
});
