import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, linksTo, openLink, signerCall } from '../support/client.ts';
import { DATABASES, DAY, startApp, type TestApp } from '../support/start-app.ts';
import { countTypes, mailsTo, openOffice, person } from './support.ts';

const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).sort();

describe.each(DATABASES)('“This is not me” beside others on %s', (kind) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(kind);
  });
  afterAll(() => app.stop());

  const press = (token: string) => signerCall(app, 'POST', '/not-me', { token });

  /** A sender of their own with an envelope to John, and to Jane unless he is the only one. */
  async function begun({ alone = false } = {}) {
    const office = await openOffice(app);
    const john = person('John');
    const others = alone ? [] : [person('Jane')];
    const { id, signers } = await office.envelope([john, ...others]);
    const [token = ''] = await linksTo(app, john.email);
    return { office, id: id as string, signerId: signers[0].id as string, john, token };
  }

  it.each([{ alone: false }, { alone: true }])(
    'disowns or signs, never both, alone: $alone',
    async (how) => {
      for (let round = 0; round < 8; round += 1) {
        const { office, id, token } = await begun(how);
        const signer = await openLink(app, token);
        const first = round % 2 === 0;
        const calls = first ? [signer.sign(), press(token)] : [press(token), signer.sign()];
        const answers = await Promise.all(calls);
        const [signed, disowned] = first ? answers : answers.toReversed();
        const won = signed?.status === 200;
        if (won) expect(disowned?.body.error.code).toBe('SIGNER_ALREADY_ACTED');
        else expect(signed?.body.error.code).toBe('SESSION_EXPIRED');
        expect(disowned?.status).toBe(won ? 409 : 200);
        await app.settled();
        const { status, signers } = await office.read(id);
        expect(signers[0].status).toBe(won ? 'signed' : 'viewed');
        expect(status === 'completed').toBe(won && how.alone);
        const counts = countTypes(await office.trail(id));
        expect([counts['signer.signed'] ?? 0, counts['signer.disowned'] ?? 0]).toEqual(
          won ? [1, 0] : [0, 1],
        );
        const mails = await mailsTo(app, office.senderEmail);
        const told = mails.filter(({ subject }) => subject.startsWith('Wrong recipient'));
        expect(told).toHaveLength(won ? 0 : 1);
      }
    },
  );

  it('counts ten presses at once as one: one event, one mail', async () => {
    const { office, id, token } = await begun();
    const answers = await Promise.all(Array.from({ length: 10 }, () => press(token)));
    expect(statuses(answers)).toEqual([200, ...Array(9).fill(404)]);
    const refused = answers.filter(({ status }) => status === 404);
    expect(new Set(refused.map(({ body }) => body.error.code))).toEqual(new Set(['LINK_INVALID']));
    expect(await mailsTo(app, office.senderEmail)).toHaveLength(1);
    expect(countTypes(await office.trail(id))['signer.disowned']).toBe(1);
  });

  it('counts presses of two links of the same signer at once as one', async () => {
    const { office, id, john, token } = await begun();
    app.clock.advance(7 * DAY);
    for (let times = 0; times < 2; times += 1) {
      await signerCall(app, 'POST', '/links', { token });
      await app.settled();
      app.clock.advance(1_000);
    }
    const [, one = '', other = ''] = await linksTo(app, john.email);
    const answers = await Promise.all([press(one), press(other)]);
    expect(statuses(answers)).toEqual([200, 404]);
    expect(await mailsTo(app, office.senderEmail)).toHaveLength(1);
    expect(countTypes(await office.trail(id))['signer.disowned']).toBe(1);
  });

  it('disowns or replaces first, and leaves the new person’s link working either way', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { office, id, signerId, token } = await begun();
      const mary = person('Mary');
      const path = `/signing/envelopes/${id}/signers/${signerId}`;
      const replace = () => office.client.patch(path, { name: mary.name, email: mary.email });
      const calls = round % 2 === 0 ? [press(token), replace()] : [replace(), press(token)];
      const answers = await Promise.all(calls);
      const [pressed, replaced] = round % 2 === 0 ? answers : answers.toReversed();
      expect(replaced?.status).toBe(200);
      expect([200, 404]).toContain(pressed?.status);
      const mails = await mailsTo(app, office.senderEmail);
      expect(mails).toHaveLength(pressed?.status === 200 ? 1 : 0);
      for (const { text } of mails) expect(text).toContain('John (');
      const fresh = (await linksTo(app, mary.email)).at(-1) ?? '';
      expect((await (await openLink(app, fresh)).sign()).body.status).toBe('signed');
    }
  });
});
