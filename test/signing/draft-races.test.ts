import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { countTypes, mailsTo, type Office, openOffice, type Person, person } from './support.ts';

const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).sort();

describe.each(DATABASES)('two at once on a draft on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  const envelopePath = (id: string, rest = '') => `/signing/envelopes/${id}${rest}`;

  /** Message-IDs name the outbox message: all different, and as many mails as were meant. */
  async function expectMails(expected: [Person, number][]) {
    for (const [{ email }, count] of expected) {
      const mails = await mailsTo(app, email);
      expect([email, mails.length]).toEqual([email, count]);
      expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(count);
    }
  }

  it('sends a draft once', async () => {
    const [john, jane] = [person('John'), person('Jane')];
    const { id } = await office.envelope([john, jane], { send_emails: false });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => office.client.post(envelopePath(id, '/send'))),
    );
    expect(statuses(answers)).toEqual([200, 409, 409, 409, 409]);
    expect(countTypes(await office.trail(id))).toMatchObject({
      'envelope.sent': 1,
      'signer.invited': 2,
    });
    await expectMails([
      [john, 1],
      [jane, 1],
    ]);
  });

  it('sends a draft or deletes it', async () => {
    for (let round = 0; round < 12; round += 1) {
      const john = person('John');
      const { id } = await office.envelope([john], { send_emails: false });
      const [sent, deleted] = await Promise.all([
        office.client.post(envelopePath(id, '/send')),
        office.client.delete(envelopePath(id)),
      ]);
      const outcome = [sent.status, deleted.status];
      expect([
        [200, 409],
        [404, 204],
      ]).toContainEqual(outcome);
      const { status } = await office.client.get(envelopePath(id));
      expect(status).toBe(sent.status);
      const { 'envelope.sent': sents = 0, 'envelope.deleted': deletes = 0 } = countTypes(
        await office.trail(id),
      );
      expect([sents, deletes]).toEqual(sent.status === 200 ? [1, 0] : [0, 1]);
      await expectMails([[john, sents]]);
    }
  });

  it('keeps both of two changes to a draft', async () => {
    const { id } = await office.envelope([person('John')], { send_emails: false });
    const answers = await Promise.all([
      office.client.patch(envelopePath(id), { title: 'Another title' }),
      office.client.patch(envelopePath(id), { message: 'Another message' }),
      office.client.patch(envelopePath(id), { signers: [person('Ann'), person('Bob')] }),
      office.client.post(envelopePath(id, '/signers'), person('Cid')),
    ]);
    expect(statuses(answers)).toEqual([200, 200, 200, 201]);
    const envelope = await office.read(id);
    expect(envelope).toMatchObject({ title: 'Another title', message: 'Another message' });
    const names = envelope.signers.map(({ name }: { name: string }) => name);
    // The one who was added came before the replacement or after it.
    expect([
      ['Ann', 'Bob'],
      ['Ann', 'Bob', 'Cid'],
    ]).toContainEqual(names);
    expect(countTypes(await office.trail(id))['envelope.updated']).toBe(4);
  });
});
