import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  countTypes,
  eventsOf,
  mailsTo,
  type Office,
  openOffice,
  person,
} from '../signing/support.ts';
import { linksTo, openAs, openLink, signerCall } from '../support/client.ts';
import { DATABASES, DAY, startApp, type TestApp } from '../support/start-app.ts';

describe.each(DATABASES)('the certificate on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  let folder: string;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
    folder = await mkdtemp(join(tmpdir(), 'certificate-test-'));
  });
  afterAll(async () => {
    await app.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function words(bytes: ArrayBuffer): Promise<string> {
    const path = join(folder, 'certificate.pdf');
    await writeFile(path, new Uint8Array(bytes));
    return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).replace(
      /\s+/g,
      ' ',
    );
  }

  async function certificate(id: string, audience: string): Promise<string> {
    const path = `/signing/envelopes/${id}/certificate?audience=${audience}`;
    const headers = { authorization: `Bearer ${office.client.key}` };
    const reply = await fetch(`${app.url}/api/v1${path}`, { headers });
    expect(reply.status).toBe(200);
    return words(await reply.arrayBuffer());
  }

  it('tells the sender all, and the parties what is for all of them', async () => {
    const [john, ann] = [person('John Smith'), person('Ann Approver', 'approver')];
    const { id } = await office.envelope([john, ann]);
    const renamed = { name: 'Johanna Smith', email: person('Johanna').email };
    const [signer] = (await office.read(id)).signers;
    await office.client.patch(`/signing/envelopes/${id}/signers/${signer.id}`, renamed);
    await (await openAs(app, ann.email)).sign();
    await (await openAs(app, renamed.email)).sign();
    await app.settled();
    const trail = await office.trail(id);
    const head = eventsOf(trail, 'envelope.completed')[0];

    const full = await certificate(id, 'sender');
    for (const part of [
      id,
      'Johanna Smith',
      renamed.email,
      john.email,
      ann.email,
      '127.0.0.1',
      'signer-en-1',
      head?.hash ?? '',
    ]) {
      expect(full).toContain(part);
    }
    const shared = await certificate(id, 'parties');
    expect(shared).toContain('Johanna Smith');
    expect(shared).toContain(head?.hash);
    for (const part of [renamed.email, john.email, ann.email, '127.0.0.1']) {
      expect(shared).not.toContain(part);
    }
    expect(countTypes(await office.trail(id))).toMatchObject({ 'certificate.downloaded': 2 });
  });

  it('tells of somebody with a link who said that they are not the one asked, and of whom they said it', async () => {
    const [john, jane] = [person('John Smith'), person('Jane Doe')];
    const { id, signers } = await office.envelope([john, jane]);
    for (const { email } of [john, jane]) {
      const [token = ''] = await linksTo(app, email);
      await signerCall(app, 'POST', '/not-me', { token });
    }
    for (const [index, email] of [person('Right').email, person('Other').email].entries()) {
      const path = `/signing/envelopes/${id}/signers/${signers[index].id}`;
      // Of the first the name was right, of the second it was not.
      await office.client.patch(path, index === 0 ? { email } : { email, name: 'Mary Major' });
      await (await openAs(app, email)).sign();
    }
    await app.settled();
    for (const audience of ['sender', 'parties']) {
      const text = await certificate(id, audience);
      expect(text).toContain('Somebody with the link');
      expect(text).toMatch(/Said not to be this person.{0,160}John Smith/);
      expect(text).toMatch(/Said not to be this person.{0,160}Jane Doe/);
      // Who has the place now was never doubted.
      expect(text).not.toContain('said that they are not this person');
    }
  });

  it('is there for a party behind the copy link', async () => {
    const john = person('John');
    const { id } = await office.envelope([john]);
    const own = await openAs(app, john.email);
    const early = await own.call('GET', '/certificate');
    expect([early.status, early.body.error.code]).toEqual([409, 'ENVELOPE_STATE_CONFLICT']);
    app.clock.advance(1_000);
    await own.sign();
    await app.settled();
    const reader = await openLink(app, (await linksTo(app, john.email)).at(-1) ?? '');
    expect(reader.session).toMatchObject({ kind: 'copy', certificate: true });
    const headers = { cookie: reader.cookie };
    const reply = await fetch(`${app.url}/api/v1/sign/certificate`, { headers });
    expect(await words(await reply.arrayBuffer())).toContain(id);
    const [event] = eventsOf(await office.trail(id), 'certificate.downloaded');
    expect(event).toMatchObject({
      actor: { type: 'signer' },
      data: { audience: 'parties', session_id: expect.any(String) },
    });
    const attached = (await mailsTo(app, john.email)).flatMap(({ attachments }) => attachments);
    expect(attached.map(({ filename }) => filename)).toContain(
      'Certificate of completion - Employment Agreement -- Smith.pdf',
    );
  });

  it.each([
    ['declined', 'Terms are wrong'],
    ['voided', 'Sent by mistake'],
    ['expired', null],
  ])('is a report for the sender alone when the envelope was %s', async (status, reason) => {
    const john = person('John');
    const { id } = await office.envelope([john], { expires_in_days: 3 });
    const signer = await openAs(app, john.email);
    if (status === 'declined') await signer.decline(reason ?? '');
    if (status === 'voided') await office.client.post(`/signing/envelopes/${id}/void`, { reason });
    if (status === 'expired') app.clock.advance(4 * DAY);
    await app.settled();
    const envelope = await office.read(id);
    expect(envelope).toMatchObject({ status, certificate_status: 'sealed', seal: null });
    const text = await certificate(id, 'sender');
    expect(text).toContain(id);
    if (reason) expect(text).toContain(reason);
    const path = `/signing/envelopes/${id}/certificate?audience=parties`;
    const parties = await office.client.get(path);
    expect([parties.status, parties.body.error.code]).toEqual([409, 'ENVELOPE_STATE_CONFLICT']);
  });

  it('does not exist before the end', async () => {
    const { id } = await office.envelope([person('John')]);
    for (const path of ['certificate', 'evidence']) {
      const { status, body } = await office.client.get(`/signing/envelopes/${id}/${path}`);
      expect([path, status, body.error.code]).toEqual([path, 409, 'ENVELOPE_STATE_CONFLICT']);
      expect(body.error.status).toBe('sent');
    }
    expect((await office.read(id)).certificate_status).toBe('none');
  });
});
