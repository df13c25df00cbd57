import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, HR, JOHN, linksTo } from '../support/client.ts';
import { DATABASES, DAY, startApp, type TestApp } from '../support/start-app.ts';
import { expectError, storedRows } from './call-both-ways.ts';
import { newClient, UNKNOWN } from './every-operation.ts';

describe.each(DATABASES)('changing a draft on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let documents: string[];

  beforeAll(async () => {
    app = await startApp(kind);
    client = await newClient(app);
    documents = [];
    for (const file of ['rot0.pdf', 'rot90.pdf', 'b1_1p.pdf']) {
      documents.push((await client.upload(file)).body.id);
    }
  });
  afterAll(() => app.stop());

  const newDraft = async (members: Record<string, unknown> = {}) => {
    const { body: made } = await client.post('/cases', { name: 'Smith ./. Acme' });
    const { body } = await client.post(`/cases/${made.id}/signing-envelopes`, {
      title: 'Before',
      message: 'Before',
      document_ids: documents.slice(0, 2),
      signers: [JOHN, HR],
      metadata: { before: 'yes' },
      ...members,
    });
    return body;
  };
  const pathOf = ({ id }: { id: string }) => `/signing/envelopes/${id}`;

  it.each<[string, () => Record<string, unknown>, Record<string, unknown>]>([
    ['title', () => ({ title: 'After' }), { title: 'After' }],
    ['message', () => ({ message: 'After' }), { message: 'After' }],
    ['no message', () => ({ message: null }), { message: null }],
    ['signing_order', () => ({ signing_order: 'sequential' }), { signing_order: 'sequential' }],
    ['time_zone', () => ({ time_zone: 'Asia/Tokyo' }), { time_zone: 'Asia/Tokyo' }],
    [
      'sender',
      () => ({ sender: { name: 'New', email: 'n@b.example' } }),
      { sender: { name: 'New', email: 'n@b.example' } },
    ],
    [
      'sender without address',
      () => ({ sender: { name: 'N' } }),
      { sender: { name: 'N', email: null } },
    ],
    ['metadata', () => ({ metadata: { after: 'yes' } }), { metadata: { after: 'yes' } }],
    ['no metadata', () => ({ metadata: {} }), { metadata: {} }],
    ['expires_in_days', () => ({ expires_in_days: 9 }), { expires_in_days: 9, expires_at: null }],
    [
      'expires_at',
      () => ({ expires_at: '2099-01-01T00:00:00+01:00' }),
      { expires_at: '2098-12-31T23:00:00.000Z', expires_in_days: null },
    ],
  ])('changes %s and nothing else', async (_name, changes, expected) => {
    const before = await newDraft();
    const { status, body } = await client.patch(pathOf(before), changes());
    expect(status).toBe(200);
    expect(body).toEqual({ ...before, ...expected });
    expect((await client.get(pathOf(before))).body).toEqual(body);
  });

  it('changes the language of the envelope and of those who have none of their own', async () => {
    const before = await newDraft({ signers: [JOHN, { ...HR, locale: 'en' }] });
    const { body } = await client.patch(pathOf(before), { locale: 'de' });
    const [john, hr] = before.signers;
    expect(body).toEqual({ ...before, locale: 'de', signers: [{ ...john, locale: 'de' }, hr] });
  });

  it('changes nothing when nothing is named', async () => {
    const before = await newDraft();
    expect((await client.patch(pathOf(before), {})).body).toEqual(before);
  });

  it('replaces the deadline by the other kind', async () => {
    const draft = await newDraft({ expires_at: '2099-01-01T00:00:00Z' });
    const { body } = await client.patch(pathOf(draft), { expires_in_days: 2 });
    expect(body).toMatchObject({ expires_at: null, expires_in_days: 2 });
    const { body: sent } = await client.post(`${pathOf(draft)}/send`);
    expect(sent.expires_at).toBe(new Date(app.clock.now().getTime() + 2 * DAY).toISOString());
  });

  it('replaces the documents; one named again stays as it was frozen', async () => {
    const before = await newDraft();
    const [one, two, three] = documents;
    const { body } = await client.patch(pathOf(before), { document_ids: [three, one] });
    const [added, kept] = body.documents;
    expect(kept).toEqual(before.documents[0]);
    expect(added).toMatchObject({ document_id: three, filename: 'b1_1p.pdf' });
    expect(body.documents).toHaveLength(2);
    const { body: back } = await client.patch(pathOf(before), { document_ids: [one, three, two] });
    const ids = back.documents.map(({ document_id }: { document_id: string }) => document_id);
    expect(ids).toEqual([one, three, two]);
    expect(back.signers).toEqual(before.signers);
  });

  it('refuses documents that are not there, or can’t be signed, and keeps the others', async () => {
    const before = await newDraft();
    const locked = (await client.upload('enc_owner_rc4.pdf')).body.id;
    const [one] = documents;
    const missing = await client.patch(pathOf(before), {
      title: 'After',
      document_ids: [one, UNKNOWN.document_id],
    });
    expectError(missing, 'DOCUMENT_NOT_FOUND');
    expect(missing.body.error.details).toEqual([UNKNOWN.document_id]);
    const refused = await client.patch(pathOf(before), { document_ids: [locked, one] });
    expectError(refused, 'DOCUMENT_NOT_SIGNABLE');
    expect(refused.body.error.details).toEqual([{ id: locked, reason: 'encrypted' }]);
    expect((await client.get(pathOf(before))).body).toEqual(before);
  });

  it('replaces the signers', async () => {
    const before = await newDraft();
    const signers = [{ name: 'New', email: 'new@b.example', role: 'approver' }, JOHN];
    const { body } = await client.patch(pathOf(before), { signers });
    expect(body.signers).toMatchObject(signers);
    expect(body.signers).toHaveLength(2);
    const ids = before.signers.map(({ id }: { id: string }) => id);
    for (const { id } of body.signers) expect(ids).not.toContain(id);
    expect(body.documents).toEqual(before.documents);
  });

  it('adds, changes and removes single signers', async () => {
    const draft = await newDraft();
    const [john, hr] = draft.signers;
    const jane = { name: 'Jane', email: 'jane@b.example', role: 'cc', locale: 'de' };
    const added = await client.post(`${pathOf(draft)}/signers`, jane);
    expect(added.status).toBe(201);
    expect(added.body).toEqual({
      ...draft,
      signers: [john, hr, expect.objectContaining({ ...jane, order: 3, status: 'pending' })],
    });
    const changes = {
      name: 'Jack',
      email: 'jack@b.example',
      role: 'signer',
      order: 1,
      locale: 'en',
    };
    const { id } = added.body.signers[2];
    const changed = await client.patch(`${pathOf(draft)}/signers/${id}`, changes);
    expect(changed.status).toBe(200);
    expect(changed.body.signers).toEqual([john, hr, { ...added.body.signers[2], ...changes }]);
    const removed = await client.delete(`${pathOf(draft)}/signers/${john.id}`);
    expect(removed.status).toBe(200);
    expect(removed.body.signers).toEqual([hr, changed.body.signers[2]]);
    expectError(await client.delete(`${pathOf(draft)}/signers/${john.id}`), 'SIGNER_NOT_FOUND');
    expect((await client.get(pathOf(draft))).body).toEqual(removed.body);
  });

  it('changes one member of a signer and keeps the others', async () => {
    const draft = await newDraft();
    const [john, hr] = draft.signers;
    const path = `${pathOf(draft)}/signers/${hr.id}`;
    const { body } = await client.patch(path, { email: 'other@b.example' });
    expect(body.signers).toEqual([john, { ...hr, email: 'other@b.example' }]);
    expect((await client.patch(path, {})).body).toEqual(body);
  });

  it('puts a signer who is added last in turn after those who are there', async () => {
    const draft = await newDraft({ signers: [{ ...JOHN, order: 5 }] });
    const { body } = await client.post(`${pathOf(draft)}/signers`, HR);
    expect(body.signers.map(({ order }: { order: number }) => order)).toEqual([5, 6]);
  });

  it('takes no 51st signer', async () => {
    const signers = Array.from({ length: 50 }, (_, index) => ({
      name: 'N',
      email: `n${index}@b.example`,
    }));
    const draft = await newDraft({ signers });
    const before = await storedRows(app);
    expectError(await client.post(`${pathOf(draft)}/signers`, JOHN), 'VALIDATION_FAILED');
    expect(await storedRows(app)).toEqual(before);
  });

  it('can lose all its signers, and then is not sent', async () => {
    const draft = await newDraft({ signers: [JOHN] });
    await client.delete(`${pathOf(draft)}/signers/${draft.signers[0].id}`);
    expectError(await client.post(`${pathOf(draft)}/send`), 'NO_SIGNERS');
    expect((await client.get(pathOf(draft))).body).toMatchObject({ status: 'draft', signers: [] });
  });

  it('sends what it was changed to, to those it was changed to', async () => {
    const draft = await newDraft({ signers: [{ name: 'Old', email: 'old@b.example' }] });
    await client.patch(pathOf(draft), { signers: [{ name: 'New', email: 'sent-to@b.example' }] });
    await client.post(`${pathOf(draft)}/send`);
    expect(await linksTo(app, 'old@b.example')).toEqual([]);
    expect(await linksTo(app, 'sent-to@b.example')).toHaveLength(1);
  });

  it('deletes a draft; its audit trail can still be read, by its own tenant alone', async () => {
    const draft = await newDraft();
    await client.patch(pathOf(draft), { title: 'After' });
    const gone = await client.delete(pathOf(draft));
    expect(gone).toMatchObject({ status: 204, body: '' });
    for (const answer of [
      await client.get(pathOf(draft)),
      await client.delete(pathOf(draft)),
      await client.patch(pathOf(draft), { title: 'X' }),
      await client.post(`${pathOf(draft)}/send`),
    ]) {
      expectError(answer, 'ENVELOPE_NOT_FOUND');
    }
    const { body: list } = await client.get(`/cases/${draft.case_id}/signed-documents`);
    expect(list.data).toEqual([]);
    const trail = await client.get(`${pathOf(draft)}/audit-trail`);
    expect(trail.body.data.map(({ type }: { type: string }) => type)).toEqual([
      'envelope.created',
      'envelope.updated',
      'envelope.deleted',
    ]);
    const stranger = await newClient(app, { workspace: 'Another' });
    expectError(await stranger.get(`${pathOf(draft)}/audit-trail`), 'ENVELOPE_NOT_FOUND');
  });
});
