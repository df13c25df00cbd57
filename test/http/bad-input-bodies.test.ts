import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../src/domain/errors.ts';
import { type Answer, type Client, JOHN, request } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { expectError, storedRows } from './call-both-ways.ts';
import { type Ids, makeIds, newClient, UNKNOWN } from './every-operation.ts';

const JSON_TYPE = 'application/json';

describe.each(DATABASES)('request bodies on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let ids: Ids;

  beforeAll(async () => {
    app = await startApp(kind);
    client = await newClient(app);
    ids = await makeIds(client);
    await app.settled();
  });
  afterAll(() => app.stop());

  const send = (
    path: string,
    body: RequestInit['body'],
    headers: Record<string, string> = { 'content-type': JSON_TYPE },
    method = 'POST',
  ): Promise<Answer> =>
    request(`${app.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${client.key}`, ...headers },
      body,
    });
  const rest = {
    create: () => `/api/v1/cases/${ids.case_id}/signing-envelopes`,
    promote: () => '/api/v1/signing/promote-to-envelope',
    case: () => '/api/v1/cases',
  };
  const caseBody = JSON.stringify({ name: 'A case' });

  const expectNothingStored = async (call: () => Promise<Answer>, code: ErrorCode) => {
    const before = await storedRows(app);
    const answer = await call();
    expectError(answer, code);
    expect(await storedRows(app)).toEqual(before);
    return answer.body.error;
  };

  it.each<[string, string, ErrorCode]>([
    ['cut short', '{"title": "T"', 'MALFORMED_JSON'],
    ['no JSON', 'title=T', 'MALFORMED_JSON'],
    ['two objects', '{}{}', 'MALFORMED_JSON'],
    ['with a trailing comma', '{"title": "T",}', 'MALFORMED_JSON'],
    ['with a raw control character', '{"title": "T\u0000"}', 'MALFORMED_JSON'],
    ['NaN', '{"title": NaN}', 'MALFORMED_JSON'],
    ['white space', '  \n ', 'MALFORMED_JSON'],
    ['a list', '[]', 'VALIDATION_FAILED'],
    ['a list of the right object', '[{"title": "T"}]', 'VALIDATION_FAILED'],
    ['a string', '"title"', 'VALIDATION_FAILED'],
    ['a number', '7', 'VALIDATION_FAILED'],
    ['true', 'true', 'VALIDATION_FAILED'],
    ['null', 'null', 'VALIDATION_FAILED'],
    ['an empty object', '{}', 'NO_DOCUMENTS'],
    ['nothing', '', 'NO_DOCUMENTS'],
  ])('answers a body that is %s', async (_what, body, code) => {
    for (const path of [rest.create(), rest.promote()]) {
      await expectNothingStored(() => send(path, body), code);
    }
  });

  it('takes no body, with and without a content type, for an empty object', async () => {
    await expectNothingStored(() => send(rest.create(), undefined, {}), 'NO_DOCUMENTS');
    await expectNothingStored(() => send(rest.case(), undefined, {}), 'VALIDATION_FAILED');
    const draft = await makeIds(client);
    const sent = await send(`/api/v1/signing/envelopes/${draft.envelope_id}/send`, '');
    expect(sent).toMatchObject({ status: 200, body: { status: 'sent' } });
    await app.settled();
  });

  it('names NO_DOCUMENTS before NO_SIGNERS before VALIDATION_FAILED', async () => {
    const create = (body: object) => () => send(rest.create(), JSON.stringify(body));
    const all = { title: '', document_ids: [], signers: [], colour: 'red' };
    await expectNothingStored(create(all), 'NO_DOCUMENTS');
    await expectNothingStored(create({ colour: 'red' }), 'NO_DOCUMENTS');
    await expectNothingStored(create({ ...all, signers: 'x' }), 'NO_DOCUMENTS');
    const documents = { ...all, document_ids: [ids.document_id] };
    await expectNothingStored(create(documents), 'NO_SIGNERS');
    await expectNothingStored(create({ ...documents, document_ids: 'x' }), 'NO_SIGNERS');
    const both = { ...documents, signers: [JOHN] };
    const { details } = await expectNothingStored(create(both), 'VALIDATION_FAILED');
    expect(details.map(({ path }: { path: string }) => path).sort()).toEqual(['colour', 'title']);
    const promote = { ...all, case_id: UNKNOWN.case_id };
    const promoted = () => send(rest.promote(), JSON.stringify(promote));
    await expectNothingStored(promoted, 'NO_DOCUMENTS');
  });

  it('wants every member of a PATCH well-formed and empties no list', async () => {
    const path = `/api/v1/signing/envelopes/${ids.envelope_id}`;
    const patch = (body: object) => () => send(path, JSON.stringify(body), undefined, 'PATCH');
    await expectNothingStored(patch({ document_ids: [] }), 'NO_DOCUMENTS');
    await expectNothingStored(patch({ signers: [] }), 'NO_SIGNERS');
    await expectNothingStored(patch({ signers: [], document_ids: [] }), 'NO_DOCUMENTS');
  });

  it('refuses what the address says already', async () => {
    const good = { title: 'T', document_ids: [ids.document_id], signers: [JOHN] };
    const { envelope_id, signer_id, case_id } = ids;
    const envelope = `/api/v1/signing/envelopes/${envelope_id}`;
    const calls: [string, string, object, string][] = [
      ['POST', rest.create(), { ...good, case_id }, 'case_id'],
      ['POST', rest.create(), { ...good, case_id: UNKNOWN.case_id }, 'case_id'],
      ['PATCH', envelope, { title: 'U', envelope_id }, 'envelope_id'],
      ['POST', `${envelope}/signers`, { ...JOHN, envelope_id }, 'envelope_id'],
      ['PATCH', `${envelope}/signers/${signer_id}`, { name: 'U', signer_id }, 'signer_id'],
      ['PUT', `/api/v1/cases/${case_id}`, { name: 'U', id: case_id }, 'id'],
    ];
    for (const [method, path, body, member] of calls) {
      const call = () => send(path, JSON.stringify(body), undefined, method);
      const { details } = await expectNothingStored(call, 'VALIDATION_FAILED');
      expect(details).toMatchObject([{ path: member }]);
    }
  });

  it.each([
    ['__proto__', '{"name": "A", "__proto__": {"status": "closed"}}'],
    ['constructor', '{"name": "A", "constructor": {"prototype": {"status": "closed"}}}'],
    ['toString', '{"name": "A", "toString": 1}'],
    ['hasOwnProperty', '{"name": "A", "hasOwnProperty": 1}'],
  ])('is not fooled by a member named %s', async (member, body) => {
    const answer = await send(rest.case(), body);
    if (answer.status !== 201) {
      expectError(answer, 'VALIDATION_FAILED');
      expect(answer.body.error.details).toMatchObject([{ path: member }]);
    } else {
      expect(answer.body).toMatchObject({ name: 'A', status: 'active' });
    }
    expect(Object.hasOwn(Object.prototype, 'status')).toBe(false);
    expect({}).not.toHaveProperty('status');
    expect((await send(rest.case(), caseBody)).body.status).toBe('active');
  });

  it.each([1_000, 200_000])('does not choke on %i levels', async (depth) => {
    const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const parties = `{"name": "A", "parties": [{"x": ${nested}}]}`;
    for (const body of [parties, `{"name": ${nested}}`, nested]) {
      await expectNothingStored(() => send(rest.case(), body), 'VALIDATION_FAILED');
    }
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=UTF-8',
    'application/json; charset="utf-8"',
    'APPLICATION/JSON',
  ])('accepts the content type %s', async (type) => {
    const body = JSON.stringify({ name: 'Müller ✍' });
    const made = await send(rest.case(), body, { 'content-type': type });
    expect(made).toMatchObject({ status: 201, body: { name: 'Müller ✍' } });
  });

  it.each([
    'application/json; charset=latin1',
    'application/json; charset=iso-8859-1',
    'text/plain',
    'text/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/merge-patch+json',
    'application/xml',
    'json',
    '*/*',
  ])('refuses the content type %s', async (type) => {
    const call = () => send(rest.case(), caseBody, { 'content-type': type });
    await expectNothingStored(call, 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('refuses a body without a content type, and one in an unknown encoding', async () => {
    const bytes = new Uint8Array(Buffer.from(caseBody));
    const untyped = () => send(rest.case(), bytes, {});
    await expectNothingStored(untyped, 'UNSUPPORTED_MEDIA_TYPE');
    const headers = { 'content-type': JSON_TYPE, 'content-encoding': 'zstd-of-old' };
    await expectNothingStored(() => send(rest.case(), caseBody, headers), 'UNSUPPORTED_MEDIA_TYPE');
  });

  it('refuses more than 1 MB, also when it is packed or announced only', async () => {
    const body = JSON.stringify({ name: 'A', description: 'x'.repeat(1024 ** 2) });
    await expectNothingStored(() => send(rest.case(), body), 'BODY_TOO_LARGE');
    const packed = new Uint8Array(gzipSync(body));
    const headers = { 'content-type': JSON_TYPE, 'content-encoding': 'gzip' };
    await expectNothingStored(() => send(rest.case(), packed, headers), 'BODY_TOO_LARGE');
    const stream = new Blob([body]).stream();
    const chunked = { method: 'POST', body: stream, duplex: 'half' as const };
    const call = () =>
      request(`${app.url}${rest.case()}`, {
        ...chunked,
        headers: { authorization: `Bearer ${client.key}`, 'content-type': JSON_TYPE },
      });
    await expectNothingStored(call, 'BODY_TOO_LARGE');
  });

  it('takes just under 1 MB', async () => {
    const parties = [{ note: 'x'.repeat(1024 ** 2 - 200) }];
    const made = await send(rest.case(), JSON.stringify({ name: 'A', parties }));
    expect(made).toMatchObject({ status: 201, body: { parties } });
  });
});
