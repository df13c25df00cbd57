import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf, person } from '../signing/support.ts';
import { DATABASES, DAY, startApp, type TestApp } from '../support/start-app.ts';
import { type Ci, openCi } from './support.ts';

describe.each(DATABASES)('a lifecycle played over HTTP alone on %s', (kind) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(kind);
  });
  afterAll(() => app.stop());

  /** What a person has got, as `day kind`, counted from a time of the tenant. */
  async function mailsOf(ci: Ci, email: string, since: string): Promise<string[]> {
    return (await ci.mails(email)).map(({ created_at, subject }) => {
      const day = (Date.parse(created_at) - Date.parse(since)) / DAY;
      return `${Math.round(day * 2) / 2} ${subject.split(/[,:]/)[0]}`;
    });
  }

  async function pass(ci: Ci, days: number): Promise<void> {
    for (let half = 0; half < days * 2; half += 1) await ci.advance(DAY / 2);
  }

  it('gives exactly the expected mails, events and trail of thirty days, expiry included', async () => {
    const ci = await openCi(app);
    const [ann, bob, cid, dee, cc] = [
      person('Ann', 'signer', { order: 1 }),
      person('Bob', 'approver', { order: 2 }),
      person('Cid', 'signer', { order: 2 }),
      person('Dee', 'signer', { order: 3 }),
      person('Cecil', 'cc', { order: 1 }),
    ];
    // Without summer time, in which a deadline may be on the day of the mail a day before it.
    const members = { signing_order: 'sequential', reminders: undefined, time_zone: 'UTC' };
    const envelope = await ci.envelope([ann, bob, cid, dee, cc], members);
    const { id, sent_at: start } = envelope;
    await ci.settled();
    await pass(ci, 7);
    expect((await ci.play(envelope, ann, 'sign')).body.status).toBe('in_progress');
    await ci.settled();
    await pass(ci, 5);
    expect((await ci.play(envelope, cid, 'sign')).status).toBe(200);
    await pass(ci, 18);
    const ended = await ci.read(id);
    expect(ended.status).toBe('expired');
    expect(Date.parse(ended.expires_at) - Date.parse(start)).toBe(30 * DAY);

    expect(await mailsOf(ci, ann.email, start)).toEqual([
      '0 Please sign',
      '3 Reminder',
      '6 Reminder',
      '30 Deadline passed',
    ]);
    expect(await mailsOf(ci, cid.email, start)).toEqual([
      '7 Please sign',
      '10 Reminder',
      '30 Deadline passed',
    ]);
    expect(await mailsOf(ci, bob.email, start)).toEqual([
      '7 Please approve',
      '10 Reminder',
      '13 Reminder',
      '16 Reminder',
      '29 Deadline tomorrow',
      '30 Deadline passed',
    ]);
    expect(await mailsOf(ci, dee.email, start)).toEqual([]);
    expect(await mailsOf(ci, cc.email, start)).toEqual([]);
    expect(await mailsOf(ci, ci.senderEmail, start)).toEqual(['30 Deadline passed']);

    const reminded = (name: string, times: number) => Array(times).fill(`signer.reminded ${name}`);
    const events = await ci.events();
    expect(events.slice(0, 5)).toEqual([
      'envelope.created',
      'envelope.sent',
      'signer.invited Ann',
      ...reminded('Ann', 2),
    ]);
    expect(events.slice(5, 10)).toEqual([
      'signer.viewed Ann',
      'envelope.opened',
      'signer.signed Ann',
      'signer.invited Bob',
      'signer.invited Cid',
    ]);
    expect(events.slice(10, 12).sort()).toEqual([...reminded('Bob', 1), ...reminded('Cid', 1)]);
    expect(events.slice(12)).toEqual([
      'signer.viewed Cid',
      'signer.signed Cid',
      ...reminded('Bob', 3),
      'envelope.expired',
    ]);

    const trail = await ci.trail(id);
    const times = trail.map(({ at }) => at);
    expect(times.toSorted()).toEqual(times);
    expect(eventsOf(trail, 'signer.reminded').map(({ data }) => data.reason)).toEqual([
      ...Array(6).fill('policy'),
      'deadline',
    ]);
    const real = app.clock.now().getTime();
    const [expired] = eventsOf(trail, 'envelope.expired');
    expect(Date.parse(String(expired?.data.recorded_at))).toBe(real);
    expect(eventsOf(trail, 'envelope.created')[0]?.data).not.toHaveProperty('recorded_at');
  }, 120_000);
});
