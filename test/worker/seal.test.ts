import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issue, openssl, p12, SEAL, TSA } from '../pdf/support/openssl.ts';
import { pdfsig } from '../pdf/support/seal.ts';
import { type Answer, repliesOf, startTsa, type TestTsa } from '../pdf/support/tsa.ts';
import {
  countTypes,
  eventsOf,
  mailsTo,
  type Office,
  openOffice,
  person,
} from '../signing/support.ts';
import { createClient, createEnvelope, openAs, request } from '../support/client.ts';
import { DATABASES, MINUTE, startApp, type TestApp } from '../support/start-app.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const root = issue('Root', 'p256', { extensions: ['basicConstraints=critical,CA:TRUE'] });
const authority = issue('Authority', 'rsa', { issuer: root, extensions: TSA });
// Where it says that revocation can be asked for, nobody answers.
const live = issue('Live seal', 'p256', {
  issuer: root,
  extensions: [...SEAL, 'crlDistributionPoints=URI:http://127.0.0.1:9/none.crl'],
});

describe.each(DATABASES)('sealing on %s', (kind) => {
  let folder: string;
  let tsa: TestTsa;
  /** What the authority answers; null: it is down. */
  let answer: Answer | null;
  let app: TestApp;
  let office: Office;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seal-test-'));
    const file = join(folder, 'live.p12');
    await writeFile(file, p12(live));
    const replies = repliesOf(authority);
    answer = replies;
    tsa = await startTsa((body, seen) => {
      if (!answer) throw new Error('down');
      return answer(body, seen);
    });
    app = await startApp(kind, {
      env: { SEAL_P12_FILE: file, SEAL_P12_PASSPHRASE: 'secret', TSA_URL: tsa.url },
    });
    office = await openOffice(app);
  });
  afterAll(async () => {
    await app.stop();
    await tsa.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function bytesOf(path: string, key = office.client.key): Promise<Buffer> {
    const headers = { authorization: `Bearer ${key}` };
    const reply = await fetch(`${app.url}/api/v1${path}`, { headers });
    if (reply.status !== 200) throw new Error(`${reply.status} ${await reply.text()}`);
    return Buffer.from(await reply.arrayBuffer());
  }

  async function onDisk(bytes: Buffer, name = 'file.pdf'): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  }

  async function signed(): Promise<{ id: string; email: string }> {
    const john = person('John');
    const { id } = await office.envelope([john]);
    await (await openAs(app, john.email)).sign();
    return { id, email: john.email };
  }

  const known = (hash: string) => request(`${app.url}/api/v1/sealed-files/${hash}`);

  it('seals document and certificates with the live key and a time stamp', async () => {
    answer = repliesOf(authority);
    const { id, email } = await signed();
    await app.settled();
    const envelope = await office.read(id);
    expect(envelope.seal).toMatchObject({ level: 'B-T' });
    expect(envelope.certificate_status).toBe('sealed');
    expect(envelope.documents[0].seal_status).toBe('sealed');
    const download = `/signing/envelopes/${id}`;
    const paths = [
      `${download}/documents/${envelope.documents[0].id}/download`,
      `${download}/certificate`,
      `${download}/certificate?audience=parties`,
    ];
    for (const path of paths) {
      const bytes = await bytesOf(path);
      const said = pdfsig(await onDisk(bytes));
      expect(said).toContain('Signature is Valid.');
      expect(said).toContain('Total document signed');
      expect(said).toContain('CN=Live seal');
      expect((await known(sha256(bytes))).body).toMatchObject({
        known: true,
        mode: 'live',
        level: 'B-T',
        replaced: false,
      });
    }
    const trail = await office.trail(id);
    expect(countTypes(trail)).toMatchObject({
      'document.sealed': 1,
      'envelope.sealed': 1,
      'certificate.sealed': 2,
    });
    const [sealed] = eventsOf(trail, 'document.sealed');
    expect(sealed?.data).toMatchObject({
      level: 'B-T',
      validation_failed: 'unreachable',
      signed_sha256: envelope.documents[0].signed_sha256,
    });
    const completed = eventsOf(trail, 'envelope.completed')[0];
    const verdict = await verify(await bytesOf(paths[0] ?? ''));
    expect(verdict.body).toMatchObject({ result: 'ok', envelope_id: id });
    expect(JSON.stringify(verdict.body.lines)).toContain(completed?.hash);
    // Everybody gets both, and the sender the full certificate.
    const counts = (await mailsTo(app, email)).map(({ attachments }) => attachments.length);
    expect(counts.toSorted()).toEqual([0, 2]);
  });

  it('has the authority bear witness to each act', async () => {
    answer = repliesOf(authority);
    const { id } = await signed();
    await app.settled();
    const stamps = await app.context.db
      .selectFrom('audit_stamps')
      .selectAll()
      .where('envelope_id', '=', id)
      .execute();
    const acts = await office.trail(id);
    const last = eventsOf(acts, 'envelope.completed')[0];
    expect(stamps).toMatchObject([{ seq: last?.seq, hash: last?.hash }]);
    const token = await onDisk(Buffer.from(stamps[0]?.token ?? '', 'base64'), 'token.der');
    const said = openssl(
      'ts',
      '-verify',
      '-digest',
      last?.hash ?? '',
      '-in',
      token,
      '-token_in',
      '-CAfile',
      root.certificate,
    );
    expect(said).not.toContain('FAILED');
  });

  it('waits for a failing authority, seals lower and says so, and raises the level later', async () => {
    answer = null;
    const { id } = await signed();
    await expect.poll(async () => (await office.read(id)).documents[0].seal_status).toBe('failing');
    expect((await office.read(id)).seal).toBeNull();
    const [failed] = eventsOf(await office.trail(id), 'document.failed');
    expect(failed?.data).toMatchObject({ reason: 'time_stamp_http_status' });

    app.clock.advance(12 * MINUTE);
    await app.settled();
    const lower = await office.read(id);
    expect(lower.seal).toMatchObject({ level: 'B-B' });
    expect(lower.certificate_status).toBe('sealed');
    const [sealed] = eventsOf(await office.trail(id), 'document.sealed');
    expect(sealed?.data).toMatchObject({ level: 'B-B', time_stamp_failed: 'http_status' });
    const path = `/signing/envelopes/${id}/documents/${lower.documents[0].id}/download`;
    const before = await bytesOf(path);

    answer = repliesOf(authority);
    // The authority's clock is the real one, and ours must not be far from it.
    app.clock.advance(-12 * MINUTE);
    await app.context.db
      .updateTable('outbox')
      .set({ run_at: app.clock.now().toISOString(), leased_until: null })
      .where('envelope_id', '=', id)
      .where('status', '=', 'pending')
      .where('type', '=', 'seal.raise')
      .execute();
    await app.settled();
    const raised = await office.read(id);
    expect(raised.seal).toMatchObject({ level: 'B-T' });
    const after = await bytesOf(path);
    expect(after.subarray(0, before.length).equals(before)).toBe(true);
    expect(after.length).toBeGreaterThan(before.length);
    expect(raised.documents[0].signed_sha256).toBe(sha256(after));
    expect((await known(sha256(before))).body).toMatchObject({ level: 'B-B', replaced: true });
    expect((await known(sha256(after))).body).toMatchObject({ level: 'B-T', replaced: false });
    const returned = await office.client.get(
      `/documents/${raised.documents[0].signed_document_id}`,
    );
    expect(returned.body).toMatchObject({ sha256: sha256(after), size_bytes: after.length });
    const trail = await office.trail(id);
    expect(countTypes(trail)).toMatchObject({ 'document.raised': 1, 'certificate.raised': 2 });
    expect((await verify(after)).body).toMatchObject({ result: 'ok' });
  });

  it('never shows the live key to test mode', async () => {
    answer = repliesOf(authority);
    const asked = tsa.requests.length;
    const { key } = await app.createKey({ mode: 'test' });
    const client = createClient(app, key);
    const email = 'test.mode@example.com';
    const { id } = await createEnvelope(client, {
      signers: [{ name: 'Test', email, role: 'signer' }],
    });
    await (await openAs(app, email)).sign();
    await app.settled();
    const { body: envelope } = await client.get(`/signing/envelopes/${id}`);
    expect(envelope.seal).toMatchObject({ level: 'B-B' });
    const path = `/signing/envelopes/${id}/documents/${envelope.documents[0].id}/download`;
    const bytes = await bytesOf(path, key);
    const said = pdfsig(await onDisk(bytes));
    expect(said).toContain('CN=Development seal (not trusted)');
    expect(said).not.toContain('Live seal');
    expect(tsa.requests).toHaveLength(asked);
    expect((await known(sha256(bytes))).body).toMatchObject({ known: true, mode: 'test' });
  });

  it('tells the sender once when sealing has been failing for an hour', async () => {
    answer = repliesOf(authority);
    const own = await openOffice(app);
    const john = person('John');
    const { id, documents } = await own.envelope([john]);
    const signer = await openAs(app, john.email);
    const row = await app.context.db
      .selectFrom('envelopes')
      .select('tenant')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const path = app.context.storage.path(row.tenant, documents[0].presented_sha256);
    await rm(path);
    await signer.sign();
    await expect.poll(async () => (await own.read(id)).documents[0].seal_status).toBe('failing');
    for (let step = 0; step < 5; step += 1) {
      app.clock.advance(20 * MINUTE);
      await app.settled();
    }
    const mails = await mailsTo(app, own.senderEmail);
    expect(mails.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Sealing is delayed/),
    ]);
  });

  async function verify(bytes: Buffer) {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(bytes)]), 'signed.pdf');
    const headers = { authorization: `Bearer ${office.client.key}` };
    return request(`${app.url}/api/v1/signing/verify`, { method: 'POST', headers, body: form });
  }
});
