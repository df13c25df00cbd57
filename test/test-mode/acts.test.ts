import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UNKNOWN } from '../http/every-operation.ts';
import { scratch, text } from '../pdf/support/tools.ts';
import { runScript } from '../scripts/run-script.ts';
import { countTypes, eventsOf, person } from '../signing/support.ts';
import { createClient, openAs, openLink, signerCall } from '../support/client.ts';
import { DATABASES, DAY, startApp, type TestApp } from '../support/start-app.ts';
import { type Ci, openCi } from './support.ts';

const ACTS = ['sign', 'decline', 'bounce'] as const;
const BODY = { sign: {}, decline: { reason: 'Not as agreed' }, bounce: {} };

describe.each(DATABASES)('signers who are played on %s', (kind) => {
  let app: TestApp;
  let ci: Ci;
  beforeAll(async () => {
    app = await startApp(kind);
    ci = await openCi(app);
  });
  afterAll(() => app.stop());

  const download = async (path: string, name: string) => {
    const response = await fetch(`${app.url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${ci.client.key}` },
    });
    expect(response.status).toBe(200);
    const target = join(scratch(), name);
    await writeFile(target, Buffer.from(await response.arrayBuffer()));
    return target;
  };

  it('sign and approve until the envelope is sealed, with evidence that verifies under a moved clock', async () => {
    await ci.advance(400 * DAY);
    const [ann, bob, cc] = [person('Ann'), person('Bob', 'approver'), person('Cecil', 'cc')];
    const envelope = await ci.envelope([ann, bob, cc]);
    const { id } = envelope;
    const signed = await ci.play(envelope, ann, 'sign');
    expect(signed.body).toMatchObject({ id, status: 'in_progress' });
    expect(signed.body.signers[0]).toMatchObject({ status: 'signed' });
    const approved = await ci.play(envelope, bob, 'sign', {});
    expect(approved.body.signers.map(({ status }: { status: string }) => status)).toEqual([
      'signed',
      'approved',
      'copied',
    ]);
    await ci.settled();
    const sealed = await ci.read(id);
    expect(sealed).toMatchObject({ status: 'completed', certificate_status: 'sealed' });
    expect(sealed.documents[0].signed_sha256).not.toBeNull();

    const trail = await ci.trail(id);
    const [viewed, act] = [
      eventsOf(trail, 'signer.viewed')[0],
      eventsOf(trail, 'signer.signed')[0],
    ];
    expect(viewed!.seq).toBeLessThan(act!.seq);
    expect(act).toMatchObject({
      actor: { type: 'test_act', signer_id: sealed.signers[0].id, by: { type: 'api_key' } },
      ip: null,
      user_agent: null,
      data: {
        consent_version: 'signer-en-1',
        signature: { kind: 'typed', text: 'Ann', font: 'formal' },
        documents_fetched: [],
        recorded_at: app.clock.now().toISOString(),
      },
    });
    expect(eventsOf(trail, 'signer.approved')[0]?.data).toMatchObject({
      consent_version: 'approver-en-1',
      signature: null,
    });

    const certificate = await download(`/signing/envelopes/${id}/certificate`, 'certificate.pdf');
    expect(text(certificate)).toContain('Test act, no person');
    expect(text(certificate)).not.toContain('by access to a link mailed to the address\n');
    const bundle = await download(`/signing/envelopes/${id}/evidence`, 'evidence.zip');
    const { code, stdout } = await runScript('scripts/verify.ts', [bundle], {});
    expect(stdout).not.toMatch(/^fault/m);
    expect(stdout).not.toContain('clock_set_back');
    expect(code).toBe(0);
  }, 120_000);

  it('fill in what is required and not given, and nothing else', async () => {
    const ann = person('Ann');
    const place = { signer: 0, page: 1, x: 72, y: 60, width: 120, height: 20 };
    const { documentId: document_id } = ci;
    const field = (members: object) => ({ ...place, document_id, ...members });
    const fields = [
      field({ type: 'text', label: 'Place' }),
      field({ type: 'text', label: 'Job', y: 100 }),
      field({ type: 'text', label: 'Note', y: 140, required: false }),
      field({ type: 'checkbox', label: 'Terms', required: true, y: 180, width: 12, height: 12 }),
      field({ type: 'checkbox', label: 'News', y: 220, width: 12, height: 12, required: false }),
      field({ type: 'initials', y: 260 }),
      field({ type: 'signature', y: 300 }),
    ];
    const envelope = await ci.envelope([ann], { fields });
    const [first] = envelope.fields;
    const twice = { fields: [first, first].map(({ id }) => ({ id, value: 'Bonn' })) };
    expect((await ci.play(envelope, ann, 'sign', twice)).body.error.code).toBe('VALIDATION_FAILED');
    const given = { fields: [{ id: first.id, value: 'Bonn' }] };
    const { status, body } = await ci.play(envelope, ann, 'sign', given);
    expect(status).toBe(200);
    expect(body.fields.map(({ value }: { value: unknown }) => value)).toEqual([
      'Bonn',
      'Test',
      null,
      'true',
      null,
      null,
      null,
    ]);
    const [act] = eventsOf(await ci.trail(envelope.id), 'signer.signed');
    expect(act?.data.initials).toEqual({ kind: 'typed', text: 'Ann', font: 'formal' });
    await ci.settled();
    expect((await ci.read(envelope.id)).documents[0].seal_status).toBe('sealed');
  });

  it('sign what a person has opened, without another opening', async () => {
    const ann = person('Ann');
    const envelope = await ci.envelope([ann]);
    await openAs(app, ann.email);
    expect((await ci.play(envelope, ann, 'sign')).status).toBe(200);
    const viewed = eventsOf(await ci.trail(envelope.id), 'signer.viewed');
    expect(viewed.map(({ actor }) => actor.type)).toEqual(['signer']);
  });

  it('decline with a reason, which the sender is told', async () => {
    const [ann, bob] = [person('Ann'), person('Bob')];
    const envelope = await ci.envelope([ann, bob]);
    await ci.settled();
    app.clock.advance(1000);
    const { body } = await ci.play(envelope, ann, 'decline', { reason: 'The salary' });
    expect(body).toMatchObject({ status: 'declined', decline_reason: 'The salary' });
    await ci.settled();
    const events = (await ci.trail(envelope.id)).map(({ type }) => type);
    const order = ['signer.viewed', 'envelope.opened', 'signer.declined', 'envelope.declined'];
    expect(events.filter((type) => order.includes(type))).toEqual(order);
    const toSender = (await ci.mails(ci.senderEmail)).at(-1);
    expect(toSender).toMatchObject({ template: 'declined_notice', signer_id: null });
    expect(toSender?.text).toContain('The salary');
    expect((await ci.mails(bob.email)).map(({ template }) => template)).toEqual([
      'signing_request',
      'declined_notice',
    ]);
  });

  it('have their mail come back, with all that follows from it', async () => {
    const ann = person('Ann');
    const envelope = await ci.envelope([ann]);
    await ci.settled();
    const [mail] = await ci.mails(ann.email);
    app.clock.advance(1000);
    const { status, body } = await ci.play(envelope, ann, 'bounce');
    expect(status).toBe(200);
    expect(body.signers[0]).toMatchObject({
      status: 'pending',
      delivery: 'undeliverable',
      delivery_reason: 'refused',
    });
    await ci.settled();
    const token = mail?.links[0]?.url.split('/').at(-1);
    expect((await signerCall(app, 'POST', '/landing', { token })).body.error.code).toBe(
      'LINK_INVALID',
    );
    const trail = await ci.trail(envelope.id);
    expect(eventsOf(trail, 'mail.failed')[0]).toMatchObject({
      actor: { type: 'test_act' },
      data: { mail: 'mail.invitation', reason: 'refused', recipient: body.signers[0].id },
    });
    expect(eventsOf(trail, 'signer.undeliverable')).toHaveLength(1);
    expect((await ci.events()).at(-1)).toBe('signer.undeliverable Ann');
    expect((await ci.mails(ci.senderEmail)).at(-1)).toMatchObject({
      template: 'undeliverable_notice',
      envelope_id: envelope.id,
    });
    // A second one tells nobody anew; a corrected address is invited.
    expect((await ci.play(envelope, ann, 'bounce')).status).toBe(200);
    const path = `/signing/envelopes/${envelope.id}/signers/${body.signers[0].id}`;
    const { email } = person('Ann');
    await ci.client.patch(path, { email });
    await ci.settled();
    expect((await ci.read(envelope.id)).signers[0]).toMatchObject({ delivery: 'sent' });
    expect(countTypes(await ci.trail(envelope.id))).toMatchObject({ 'signer.undeliverable': 1 });
    const [again] = await ci.mails(email);
    await openLink(app, again!.links[0]!.url.split('/').at(-1)!);
  });

  it('have a mail come back that did not go out yet: it never does, and earlier links stay', async () => {
    const ann = person('Ann');
    const envelope = await ci.envelope([ann]);
    await ci.settled();
    await ci.advance(DAY);
    const { db } = app.context;
    await ci.client.post(`/signing/envelopes/${envelope.id}/remind`);
    const pending = await db
      .updateTable('outbox')
      .set({ status: 'pending', run_at: '9999', lease: null, leased_until: null })
      .where('envelope_id', '=', envelope.id)
      .where('type', '=', 'mail.invitation')
      .where('payload', 'like', '%by_hand%')
      .where('status', '=', 'pending')
      .returning('id')
      .execute();
    await ci.settled();
    await ci.play(envelope, ann, 'bounce');
    await ci.settled();
    const [first, ...others] = await ci.mails(ann.email);
    // Where the worker was faster, the reminder went out and its link is the one that died.
    expect(others).toHaveLength(1 - pending.length);
    await openLink(app, first!.links[0]!.url.split('/').at(-1)!);
    expect((await ci.read(envelope.id)).signers[0].delivery).toBe('undeliverable');
  });

  describe.each(ACTS)('%s', (act) => {
    const play = (envelope: Parameters<Ci['play']>[0], who: { email: string }) =>
      ci.play(envelope, who, act, BODY[act]);

    it('is refused as the real act is', async () => {
      const [ann, bob, cc] = [person('Ann'), person('Bob'), person('Cecil', 'cc')];
      const envelope = await ci.envelope([ann, bob, cc], { signing_order: 'sequential' });
      const code = async (who: { email: string }) => (await play(envelope, who)).body.error.code;
      expect(await code(bob)).toBe('NOT_YOUR_TURN');
      expect(await code(cc)).toBe('ENVELOPE_STATE_CONFLICT');
      expect(await code({ email: 'nobody' })).toBe('SIGNER_NOT_FOUND');
      await ci.play(envelope, ann, 'sign');
      expect(await code(ann)).toBe('SIGNER_ALREADY_ACTED');
      await ci.client.post(`/signing/envelopes/${envelope.id}/void`, { reason: 'Over' });
      const ended = await play(envelope, bob);
      expect(ended).toMatchObject({
        status: 409,
        body: { error: { code: 'ENVELOPE_STATE_CONFLICT', status: 'voided' } },
      });
      const draft = await ci.envelope([ann], { send_emails: false });
      expect((await play(draft, ann)).body.error.status).toBe('draft');
      const before = (await ci.trail(draft.id)).length;
      expect(before).toBe(1);
    });

    it('is refused from the instant of the deadline on, of the tenant’s time', async () => {
      const ann = person('Ann');
      const envelope = await ci.envelope([ann], { expires_in_days: 1 });
      await ci.client.post('/test/clock', { advance_seconds: DAY / 1000 });
      expect((await play(envelope, ann)).body.error).toMatchObject({
        code: 'ENVELOPE_STATE_CONFLICT',
        status: 'expired',
      });
      await ci.settled();
    });

    it('is 404 for another tenant’s envelope as for none, and for another envelope’s signer', async () => {
      const ann = person('Ann');
      const [mine, other] = [await ci.envelope([ann]), await ci.envelope([ann])];
      const stranger = (await openCi(app)).client;
      const post = (client: typeof stranger, envelopeId: string, signerId: string) =>
        client.post(`/test/envelopes/${envelopeId}/signers/${signerId}/${act}`, BODY[act]);
      const [theirs, unknown] = [
        await post(stranger, mine.id, mine.signers[0].id),
        await post(stranger, UNKNOWN.envelope_id, UNKNOWN.signer_id),
      ];
      expect(theirs.status).toBe(404);
      expect({ ...theirs.body.error, request_id: '' }).toEqual({
        ...unknown.body.error,
        request_id: '',
      });
      const crossed = await post(ci.client, mine.id, other.signers[0].id);
      expect(crossed.body.error.code).toBe('SIGNER_NOT_FOUND');
      // The same workspace in live mode, and with live ids.
      const { key } = await app.createKey({ workspace: ci.workspace });
      const live = createClient(app, key);
      const answer = await post(live, mine.id, mine.signers[0].id);
      expect(answer.body.error.code).toBe('ROUTE_NOT_FOUND');
      expect(countTypes(await ci.trail(mine.id))).not.toHaveProperty('signer.viewed');
    });

    it('happens once under one Idempotency-Key', async () => {
      const [ann, bob] = [person('Ann'), person('Bob')];
      const envelope = await ci.envelope([ann, bob]);
      await ci.settled();
      const path = `/test/envelopes/${envelope.id}/signers/${envelope.signers[0].id}/${act}`;
      const header = { 'idempotency-key': randomUUID() };
      const first = await ci.client.post(path, BODY[act], header);
      const again = await ci.client.post(path, BODY[act], header);
      expect(first.status).toBe(200);
      expect(again.body).toEqual(first.body);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
    });
  });
});
