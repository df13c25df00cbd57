import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAs } from '../support/client.ts';
import { DATABASES, DAY, HOUR, startApp, type TestApp } from '../support/start-app.ts';
import { eventsOf, mailsTo, type Office, openOffice, type Person, person } from './support.ts';

const DEFAULT = { after_days: 3, every_days: 3, max: 3 };

describe.each(DATABASES)('what comes by itself on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  const path = (id: string, rest = '') => `/signing/envelopes/${id}${rest}`;

  /** Lets time pass, half a day at a time, with all that is due done in between. */
  async function pass(days: number) {
    for (let half = 0; half < days * 2; half += 1) {
      app.clock.advance(12 * HOUR);
      await app.settled();
    }
  }

  /** What a person has got, as `day kind`, counted from a time. */
  async function mailsOf({ email }: Pick<Person, 'email'>, since: number): Promise<string[]> {
    const mails = await mailsTo(app, email);
    return mails.map(({ at, subject }) => {
      const day = (Date.parse(at) - since) / DAY;
      return `${Math.round(day * 2) / 2} ${subject.split(/[,:]/)[0]}`;
    });
  }
  const now = () => app.clock.now().getTime();

  it('plays thirty days in seconds and gives exactly the expected mails', async () => {
    const own = await openOffice(app);
    const [ann, bob, cid, dee, cc] = [
      person('Ann', 'signer', { order: 1 }),
      person('Bob', 'approver', { order: 2 }),
      person('Cid', 'signer', { order: 2 }),
      person('Dee', 'signer', { order: 3 }),
      person('Cecil', 'cc', { order: 1 }),
    ];
    const members = { signing_order: 'sequential', reminders: undefined, time_zone: 'UTC' };
    const start = now();
    const { id, reminders } = await own.envelope([ann, bob, cid, dee, cc], members);
    expect(reminders).toEqual(DEFAULT);
    await app.settled();
    await pass(7);
    await (await openAs(app, ann.email)).sign();
    await pass(5);
    await (await openAs(app, cid.email)).sign();
    await pass(18);
    await pass(2);
    expect((await own.read(id)).status).toBe('expired');
    expect(await mailsOf(ann, start)).toEqual([
      '0 Please sign',
      '3 Reminder',
      '6 Reminder',
      '30 Deadline passed',
    ]);
    expect(await mailsOf(cid, start)).toEqual([
      '7 Please sign',
      '10 Reminder',
      '30 Deadline passed',
    ]);
    expect(await mailsOf(bob, start)).toEqual([
      '7 Please approve',
      '10 Reminder',
      '13 Reminder',
      '16 Reminder',
      '29 Deadline tomorrow',
      '30 Deadline passed',
    ]);
    expect(await mailsOf(dee, start)).toEqual([]);
    expect(await mailsOf(cc, start)).toEqual([]);
    expect(await mailsOf({ email: own.senderEmail }, start)).toEqual(['30 Deadline passed']);
    const reminded = eventsOf(await own.trail(id), 'signer.reminded');
    expect(reminded.map(({ data }) => data.reason)).toEqual([
      ...Array(6).fill('policy'),
      'deadline',
    ]);
    expect(reminded.every(({ actor }) => actor.type === 'system')).toBe(true);
  }, 60_000);

  it('keeps to the policy of the envelope, and sends nothing with null', async () => {
    const [ann, bob] = [person('Ann'), person('Bob')];
    const start = now();
    const policy = { after_days: 1, every_days: 2, max: 2 };
    const made = await office.envelope([ann], { reminders: policy });
    expect(made.reminders).toEqual(policy);
    const quiet = await office.envelope([bob], { reminders: null });
    expect(quiet.reminders).toBeNull();
    await app.settled();
    await pass(8);
    expect(await mailsOf(ann, start)).toEqual(['0 Please sign', '1 Reminder', '3 Reminder']);
    expect(await mailsOf(bob, start)).toEqual(['0 Please sign']);
  }, 30_000);

  it('takes the policy in a draft, whole, and shows it', async () => {
    const draft = await office.envelope([person('Ann')], { send_emails: false });
    const patch = async (reminders: unknown) =>
      (await office.client.patch(path(draft.id), { reminders })).body;
    expect((await patch({ every_days: 9 })).reminders).toEqual({ ...DEFAULT, every_days: 9 });
    expect((await patch({ max: 1 })).reminders).toEqual({ ...DEFAULT, max: 1 });
    expect((await office.client.patch(path(draft.id), { title: 'T' })).body.reminders.max).toBe(1);
    expect((await patch(null)).reminders).toBeNull();
    for (const wrong of [false, 'off', {}, { after_days: 0 }, { max: 0 }, { often: 1 }]) {
      const body = await patch(wrong);
      const fine = JSON.stringify(wrong) === '{}';
      expect(body.error?.code, JSON.stringify(wrong)).toBe(fine ? undefined : 'VALIDATION_FAILED');
    }
    const { caseId: case_id, documentId } = office;
    const promoted = await office.client.post('/signing/promote-to-envelope', {
      case_id,
      title: 'T',
      document_ids: [documentId],
      reminders: null,
    });
    expect(promoted.body.reminders).toBeNull();
  });

  it('begins anew for a new person, and leaves the old one alone', async () => {
    const [ann, eve] = [person('Ann'), person('Eve')];
    const start = now();
    const { id, signers } = await office.envelope([ann], { reminders: DEFAULT });
    await app.settled();
    await pass(4);
    const { name, email } = eve;
    await office.client.patch(path(id, `/signers/${signers[0].id}`), { name, email });
    await app.settled();
    await pass(4);
    expect(await mailsOf(ann, start)).toEqual([
      '0 Please sign',
      '3 Reminder',
      '4 No longer for you',
    ]);
    expect(await mailsOf(eve, start)).toEqual(['4 Please sign', '7 Reminder']);
  }, 30_000);

  it('leaves out a reminder within a day of one by hand, and has it later instead', async () => {
    const ann = person('Ann');
    const start = now();
    const { id } = await office.envelope([ann], { reminders: { ...DEFAULT, max: 1 } });
    await app.settled();
    await pass(2.5);
    await office.client.post(path(id, '/remind'));
    await app.settled();
    await pass(8);
    expect(await mailsOf(ann, start)).toEqual(['0 Please sign', '2.5 Reminder', '6 Reminder']);
  }, 30_000);

  it('makes up for nothing after a long stop: one mail, then the next time', async () => {
    const ann = person('Ann');
    const start = now();
    await office.envelope([ann], { reminders: { after_days: 1, every_days: 1, max: 9 } });
    await app.settled();
    app.clock.advance(5.5 * DAY);
    await app.settled();
    await pass(1);
    expect(await mailsOf(ann, start)).toEqual(['0 Please sign', '5.5 Reminder', '6 Reminder']);
  });

  it('tells the near deadline once in place of a reminder, and again when it was moved', async () => {
    const ann = person('Ann');
    const start = now();
    const members = { reminders: DEFAULT, expires_in_days: 7, time_zone: 'UTC' };
    const { id } = await office.envelope([ann], members);
    await app.settled();
    await pass(6.5);
    const days = { expires_in_days: 6 };
    await office.client.post(path(id, '/extend'), days);
    await pass(6);
    expect(await mailsOf(ann, start)).toEqual([
      '0 Please sign',
      '3 Reminder',
      '6 Deadline tomorrow',
      '9 Reminder',
      '11.5 Deadline tomorrow',
      '12.5 Deadline passed',
    ]);
  }, 30_000);

  it('says today where the mail about the deadline is late', async () => {
    const ann = person('Ann');
    // Noon in UTC, so that an hour before is the same day in every zone of Europe.
    const noon = new Date(now() + 4 * DAY).toISOString().replace(/T.*/, 'T12:00:00.000Z');
    await office.envelope([ann], { expires_at: noon });
    await app.settled();
    app.clock.advance(Date.parse(noon) - HOUR - now());
    const [, mail] = await mailsTo(app, ann.email);
    expect(mail?.subject).toBe('Deadline today, please sign: Employment Agreement -- Smith');
    expect(mail?.text).toContain('You can still do so today.');
  });
});
