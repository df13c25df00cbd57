import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keyedHash } from '../../src/domain/secrets.ts';
import { linksTo, openLink, request, signerCall } from '../support/client.ts';
import { DATABASES, DAY, startApp, type TestApp } from '../support/start-app.ts';
import { dumpDatabase, eventsOf, type Office, openOffice, person } from './support.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe.each(DATABASES)('a signing link on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  const log: string[] = [];
  beforeAll(async () => {
    const stream = { write: (line: string) => void log.push(line) };
    app = await startApp(kind, { overrides: { log: pino({ level: 'trace' }, stream) } });
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  const newest = async (email: string) => {
    const token = (await linksTo(app, email)).at(-1);
    if (!token) throw new Error(`No link was mailed to ${email}`);
    return token;
  };
  const linkHash = (token: string) => keyedHash(app.context.config.appSecret, 'link', token);
  const fetchCount = async (token: string) => {
    const { fetch_count } = await app.context.db
      .selectFrom('links')
      .select('fetch_count')
      .where('token_hash', '=', linkHash(token))
      .executeTakeFirstOrThrow();
    return fetch_count;
  };

  it('has 256 random bits, of which the server keeps the hash alone', async () => {
    const [john, jane] = [person('John'), person('Jane')];
    const envelope = await office.envelope([john, jane]);
    const answers: unknown[] = [envelope];
    const secrets: string[] = [];
    const signers = [await newest(john.email), await newest(jane.email)];
    // Captured mails sort by time, so the copies come after the invitations.
    app.clock.advance(1_000);
    for (const token of signers) {
      expect(token).toMatch(/^[\w-]{43}$/);
      expect(Buffer.from(token, 'base64url')).toHaveLength(32);
      for (const path of [`/sign/${token}`, `/sign/${token}/`, `/sign/${token}/more`]) {
        await request(app.url + path);
      }
      answers.push((await signerCall(app, 'POST', '/landing', { token })).body);
      answers.push((await signerCall(app, 'POST', '/links', { token })).body);
      const signer = await openLink(app, token);
      const [document] = signer.session.envelope.documents;
      await signer.call('GET', `/documents/${document.id}`);
      answers.push(signer.session, (await signer.sign()).body, (await signer.sign()).body);
      answers.push((await signer.call('GET', '/session')).body);
      secrets.push(token, signer.cookie.replace('signing_session=', ''));
    }
    await app.settled();
    const copies = [await newest(john.email), await newest(jane.email)];
    answers.push((await openLink(app, copies[0] ?? '')).session);
    answers.push(await office.read(envelope.id), await office.trail(envelope.id));
    answers.push((await office.client.get(`/cases/${office.caseId}/signed-documents`)).body);

    expect(new Set([...secrets, ...copies]).size).toBe(6);
    const stored = await dumpDatabase(app);
    expect(stored).toContain(linkHash(secrets[0] ?? ''));
    expect(log.join('')).toContain('/sign/…');
    for (const secret of [...secrets, ...copies]) {
      expect(stored).not.toContain(secret);
      // Nor anything by which a copy of the database alone could tell a token.
      expect(stored).not.toContain(sha256(secret));
      expect(log.join('')).not.toContain(secret);
      expect(JSON.stringify(answers)).not.toContain(secret);
    }
  });

  it('is changed by no GET or HEAD, which are counted up to twenty', async () => {
    const john = person('John');
    const { id } = await office.envelope([john]);
    const token = await newest(john.email);
    const [before, trail] = [await office.read(id), await office.trail(id)];
    for (let count = 1; count <= 25; count += 1) {
      const method = count % 2 === 0 ? 'GET' : 'HEAD';
      expect((await request(`${app.url}/sign/${token}`, { method })).status).toBe(200);
      await expect.poll(() => fetchCount(token)).toBe(Math.min(count, 20));
    }
    expect(await office.read(id)).toEqual(before);
    expect(await office.trail(id)).toEqual(trail);
    expect(before).toMatchObject({ status: 'sent', signers: [{ status: 'pending' }] });
  });

  it('shows who asks and for what on the landing, which changes nothing', async () => {
    const john = person('John Smith');
    const { id } = await office.envelope([john], { message: 'As agreed.', locale: 'de' });
    const token = await newest(john.email);
    const [before, trail] = [await office.read(id), await office.trail(id)];
    for (let times = 0; times < 3; times += 1) {
      const { status, headers, body } = await signerCall(app, 'POST', '/landing', { token });
      expect(status).toBe(200);
      expect(headers.get('set-cookie')).toBeNull();
      expect(body).toMatchObject({
        state: 'ready',
        kind: 'sign',
        locale: 'de',
        locales: ['en', 'de'],
        envelope: {
          title: 'Employment Agreement -- Smith',
          message: 'As agreed.',
          sender: { email: office.senderEmail },
          expires_at: before.expires_at,
        },
        signer: { name: 'John Smith', role: 'signer', status: 'pending' },
      });
    }
    expect(await office.read(id)).toEqual(before);
    expect(await office.trail(id)).toEqual(trail);
  });

  it('is opened by the POST of its token, once as viewed and then as returned', async () => {
    const [john, jane] = [person('John'), person('Jane')];
    const { id } = await office.envelope([john, jane]);
    const token = await newest(john.email);
    await openLink(app, token);
    const opened = await office.read(id);
    expect(opened.status).toBe('in_progress');
    expect(opened.signers[0]).toMatchObject({
      status: 'viewed',
      viewed_at: app.clock.now().toISOString(),
    });
    expect(opened.signers[1]).toMatchObject({ status: 'pending', viewed_at: null });
    app.clock.advance(1_000);
    await openLink(app, token);
    expect((await office.read(id)).signers).toEqual(opened.signers);
    const trail = await office.trail(id);
    expect(eventsOf(trail, 'signer.viewed')).toHaveLength(1);
    expect(eventsOf(trail, 'envelope.opened')).toHaveLength(1);
    const returned = eventsOf(trail, 'signer.returned');
    expect(returned).toHaveLength(1);
    expect(returned[0]).toMatchObject({
      signer_id: opened.signers[0].id,
      actor: { type: 'signer', signer_id: opened.signers[0].id },
    });
  });

  it('is dead after seven days, to the millisecond', async () => {
    const john = person('John');
    const { id } = await office.envelope([john]);
    const token = await newest(john.email);
    app.clock.advance(7 * DAY - 1);
    expect((await signerCall(app, 'POST', '/landing', { token })).body.state).toBe('ready');
    app.clock.advance(1);
    const { body: landing } = await signerCall(app, 'POST', '/landing', { token });
    expect(landing).toMatchObject({ state: 'link_expired', envelope: null, signer: null });
    const opened = await signerCall(app, 'POST', '/sessions', { token });
    expect([opened.status, opened.body.error.code]).toEqual([410, 'LINK_EXPIRED']);
    expect(opened.headers.get('set-cookie')).toBeNull();
    expect(await office.read(id)).toMatchObject({ status: 'sent' });
  });

  it('is never valid past the deadline, worker or not', async () => {
    const john = person('John');
    const { id } = await office.envelope([john], { expires_in_days: 2 });
    const token = await newest(john.email);
    const { expires_at } = await app.context.db
      .selectFrom('links')
      .select('expires_at')
      .where('token_hash', '=', linkHash(token))
      .executeTakeFirstOrThrow();
    expect(expires_at).toBe((await office.read(id)).expires_at);
    app.clock.advance(2 * DAY - 1);
    expect((await signerCall(app, 'POST', '/landing', { token })).body.state).toBe('ready');
    app.clock.advance(1);
    const refused = await signerCall(app, 'POST', '/sessions', { token });
    expect(refused.status).toBe(409);
    expect(refused.body.error).toMatchObject({
      code: 'ENVELOPE_STATE_CONFLICT',
      status: 'expired',
    });
    await expect.poll(async () => (await office.read(id)).status).toBe('expired');
    const { body: landing } = await signerCall(app, 'POST', '/landing', { token });
    expect(landing).toMatchObject({ state: 'expired', envelope: null, signer: null });
  });

  it.each(['unknown', 'A'.repeat(43), '', '../landing', 'ü'.repeat(20)])(
    'that is none (%j) is 404 and tells nothing',
    async (token) => {
      for (const path of ['/landing', '/sessions']) {
        const { status, body } = await signerCall(app, 'POST', path, { token });
        expect([status, body.error.code]).toEqual([404, 'LINK_INVALID']);
      }
    },
  );
});
