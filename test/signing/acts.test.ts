import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linksTo, openAs, openLink, type SignerClient, signerCall } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { eventsOf, type Office, openOffice, type Person, person } from './support.ts';

describe.each(DATABASES)('the act of a signer on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  async function opened(who: Person = person('John Smith')) {
    const { id } = await office.envelope([who, person('Jane Doe')]);
    return { id: id as string, signer: await openAs(app, who.email) };
  }

  const bodyOf = ({ session }: SignerClient) => ({
    signer_id: session.signer.id,
    consent_version: session.consent.version,
    signature: { kind: 'typed', text: session.signer.name },
  });

  async function expectInvalid(signer: SignerClient, body: unknown, path: string) {
    const { status, body: answer } = await signer.call('POST', '/sign', body);
    expect([status, answer.error.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(answer.error.details.map((detail: { path: string }) => detail.path)).toContain(path);
  }

  it('needs the consent that was shown', async () => {
    const { id, signer } = await opened();
    const { consent_version, ...rest } = bodyOf(signer);
    await expectInvalid(signer, rest, 'consent_version');
    await expectInvalid(signer, { ...rest, consent_version: null }, 'consent_version');
    const outdated = ['', 'signer-en-0', 'signer-fr-1', 'approver-en-1', `${consent_version} `];
    for (const version of outdated) {
      const { status, body } = await signer.sign({ consent_version: version });
      expect([version, status, body.error.code]).toEqual([version, 409, 'CONSENT_OUTDATED']);
    }
    expect((await office.read(id)).signers[0].status).toBe('viewed');
  });

  it.each(['en', 'de'])('takes the consent in either language, %s', async (locale) => {
    const { signer } = await opened();
    const { body: session } = await signer.call('GET', `/session?locale=${locale}`);
    expect(session.consent.version).toBe(`signer-${locale}-1`);
    expect(session.consent.text).toContain(locale === 'de' ? 'Ich habe' : 'I have read');
    const { status } = await signer.sign({ consent_version: session.consent.version });
    expect(status).toBe(200);
  });

  it('of an approver comes without a signature, and approves', async () => {
    const approver = person('Ann Approver', 'approver');
    const { id, signer } = await opened(approver);
    expect(signer.session.consent.version).toBe('approver-en-1');
    await expectInvalid(signer, bodyOf(signer), 'signature');
    const wrong = await signer.sign({ consent_version: 'signer-en-1' });
    expect(wrong.body.error.code).toBe('CONSENT_OUTDATED');
    const { status, body } = await signer.sign();
    expect([status, body.status]).toEqual([200, 'approved']);
    const trail = await office.trail(id);
    expect(eventsOf(trail, 'signer.signed')).toHaveLength(0);
    expect(eventsOf(trail, 'signer.approved')).toMatchObject([
      { signer_id: body.id, data: { signature: null, consent_version: 'approver-en-1' } },
    ]);
  });

  it('of a signer comes with a signature', async () => {
    const { signer } = await opened();
    const { signature, ...rest } = bodyOf(signer);
    await expectInvalid(signer, rest, 'signature');
    await expectInvalid(signer, { ...rest, signature: { kind: 'typed' } }, 'signature.text');
    await expectInvalid(signer, { ...rest, signature: { kind: 'stamped' } }, 'signature.kind');
    await expectInvalid(signer, { ...rest, signature: signature.text }, 'signature');
    await expectInvalid(signer, { ...rest, signature, more: 1 }, 'more');
    expect((await signer.sign()).status).toBe(200);
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \t '],
    ['a line break', 'John\nSmith'],
    ['a control character', 'John\u0007'],
    ['a NUL', 'John\u0000Smith'],
    ['a direction override', 'John \u202ehtimS'],
    ['a lone surrogate', 'John \ud800'],
    ['121 characters', 'J'.repeat(121)],
  ])('takes no signature of %s', async (_name, text) => {
    const { signer } = await opened();
    await expectInvalid(
      signer,
      { ...bodyOf(signer), signature: { kind: 'typed', text } },
      'signature.text',
    );
  });

  it.each([
    ['山田太郎', '山田太郎'],
    ['Ελένη Παπαδοπούλου', 'Ελένη Παπαδοπούλου'],
    ['Михаил Ломоносов', 'Михаил Ломоносов'],
    ['  Zoë O’Brien-Łukasik ', 'Zoë O’Brien-Łukasik'],
    ['Zoe\u0308', 'Zo\u00eb'],
    ['J'.repeat(120), 'J'.repeat(120)],
  ])('takes %j as it is written', async (typed, kept) => {
    const { id, signer } = await opened(person(typed.trim()));
    const { status } = await signer.sign({ signature: { kind: 'typed', text: typed } });
    expect(status).toBe(200);
    expect(eventsOf(await office.trail(id), 'signer.signed')).toMatchObject([
      { data: { signature: { kind: 'typed', text: kept } } },
    ]);
  });

  it('of declining needs a reason', async () => {
    const { id, signer } = await opened();
    const { id: signer_id } = signer.session.signer;
    for (const reason of [undefined, null, '', '  ', 'x'.repeat(1001), 'a\u0000b', 7]) {
      const { status, body } = await signer.call('POST', '/decline', { signer_id, reason });
      expect([reason, status, body.error.code]).toEqual([reason, 400, 'VALIDATION_FAILED']);
      expect(body.error.details[0].path).toBe('reason');
    }
    expect((await office.read(id)).status).toBe('in_progress');
    const { status, body } = await signer.decline('The salary\nis another one.');
    expect([status, body.status, body.envelope_status]).toEqual([200, 'declined', 'declined']);
    expect(await office.read(id)).toMatchObject({
      status: 'declined',
      decline_reason: 'The salary\nis another one.',
      declined_at: app.clock.now().toISOString(),
    });
  });

  it('answers the signer’s new state and nothing of the others', async () => {
    const { id, signer } = await opened();
    const { status, body } = await signer.sign();
    expect(status).toBe(200);
    const { name, email, id: signerId } = signer.session.signer;
    expect(body).toEqual({
      id: signerId,
      name,
      email,
      role: 'signer',
      status: 'signed',
      signed_at: app.clock.now().toISOString(),
      envelope_status: 'in_progress',
    });
    expect(JSON.stringify(signer.session)).not.toContain('Jane');
    expect((await office.read(id)).signers[0]).toMatchObject({
      status: 'signed',
      signed_at: body.signed_at,
    });
  });

  it('leaves a full record in the audit trail', async () => {
    const john = person('John Smith');
    const { id, documents, signers } = await office.envelope([john, person('Jane Doe')]);
    const [token = ''] = await linksTo(app, john.email);
    const headers = { 'content-type': 'application/json', 'user-agent': 'Evidence/1.0' };
    const call = (path: string, cookie: string, body?: unknown) =>
      fetch(`${app.url}/api/v1/sign${path}`, {
        method: body ? 'POST' : 'GET',
        headers: { ...headers, cookie },
        body: JSON.stringify(body),
      });
    const opening = await call('/sessions', '', { token });
    const cookie = opening.headers.get('set-cookie')?.split(';')[0] ?? '';
    const { consent } = (await opening.json()) as { consent: { version: string; text: string } };
    await (await call(`/documents/${documents[0].id}`, cookie)).arrayBuffer();
    await call('/sign', cookie, {
      signer_id: signers[0].id,
      consent_version: consent.version,
      signature: { kind: 'typed', text: 'J. Smith' },
    });

    const trail = await office.trail(id);
    const [viewed] = eventsOf(trail, 'signer.viewed');
    const [signed] = eventsOf(trail, 'signer.signed');
    const { link_id, session_id } = viewed?.data ?? {};
    expect(link_id).toMatch(/^link_/);
    expect(session_id).toMatch(/^sess_/);
    expect(signed).toMatchObject({
      signer_id: signers[0].id,
      actor: { type: 'signer', signer_id: signers[0].id, link_id, session_id },
      ip: expect.stringMatching(/127\.0\.0\.1|::1/),
      user_agent: 'Evidence/1.0',
      data: {
        documents: [{ id: documents[0].id, presented_sha256: documents[0].presented_sha256 }],
        documents_fetched: [documents[0].id],
        consent_version: 'signer-en-1',
        consent_sha256: createHash('sha256').update(consent.text).digest('hex'),
        signature: { kind: 'typed', text: 'J. Smith' },
        link_id,
        session_id,
      },
    });
    expect(eventsOf(trail, 'document.viewed')).toMatchObject([
      { data: { document_id: documents[0].id, session_id }, user_agent: 'Evidence/1.0' },
    ]);
  });

  it('records each document once that was fetched, even when all are fetched at once', async () => {
    const { client, caseId } = office;
    const names = ['rot0.pdf', 'rot90.pdf', 'crop_offset.pdf'];
    const ids = [];
    for (const name of names) ids.push((await client.upload(name, caseId)).body.id);
    const john = person('John Smith');
    const { id, documents } = await office.envelope([john], { document_ids: ids });
    const signer = await openAs(app, john.email);
    const sigdocs: string[] = documents.map((document: { id: string }) => document.id);
    const fetches = [...sigdocs, ...sigdocs, ...sigdocs].map((sigdoc) =>
      signer.call('GET', `/documents/${sigdoc}`),
    );
    expect((await Promise.all(fetches)).map(({ status }) => status)).toEqual(Array(9).fill(200));
    await signer.sign();
    const trail = await office.trail(id);
    const viewed = eventsOf(trail, 'document.viewed').map(({ data }) => data.document_id);
    expect(viewed.sort()).toEqual([...sigdocs].sort());
    const fetched = eventsOf(trail, 'signer.signed')[0]?.data.documents_fetched;
    expect((fetched as string[]).sort()).toEqual([...sigdocs].sort());
  });

  it('is not asked for by the tokens of others', async () => {
    const [john, jane] = [person('John Smith'), person('Jane Doe')];
    const { signers } = await office.envelope([john, jane]);
    const [token = ''] = await linksTo(app, john.email);
    const opened = await openLink(app, token);
    const landing = await signerCall(app, 'POST', '/landing', { token });
    for (const { body } of [landing, { body: opened.session }]) {
      expect(JSON.stringify(body)).not.toContain(jane.email);
      expect(JSON.stringify(body)).not.toContain(signers[1].id);
    }
  });
});
