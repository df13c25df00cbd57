import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linksTo, openAs, signerCall } from '../support/client.ts';
import { DATABASES, MINUTE, startApp, type TestApp } from '../support/start-app.ts';
import { countTypes, mailsTo, type Office, openOffice, person } from './support.ts';

describe.each(DATABASES)('after the deadline, before the sweep, on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  /** An envelope whose deadline passes while a session is open and nothing sweeps. */
  async function overdue() {
    const [ann, bob] = [person('Ann'), person('Bob')];
    const expires_at = new Date(app.clock.now().getTime() + 10 * MINUTE).toISOString();
    const { id, signers } = await office.envelope([ann, bob], { expires_at });
    const anns = await openAs(app, ann.email);
    const [token = ''] = await linksTo(app, bob.email);
    await app.context.db
      .deleteFrom('outbox')
      .where('type', '=', 'envelope.expire')
      .where('envelope_id', '=', id)
      .execute();
    app.clock.advance(10 * MINUTE);
    return { id, signers, ann, bob, anns, token };
  }

  it('refuses every act of signers and of the sender, and changes nothing', async () => {
    const { id, signers, bob, anns, token } = await overdue();
    const before = countTypes(await office.trail(id));
    const path = (rest: string) => `/signing/envelopes/${id}${rest}`;
    const { client } = office;
    const acts = {
      sign: () => anns.sign(),
      decline: () => anns.decline(),
      open: () => signerCall(app, 'POST', '/sessions', { token }),
      remind: () => client.post(path('/remind')),
      extend: () => client.post(path('/extend'), { expires_in_days: 9 }),
      replace: () => client.patch(path(`/signers/${signers[1].id}`), { name: 'Eve' }),
      void: () => client.post(path('/void'), { reason: 'A mistake' }),
    };
    for (const [name, act] of Object.entries(acts)) {
      const { status, body } = await act();
      expect([name, status, body.error.code]).toEqual([name, 409, 'ENVELOPE_STATE_CONFLICT']);
      expect([name, body.error.status]).toEqual([name, 'expired']);
    }
    const landing = await signerCall(app, 'POST', '/landing', { token });
    expect(landing.body.state).toBe('expired');
    expect(countTypes(await office.trail(id))).toEqual(before);
    expect(await mailsTo(app, bob.email)).toHaveLength(1);
  });
});
