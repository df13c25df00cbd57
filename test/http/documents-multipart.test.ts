import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../src/domain/errors.ts';
import { type Client, readFixture } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { expectError, storedRows } from './call-both-ways.ts';
import { newClient } from './every-operation.ts';
import { sendAndHangUp, sendRaw } from './raw-http.ts';
import { filesOnDisk, MULTIPART, multipart, type Part, uploadParts } from './sample-files.ts';

describe.each(DATABASES)('broken uploads on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let pdf: Buffer;
  let before: object;

  beforeAll(async () => {
    app = await startApp(kind);
    client = await newClient(app);
    pdf = await readFixture('b1_1p.pdf');
    await client.upload('rot0.pdf');
  });
  afterAll(() => app.stop());
  const everything = async () => ({ rows: await storedRows(app), files: await filesOnDisk(app) });
  beforeEach(async () => {
    before = await everything();
  });

  const file = (changes: Partial<Part> = {}): Part => ({
    name: 'file',
    filename: 'contract.pdf',
    value: pdf,
    ...changes,
  });
  const field = (name: string, value = 'x'): Part => ({ name, value });
  const many = (count: number, name: string) => Array.from({ length: count }, () => field(name));

  it.each<[string, () => Part[], string]>([
    ['no parts', () => [], 'file'],
    ['no file', () => [field('folder_id')], 'file'],
    ['a file under another name', () => [file({ name: 'document' })], 'document'],
    ['two files', () => [file(), file()], 'file'],
    ['three files', () => [file(), file(), file()], 'file'],
    ['a second file under another name', () => [file(), file({ name: 'annex' })], 'annex'],
    ['a file that is a field', () => [field('file', 'not a file')], 'file'],
    ['a file and a field of its name', () => [file(), field('file')], 'file'],
    ['a field of its name and a file', () => [field('file'), file()], 'file'],
    ['a field twice', () => [file(), field('folder_id'), field('folder_id')], 'folder_id'],
    ['an unknown field', () => [file(), field('colour')], 'colour'],
    ['a field of objects', () => [file(), field('constructor')], 'constructor'],
    [
      'a field that is too long',
      () => [field('folder_id', 'x'.repeat(20_000)), file()],
      'folder_id',
    ],
    ['a folder with an override', () => [file(), field('folder_id', 'a\u202eb')], 'folder_id'],
    ['a party with a control', () => [file(), field('party_ids', 'a\u0000b')], 'party_ids.0'],
    ['an empty party', () => [file(), field('party_ids', '')], 'party_ids.0'],
    ['201 parties', () => [file(), ...many(201, 'party_ids')], 'party_ids'],
    ['301 fields', () => [file(), ...many(301, 'party_ids')], ''],
    ['1,000 fields first', () => [...many(1000, 'party_ids'), file()], ''],
  ])('refuses %s', async (_what, parts, path) => {
    const answer = await uploadParts(app, client.key, parts());
    expectError(answer, 'VALIDATION_FAILED');
    expect(answer.body.error.details).toMatchObject([{ path }]);
    expect(await everything()).toEqual(before);
  });

  const whole = () => multipart([file(), field('folder_id')]);
  it.each<[string, () => Uint8Array]>([
    ['in the middle of the file', () => whole().subarray(0, 5000)],
    ['in the head of the file', () => whole().subarray(0, 60)],
    ['in the field', () => whole().subarray(0, -30)],
    ['before the last boundary', () => whole().subarray(0, whole().lastIndexOf('--a-boundary'))],
    ['before anything', () => Buffer.alloc(0)],
    ['without a part', () => Buffer.from('no part here')],
    ['after garbage of a head', () => Buffer.from('--a-boundary-of-tests\r\n\u0001\u0002\r\n\r\n')],
  ])('refuses a body that ends %s', async (_what, body) => {
    const answer = await uploadParts(app, client.key, body());
    expectError(answer, 'VALIDATION_FAILED');
    expect(await everything()).toEqual(before);
  });

  it.each<[string, string, ErrorCode]>([
    ['without a boundary', 'multipart/form-data', 'VALIDATION_FAILED'],
    ['with an empty boundary', 'multipart/form-data; boundary=', 'VALIDATION_FAILED'],
    ['with another boundary', 'multipart/form-data; boundary=other', 'VALIDATION_FAILED'],
    ['of JSON', 'application/json', 'UNSUPPORTED_MEDIA_TYPE'],
    ['of the PDF itself', 'application/pdf', 'UNSUPPORTED_MEDIA_TYPE'],
    ['of mixed parts', MULTIPART.replace('form-data', 'mixed'), 'UNSUPPORTED_MEDIA_TYPE'],
    ['of a form', 'application/x-www-form-urlencoded', 'UNSUPPORTED_MEDIA_TYPE'],
  ])('refuses a content type %s', async (_what, type, code) => {
    expectError(await uploadParts(app, client.key, whole(), type), code);
    expect(await everything()).toEqual(before);
  });

  it('refuses a request without a content type and without a body', async () => {
    const answer = await sendRaw(
      app,
      `POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${client.key}\r\nContent-Length: 0\r\n\r\n`,
    );
    expect(answer.status).toBe(415);
    expect(await everything()).toEqual(before);
  });

  const head = (length: number) =>
    `POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${client.key}\r\nContent-Type: ${MULTIPART}\r\nContent-Length: ${length}\r\n\r\n`;

  it.each([
    ['in the middle of the file', 5000],
    ['in the head of the file', 40],
    ['after the file', -20],
  ])('leaves nothing of a connection that breaks off %s', async (_what, end) => {
    const body = whole();
    const sent = Buffer.concat([Buffer.from(head(body.length)), body.subarray(0, end)]);
    await sendAndHangUp(app, sent);
    await expect.poll(everything).toEqual(before);
    expect((await client.get('/documents?limit=1')).status).toBe(200);
  });

  it('answers a refusal while the rest of the body is still to come', async () => {
    const start = multipart([field('folder_id'), field('folder_id'), file()]).subarray(0, 5000);
    const answer = await sendRaw(app, Buffer.concat([Buffer.from(head(10 ** 9)), start]));
    expect(answer.status).toBe(400);
    await expect.poll(everything).toEqual(before);
  });

  it('takes the next upload after all of these', async () => {
    const { status, body } = await uploadParts(app, client.key, [file(), field('folder_id')]);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      filename: 'contract.pdf',
      folder_id: 'x',
      size_bytes: pdf.length,
    });
  });
});
