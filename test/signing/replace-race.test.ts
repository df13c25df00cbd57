import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/db/ids.ts';
import type { OutboxRow } from '../../src/db/outbox.ts';
import type { Mail } from '../../src/email/mailer.ts';
import { sendInvitation } from '../../src/worker/invitation-mail.ts';
import { outboxRow } from '../db/support/rows.ts';
import { signerCall } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { withPause } from './pause.ts';
import { mailsTo, type Office, openOffice, person } from './support.ts';

describe.each(DATABASES)('replacing a signer while the invitation is on its way on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  const stateOf = async (text: string) => {
    const [, token = ''] = /\/sign\/([\w-]+)/.exec(text) ?? [];
    const { body } = await signerCall(app, 'POST', '/landing', { token });
    return body.state ?? body.error.code;
  };

  it('leaves no living link at the old address and one at the new', async () => {
    for (let round = 0; round < 12; round += 1) {
      const [john, mary] = [person('John'), person('Mary')];
      const { id, signers } = await office.envelope([john]);
      await sleep(round);
      const path = `/signing/envelopes/${id}/signers/${signers[0].id}`;
      const { status } = await office.client.patch(path, { name: mary.name, email: mary.email });
      expect(status).toBe(200);
      for (const { text } of await mailsTo(app, john.email)) {
        expect(await stateOf(text)).toBe('LINK_INVALID');
      }
      const [invitation, ...others] = await mailsTo(app, mary.email);
      expect(others).toEqual([]);
      expect(await stateOf(invitation?.text ?? '')).toBe('ready');
    }
  });

  it.each([1, 2, 3, 4, 5, 6])('does so right after look %i of the worker', async (look) => {
    const [john, mary] = [person('John'), person('Mary')];
    const { id, signers } = await office.envelope([john]);
    await app.settled();
    const { tenant } = await app.context.db
      .selectFrom('envelopes')
      .select('tenant')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const path = `/signing/envelopes/${id}/signers/${signers[0].id}`;
    let replaced: Promise<unknown> | undefined;
    const replace = () =>
      office.client.patch(path, { name: mary.name, email: mary.email }).then(({ status }) => {
        expect(status).toBe(200);
      });
    const sent: Mail[] = [];
    let looks = 0;
    const mailer = {
      async send(mail: Mail) {
        sent.push(mail);
        return { messageId: mail.id, response: '250 ok' };
      },
      close: async () => {},
    };
    const context = { ...app.context, mailers: { live: mailer, test: mailer } };
    const ctx = withPause(context, async () => {
      looks += 1;
      if (looks !== look) return;
      replaced = replace();
      // Where the worker holds what it decides on, the replacement waits for it.
      await Promise.race([replaced, sleep(300)]);
    });
    const message = { type: 'mail.invitation', envelopeId: id, signerId: signers[0].id } as const;
    const row = outboxRow({
      id: newId('message', app.clock.now()),
      dedupe_key: `mail.invitation:${signers[0].id}:again`,
      envelope_id: id,
      lease: 'ours',
      leased_until: '9999-01-01T00:00:00.000Z',
      created_at: app.clock.now().toISOString(),
    });
    await app.context.db.insertInto('outbox').values(row).execute();
    await sendInvitation(ctx, { ...message, tenant, reason: 'invited' }, row as OutboxRow);
    await (replaced ?? replace());
    // To the one who was replaced with a link that is dead by now, or to nobody: the new one has an
    // invitation of their own, and only that.
    for (const { to, text } of sent) {
      expect([to.email, await stateOf(text)]).toEqual([john.email, 'LINK_INVALID']);
    }
    expect(await mailsTo(app, mary.email)).toHaveLength(1);
  });
});
