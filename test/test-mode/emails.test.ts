import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestMail } from '../../src/domain/test-emails.ts';
import { TEST_EMAILS_KEPT } from '../../src/domain/test-emails.ts';
import { expectError } from '../http/call-both-ways.ts';
import { UNKNOWN } from '../http/every-operation.ts';
import { eventsOf, person } from '../signing/support.ts';
import { openLink } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { type Ci, openCi } from './support.ts';

describe.each(DATABASES)('captured mails on %s', (kind) => {
  let app: TestApp;
  let ci: Ci;
  beforeAll(async () => {
    app = await startApp(kind);
    ci = await openCi(app);
  });
  afterAll(() => app.stop());

  const tokenOf = (mail: TestMail | undefined) => mail?.links[0]?.url.split('/').at(-1) ?? '';

  it('are listed with their parts, links and attachments, as the trail says that they went out', async () => {
    const [ann, cc] = [person('Ann', 'signer', { locale: 'de' }), person('Cecil', 'cc')];
    const envelope = await ci.envelope([ann, cc], { message: 'Bis Freitag' });
    const signerId = envelope.signers[0].id;
    await ci.settled();
    const [invitation] = await ci.mails(ann.email);
    expect(invitation).toMatchObject({
      template: 'signing_request',
      envelope_id: envelope.id,
      signer_id: signerId,
      to: { name: 'Ann', email: ann.email },
      reply_to: { email: ci.senderEmail },
      locale: 'de',
      created_at: envelope.sent_at,
      attachments: [],
      links: [{ kind: 'sign', url: expect.stringContaining(`${app.url}/sign/`) }],
    });
    expect(invitation?.html).toContain(invitation?.links[0]?.url);
    expect(invitation?.text).toContain('Bis Freitag');
    await (await openLink(app, tokenOf(invitation))).sign();
    await ci.settled();
    const [copy] = await ci.mails(cc.email);
    expect(copy).toMatchObject({ template: 'completed_copy', links: [{ kind: 'copy' }] });
    await openLink(app, tokenOf(copy));
    const { documents } = await ci.read(envelope.id);
    const url = `/signing/envelopes/${envelope.id}/documents/${documents[0].id}/download`;
    const response = await fetch(`${app.url}/api/v1${url}`, {
      headers: { authorization: `Bearer ${ci.client.key}` },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(copy?.attachments).toHaveLength(2);
    expect(copy?.attachments[0]).toEqual({
      filename: 'b1_1p-signed.pdf',
      content_type: 'application/pdf',
      size_bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });

    const sent = eventsOf(await ci.trail(envelope.id), 'mail.sent');
    const listed = (await ci.mails()).filter(({ envelope_id }) => envelope_id === envelope.id);
    expect(listed.map(({ message_id }) => message_id).sort()).toEqual(
      sent.map(({ data }) => data.message_id).sort(),
    );
    // Beside the list, each is a file for the inbox of a developer.
    const files = await app.mailbox.list();
    expect(files.filter(({ id }) => listed.some((mail) => id.endsWith(mail.id)))).toHaveLength(
      listed.length,
    );
  });

  it('come in pages, newest first, and by envelope or address', async () => {
    const own = await openCi(app);
    const people = ['Ann', 'Bob', 'Cid'].map((name) => person(name));
    const first = await own.envelope(people);
    await own.settled();
    app.clock.advance(1000);
    const second = await own.envelope(people.slice(0, 2));
    await own.settled();
    const all = (await own.client.get('/test/emails')).body;
    expect(all).toMatchObject({ has_more: false, next_cursor: null });
    const times = all.data.map(({ created_at }: TestMail) => created_at);
    expect(times).toEqual(times.toSorted().toReversed());
    const pages: TestMail[] = [];
    let cursor = '';
    do {
      const { body } = await own.client.get(`/test/emails?limit=2${cursor}`);
      pages.push(...body.data);
      cursor = body.has_more ? `&cursor=${body.next_cursor}` : '';
    } while (cursor !== '');
    expect(pages).toEqual(all.data);
    const filtered = async (query: string) =>
      (await own.client.get(`/test/emails?${query}`)).body.data.map(({ to }: TestMail) => to.name);
    expect((await filtered(`envelope_id=${first.id}`)).sort()).toEqual(['Ann', 'Bob', 'Cid']);
    expect((await filtered(`envelope_id=${second.id}`)).sort()).toEqual(['Ann', 'Bob']);
    expect(await filtered(`to=${people[2]!.email}`)).toEqual(['Cid']);
    expect(await filtered(`envelope_id=${second.id}&to=${people[0]!.email}`)).toEqual(['Ann']);
    expect(await filtered(`envelope_id=${UNKNOWN.envelope_id}`)).toEqual([]);
    expect(await filtered('envelope_id=x')).toEqual([]);
    // Another tenant has none of them.
    expect((await (await openCi(app)).mails()).length).toBe(0);
    expect((await ci.client.get(`/test/emails?envelope_id=${first.id}`)).body.data).toEqual([]);
  });

  it.each(['limit=0', 'limit=101', 'cursor=garbage', 'page=2', `to=${'x'.repeat(255)}`])(
    'are refused for %s',
    async (query) => {
      expectError(await ci.client.get(`/test/emails?${query}`), 'VALIDATION_FAILED');
    },
  );

  it('are kept to the newest thousand of each workspace', async () => {
    const { db } = app.context;
    const own = await openCi(app);
    const { id: envelope_id, tenant } = await db
      .selectFrom('envelopes')
      .select(['id', 'tenant'])
      .where('id', '=', (await own.envelope([person('Ann')])).id)
      .executeTakeFirstOrThrow();
    await own.settled();
    const old = Array.from({ length: TEST_EMAILS_KEPT }, (_, index) => ({
      id: `msg_${String(index).padStart(4, '0')}_${kind}`,
      tenant,
      envelope_id,
      recipient: 'old@example.com',
      body: '{}',
      created_at: '2020-01-01T00:00:00.000Z',
    }));
    for (let from = 0; from < old.length; from += 100) {
      await db
        .insertInto('test_emails')
        .values(old.slice(from, from + 100))
        .execute();
    }
    const others = (await ci.mails()).length;
    await own.envelope([person('Bob')]);
    await own.settled();
    const kept = await db
      .selectFrom('test_emails')
      .select('id')
      .where('tenant', '=', tenant)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    expect(kept).toHaveLength(TEST_EMAILS_KEPT);
    expect(kept[0]?.id).toBe(old[2]?.id);
    expect((await ci.mails()).length).toBe(others);
  });
});
