import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answer, openAs, openLink, type SignerClient, signerCall } from '../support/client.ts';
import { HOUR } from '../support/start-app.ts';
import { type Arena, startArena } from './arena.ts';
import {
  countTypes,
  eventsOf,
  mailsTo,
  type Office,
  openOffice,
  type Person,
  person,
} from './support.ts';

// Processes take their time where many do.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const FIFTY = 50;
const ARENAS = [
  ['on sqlite', 'sqlite', 1],
  ['on postgres', 'postgres', 1],
  ['on two processes with one postgres', 'postgres', 2],
] as const;

describe.each(ARENAS)('fifty at once %s', (_name, kind, processes) => {
  let arena: Arena;
  let office: Office;
  beforeAll(async () => {
    arena = await startArena(kind, processes);
    office = await openOffice(arena.ways[0]);
  });
  afterAll(() => arena.stop());

  /** The way in for the first, second … of many: each process in turn. */
  const way = (index: number) => arena.ways[index % arena.ways.length] ?? arena.ways[0];
  const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T>[] =>
    Array.from({ length: count }, (_, index) => make(index));
  const wins = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 200);
  const codes = (answers: readonly Answer[]) =>
    new Set(answers.flatMap(({ status, body }) => (status === 200 ? [] : [body.error.code])));

  /** Has the sender act through one of the ways. */
  const send = (index: number, id: string, act: string, body: object = {}) =>
    fetch(`${way(index).url}/api/v1/signing/envelopes/${id}/${act}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${office.client.key}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    }).then(async (answer): Promise<Answer> => {
      return { status: answer.status, headers: answer.headers, body: await answer.json() };
    });

  /** The same act of one session, through one of the ways. */
  const signs = (index: number, { session, cookie }: SignerClient) =>
    signerCall(
      way(index),
      'POST',
      '/sign',
      {
        signer_id: session.signer.id,
        consent_version: session.consent.version,
        signature: { kind: 'typed', text: session.signer.name },
      },
      cookie,
    );
  const declines = (index: number, { session, cookie }: SignerClient) => {
    const body = { signer_id: session.signer.id, reason: 'Not as agreed' };
    return signerCall(way(index), 'POST', '/decline', body, cookie);
  };

  /** The mails to somebody, by the beginnings of their subjects; each under its own Message-ID. */
  async function expectMails(email: string, expected: readonly string[]) {
    const mails = await mailsTo(arena.ways[0], email);
    const subjects = mails.map(({ subject }) => subject.split(/[,:]/)[0]);
    expect([email, ...subjects.toSorted()]).toEqual([email, ...expected.toSorted()]);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(expected.length);
  }
  const counts = async (id: string) => countTypes(await office.trail(id));
  /** Opens the links of many; each mail is read once. */
  async function openAll(people: readonly Person[]): Promise<SignerClient[]> {
    const [{ mailbox, settled }] = arena.ways;
    await settled();
    const ids = new Map((await mailbox.list()).map(({ id, to }) => [to.email, id]));
    const signers: SignerClient[] = [];
    for (const [index, { email }] of people.entries()) {
      const mail = await mailbox.read(ids.get(email) ?? '');
      const [, token = ''] = /\/sign\/([\w-]+)/.exec(mail?.text ?? '') ?? [];
      signers.push(await openLink(way(index), token));
    }
    return signers;
  }
  const open = (email: string) => openAs(arena.ways[0], email);

  it('who are the last ones and sign at the same moment complete the envelope once', async () => {
    const own = await openOffice(arena.ways[0]);
    const people = Array.from({ length: FIFTY }, (_, index) => person(`Signer ${index}`));
    const { id } = await own.envelope(people);
    const signers = await openAll(people);
    const answers = await Promise.all(signers.map((signer, index) => signs(index, signer)));
    expect(codes(answers)).toEqual(new Set());
    const ends = answers.map(({ body }) => body.envelope_status);
    expect(ends.filter((status) => status === 'completed')).toHaveLength(1);
    await arena.ways[0].settled();
    expect(await own.read(id)).toMatchObject({ status: 'completed' });
    expect(countTypes(await own.trail(id))).toMatchObject({
      'signer.signed': FIFTY,
      'envelope.completed': 1,
      'document.sealed': 1,
      'certificate.sealed': 2,
      'mail.sent': 2 * FIFTY + 1,
    });
    const list = await arena.ways[0].mailbox.list();
    const subjects = Map.groupBy(list, ({ to }) => to.email);
    for (const { email } of [...people, { email: own.senderEmail }]) {
      expect(subjects.get(email)).toHaveLength(email === own.senderEmail ? 1 : 2);
    }
  });

  it('presses of the very same last signature count once', async () => {
    const [john, jane] = [person('John'), person('Jane')];
    const { id } = await office.envelope([john, jane]);
    await (await open(john.email)).sign();
    const last = await open(jane.email);
    const answers = await Promise.all(times(FIFTY, (index) => signs(index, last)));
    expect(wins(answers)).toHaveLength(1);
    expect(codes(answers)).toEqual(new Set(['SIGNER_ALREADY_ACTED']));
    await expectMails(john.email, ['Please sign', 'Completed']);
    await expectMails(jane.email, ['Please sign', 'Completed']);
    expect(await counts(id)).toMatchObject({
      'signer.signed': 2,
      'envelope.completed': 1,
      'document.sealed': 1,
      'mail.sent': 5,
    });
  });

  it('withdrawals against signatures have one winner', async () => {
    for (let round = 0; round < 2; round += 1) {
      const john = person('John');
      const { id } = await office.envelope([john]);
      const signer = await open(john.email);
      const voids = times(FIFTY, (index) => send(index, id, 'void', { reason: `Reason ${index}` }));
      const acts = times(FIFTY, (index) => signs(index, signer));
      const answers = await Promise.all([...voids, ...acts]);
      const [won, ...others] = wins(answers);
      expect(others).toEqual([]);
      const signed = won?.body.envelope_status === 'completed';
      const { status, void_reason, documents } = await office.read(id);
      expect(status).toBe(signed ? 'completed' : 'voided');
      expect(void_reason).toBe(signed ? null : won?.body.void_reason);
      await expectMails(john.email, ['Please sign', signed ? 'Completed' : 'Withdrawn']);
      const counted = await counts(id);
      expect(counted['envelope.voided'] ?? 0).toBe(signed ? 0 : 1);
      expect(counted['envelope.completed'] ?? 0).toBe(signed ? 1 : 0);
      expect(counted['signer.signed'] ?? 0).toBe(signed ? 1 : 0);
      expect(counted['document.sealed'] ?? 0).toBe(signed ? 1 : 0);
      expect(documents).toHaveLength(1);
    }
  });

  it('refusals against signatures of one signer have one winner', async () => {
    for (let round = 0; round < 2; round += 1) {
      const [john, jane] = [person('John'), person('Jane')];
      const { id } = await office.envelope([john, jane]);
      const signer = await open(john.email);
      const both = (index: number) =>
        (index + round) % 2 === 0 ? signs(index, signer) : declines(index, signer);
      const answers = await Promise.all(times(FIFTY, both));
      const [won, ...others] = wins(answers);
      expect(others).toEqual([]);
      expect(codes(answers)).toEqual(new Set(['SIGNER_ALREADY_ACTED']));
      const signed = won?.body.status === 'signed';
      expect((await office.read(id)).status).toBe(signed ? 'in_progress' : 'declined');
      await expectMails(john.email, ['Please sign']);
      await expectMails(jane.email, ['Please sign', ...(signed ? [] : ['Declined'])]);
      const counted = await counts(id);
      expect([counted['signer.signed'] ?? 0, counted['signer.declined'] ?? 0]).toEqual(
        signed ? [1, 0] : [0, 1],
      );
    }
  });

  it('reminders against the last signature remind once, before it, or not at all', async () => {
    for (let round = 0; round < 2; round += 1) {
      const john = person('John');
      const { id } = await office.envelope([john]);
      const signer = await open(john.email);
      // An hour passes: before it nobody is reminded.
      const invited_at = new Date(Date.now() - HOUR - 1_000).toISOString();
      const waiting = arena.db.updateTable('signers').set({ invited_at });
      await waiting.where('envelope_id', '=', id).execute();
      const reminding = times(FIFTY, (index) => send(index, id, 'remind'));
      const [signed, ...reminded] = await Promise.all([signs(round, signer), ...reminding]);
      expect(signed?.body.envelope_status).toBe('completed');
      const accepted = wins(reminded).length;
      expect(accepted).toBeLessThanOrEqual(1);
      const types = (await office.trail(id)).map(({ type }) => type);
      expect(types.filter((type) => type === 'signer.reminded')).toHaveLength(accepted);
      expect(types.indexOf('signer.reminded')).toBeLessThan(types.indexOf('signer.signed'));
      const mails = await mailsTo(arena.ways[0], john.email);
      const reminders = mails.filter(({ subject }) => subject.startsWith('Reminder'));
      // One that is due when he has signed is left out.
      expect(reminders.length).toBeLessThanOrEqual(accepted);
      const others = mails.filter(({ subject }) => !subject.startsWith('Reminder'));
      expect(others.map(({ subject }) => subject.split(':')[0])).toEqual([
        'Please sign',
        'Completed',
      ]);
    }
  });

  it('prolongations against the deadline keep the envelope open, or come too late', async () => {
    const deadline = Date.now() + 8_000;
    const expires_at = new Date(deadline).toISOString();
    const rounds = [person('John'), person('Jane')].map(async (signer) => {
      const { id } = await office.envelope([signer], { expires_at });
      const later = (index: number) => new Date(deadline + HOUR * (1 + index)).toISOString();
      const answers = await Promise.all(
        times(FIFTY, async (index) => {
          await sleep(Math.max(0, deadline - Date.now() - 25 + index));
          return send(index, id, 'extend', { expires_at: later(index) });
        }),
      );
      return { signer, id, accepted: wins(answers).map(({ body }) => body.expires_at as string) };
    });
    const played = await Promise.all(rounds);
    // The worker looks every second for what is due.
    await sleep(Math.max(0, deadline + 1_500 - Date.now()));
    await arena.ways[0].settled();
    for (const { signer, id, accepted } of played) {
      const envelope = await office.read(id);
      const trail = await office.trail(id);
      const extended = eventsOf(trail, 'envelope.extended');
      expect(extended).toHaveLength(accepted.length);
      expect(eventsOf(trail, 'envelope.expired')).toHaveLength(accepted.length > 0 ? 0 : 1);
      expect(envelope.status).toBe(accepted.length > 0 ? 'sent' : 'expired');
      expect(envelope.expires_at).toBe(accepted.toSorted().at(-1) ?? expires_at);
      await expectMails(signer.email, [
        'Please sign',
        ...(accepted.length > 0 ? [] : ['Deadline passed']),
      ]);
    }
  });

  it('deadlines that pass together each end their envelope once', async () => {
    const own = await openOffice(arena.ways[0]);
    const expires_at = new Date(Date.now() + 12_000).toISOString();
    const people = Array.from({ length: 10 }, () => person('John'));
    const made = await Promise.all(people.map((john) => own.envelope([john], { expires_at })));
    await sleep(Math.max(0, Date.parse(expires_at) + 1_500 - Date.now()));
    for (const { id } of made) {
      await arena.ways[0].settled();
      expect(countTypes(await own.trail(id))).toMatchObject({
        'envelope.expired': 1,
        'certificate.sealed': 1,
        'mail.sent': 3,
      });
    }
    for (const { email } of people) await expectMails(email, ['Please sign', 'Deadline passed']);
    await expectMails(own.senderEmail, Array(10).fill('Deadline passed'));
  });
});
