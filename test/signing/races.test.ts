import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, openAs } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { countTypes, mailsTo, type Office, openOffice, type Person, person } from './support.ts';

const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).sort();
const wins = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 200);

describe.each(DATABASES)('two at once on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  const envelopePath = (id: string, rest = '') => `/signing/envelopes/${id}${rest}`;

  /** Message-IDs name the outbox message: all different, and as many mails as were meant. */
  async function expectMails(expected: [Person | { email: string }, number][]) {
    for (const [{ email }, count] of expected) {
      const mails = await mailsTo(app, email);
      expect([email, mails.length]).toEqual([email, count]);
      expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(count);
    }
  }

  it('lets one of twenty equal signatures through', async () => {
    const own = await openOffice(app);
    const [john, jane] = [person('John'), person('Jane', 'signer', { order: 2 })];
    const { id } = await own.envelope([john, jane], { signing_order: 'sequential' });
    const signer = await openAs(app, john.email);
    const answers = await Promise.all(Array.from({ length: 20 }, () => signer.sign()));
    expect(statuses(answers)).toEqual([200, ...Array(19).fill(409)]);
    const refused = answers.filter(({ status }) => status === 409);
    const codes = refused.map(({ body }) => body.error.code);
    expect(new Set(codes)).toEqual(new Set(['SIGNER_ALREADY_ACTED']));
    expect(countTypes(await own.trail(id))).toMatchObject({
      'signer.signed': 1,
      'signer.invited': 2,
    });
    await expectMails([
      [john, 1],
      [jane, 1],
    ]);
    const last = await openAs(app, jane.email);
    const ends = await Promise.all(Array.from({ length: 20 }, () => last.sign()));
    expect(statuses(ends)).toEqual([200, ...Array(19).fill(409)]);
    await expectMails([
      [john, 2],
      [jane, 2],
      [{ email: own.senderEmail }, 1],
    ]);
    const trail = await own.trail(id);
    expect(countTypes(trail)).toMatchObject({
      'signer.signed': 2,
      'envelope.completed': 1,
      'document.sealed': 1,
      'mail.sent': 5,
    });
  });

  it('completes twenty envelopes once each when their last two sign together', async () => {
    const own = await openOffice(app);
    const rounds = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const [john, jane] = [person('John'), person('Jane')];
        const { id } = await own.envelope([john, jane]);
        return { id: id as string, john, jane };
      }),
    );
    await app.settled();
    for (const { id, john, jane } of rounds) {
      const signers = [await openAs(app, john.email), await openAs(app, jane.email)];
      const answers = await Promise.all(signers.map((signer) => signer.sign()));
      expect(statuses(answers)).toEqual([200, 200]);
      const ends = answers.map(({ body }) => body.envelope_status);
      expect(ends.sort()).toEqual(['completed', 'in_progress']);
      expect((await own.read(id)).status).toBe('completed');
    }
    await app.settled();
    for (const { id } of rounds) {
      expect(countTypes(await own.trail(id))).toMatchObject({
        'signer.signed': 2,
        'envelope.completed': 1,
        'document.sealed': 1,
        // Two invitations, then a copy for each of the two and for the sender.
        'mail.sent': 5,
      });
    }
    expect(
      (await app.mailbox.list()).filter(({ to }) => to.email === own.senderEmail),
    ).toHaveLength(20);
  }, 60_000);

  it('signs or declines, never both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [john, jane] = [person('John'), person('Jane')];
      const { id } = await office.envelope([john, jane]);
      const signer = await openAs(app, john.email);
      const [signed, declined] = await Promise.all([signer.sign(), signer.decline()]);
      expect(statuses([signed, declined])).toEqual([200, 409]);
      const { status, signers } = await office.read(id);
      const won = signed.status === 200;
      expect([status, signers[0].status]).toEqual(
        won ? ['in_progress', 'signed'] : ['declined', 'declined'],
      );
      const counts = countTypes(await office.trail(id));
      expect((counts['signer.signed'] ?? 0) + (counts['signer.declined'] ?? 0)).toBe(1);
      await expectMails([
        [john, 1],
        [jane, won ? 1 : 2],
      ]);
    }
  });

  it('completes or voids, never both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const john = person('John');
      const { id } = await office.envelope([john]);
      const signer = await openAs(app, john.email);
      const answers = await Promise.all([
        signer.sign(),
        office.client.post(envelopePath(id, '/void'), { reason: 'A mistake' }),
      ]);
      expect(statuses(answers)).toEqual([200, 409]);
      await app.settled();
      const envelope = await office.read(id);
      const completed = answers[0]?.status === 200;
      expect(envelope.status).toBe(completed ? 'completed' : 'voided');
      expect(envelope.documents[0].signed_sha256 === null).toBe(!completed);
      const counts = countTypes(await office.trail(id));
      expect((counts['envelope.completed'] ?? 0) + (counts['envelope.voided'] ?? 0)).toBe(1);
      await expectMails([[john, 2]]);
    }
  });

  it('signs or is replaced, never both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [john, mary] = [person('John'), person('Mary')];
      const { id, signers } = await office.envelope([john, person('Jane')]);
      const signer = await openAs(app, john.email);
      const [signed, replaced] = await Promise.all([
        signer.sign(),
        office.client.patch(envelopePath(id, `/signers/${signers[0].id}`), {
          name: mary.name,
          email: mary.email,
        }),
      ]);
      expect(wins([signed, replaced])).toHaveLength(1);
      const won = signed.status === 200;
      if (won) expect(replaced.body.error.code).toBe('SIGNER_ALREADY_ACTED');
      else expect(signed.body.error.code).toBe('SESSION_EXPIRED');
      const [after] = (await office.read(id)).signers;
      expect([after.email, after.status]).toEqual(
        won ? [john.email, 'signed'] : [mary.email, 'pending'],
      );
      const counts = countTypes(await office.trail(id));
      expect((counts['signer.signed'] ?? 0) + (counts['signer.replaced'] ?? 0)).toBe(1);
      await expectMails([
        [john, won ? 1 : 2],
        [mary, won ? 0 : 1],
      ]);
    }
  });

  it('voids once', async () => {
    const own = await openOffice(app);
    const john = person('John');
    const { id } = await own.envelope([john]);
    await app.settled();
    const answers = await Promise.all(
      ['first', 'second', 'third'].map((reason) =>
        own.client.post(envelopePath(id, '/void'), { reason }),
      ),
    );
    expect(statuses(answers)).toEqual([200, 409, 409]);
    const { void_reason } = await own.read(id);
    expect(void_reason).toBe(wins(answers)[0]?.body.void_reason);
    expect(countTypes(await own.trail(id))['envelope.voided']).toBe(1);
    await expectMails([
      [john, 2],
      [{ email: own.senderEmail }, 1],
    ]);
  });

  it('opens once as viewed when twenty press the button together', async () => {
    const john = person('John');
    const { id } = await office.envelope([john, person('Jane')]);
    const first = await openAs(app, john.email);
    expect(first.session.signer.status).toBe('viewed');
    await Promise.all(Array.from({ length: 8 }, () => openAs(app, john.email)));
    expect(countTypes(await office.trail(id))).toMatchObject({
      'signer.viewed': 1,
      'envelope.opened': 1,
      'signer.returned': 8,
    });
  });
});
