import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATABASES, DAY, startApp, type TestApp } from '../support/start-app.ts';
import { outboxOf } from '../worker/support.ts';
import { eventsOf, type Office, openOffice, person } from './support.ts';

const SCHEDULED = ['envelope.expire', 'envelope.remind', 'envelope.warn'] as const;

describe.each(DATABASES)('a scheduled message that comes before its time on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  it('does nothing yet, and what it is for at its time: reminder, warning and end', async () => {
    const { id } = await office.envelope([person('John')], {
      expires_in_days: 6,
      reminders: { after_days: 3, every_days: 3, max: 1 },
    });
    await app.settled();
    const scheduled = async () =>
      (await outboxOf(app, id))
        .filter(({ type }) => SCHEDULED.some((each) => each === type))
        .map(({ type, run_at, status }) => ({ type, run_at, status }));
    const before = await scheduled();
    // As when the clock is set back between the look at the outbox and the decision.
    await app.context.db
      .updateTable('outbox')
      .set({ run_at: app.clock.now().toISOString() })
      .where('envelope_id', '=', id)
      .where('type', 'in', SCHEDULED)
      .execute();
    await app.settled();
    expect(await scheduled()).toEqual(before);
    expect((await office.read(id)).status).toBe('sent');
    for (const days of [3, 2, 1]) {
      app.clock.advance(days * DAY);
      await app.settled();
    }
    expect((await office.read(id)).status).toBe('expired');
    const reminded = eventsOf(await office.trail(id), 'signer.reminded');
    expect(reminded.map(({ data }) => data.reason)).toEqual(['policy', 'deadline']);
  });
});
