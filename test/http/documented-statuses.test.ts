import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Client,
  createClient,
  createEnvelope,
  linksTo,
  openLink,
  type SignerClient,
  signerCall,
} from '../support/client.ts';
import { DATABASES, DAY, HOUR, startApp, type TestApp } from '../support/start-app.ts';

describe.each(DATABASES)('the documented statuses on %s', (kind) => {
  let app: TestApp;
  let client: Client;
  let count = 0;

  beforeAll(async () => {
    app = await startApp(kind);
    client = createClient(app, (await app.createKey()).key);
  });
  afterAll(() => app.stop());

  /** Two signers whose mailboxes are this test's own. */
  const twoSigners = () => {
    count += 1;
    return ['john', 'hr'].map((who) => ({ name: who, email: `${who}@case${count}.example` }));
  };
  const statusOf = async (id: string) => (await client.get(`/signing/envelopes/${id}`)).body.status;
  const open = async (email: string): Promise<SignerClient> => {
    const [token = ''] = (await linksTo(app, email)).slice(-1);
    return openLink(app, token);
  };

  it('draft: Envelope created, not yet sent to signers', async () => {
    const signers = twoSigners();
    const made = await createEnvelope(client, { signers, send_emails: false });
    expect(made).toMatchObject({ status: 'draft', sent_at: null, expires_at: null });
    expect(await statusOf(made.id)).toBe('draft');
    for (const { email } of signers) expect(await linksTo(app, email)).toEqual([]);
  });

  it('sent: Signer emails have been sent', async () => {
    const signers = twoSigners();
    const draft = await createEnvelope(client, { signers, send_emails: false });
    const { body: sent } = await client.post(`/signing/envelopes/${draft.id}/send`);
    expect(sent).toMatchObject({ status: 'sent', sent_at: app.clock.now().toISOString() });
    for (const { email } of signers) expect(await linksTo(app, email)).toHaveLength(1);
    expect(await statusOf(draft.id)).toBe('sent');
  });

  it('sent: looking at a link opens nothing', async () => {
    const signers = twoSigners();
    const made = await createEnvelope(client, { signers });
    const [token] = await linksTo(app, signers[0]!.email);
    expect(await signerCall(app, 'POST', '/landing', { token })).toMatchObject({ status: 200 });
    expect(await statusOf(made.id)).toBe('sent');
  });

  it('in_progress: At least one signer has opened the document', async () => {
    const signers = twoSigners();
    const made = await createEnvelope(client, { signers });
    await open(signers[0]!.email);
    const { body } = await client.get(`/signing/envelopes/${made.id}`);
    expect(body).toMatchObject({
      status: 'in_progress',
      signers: [{ status: 'viewed' }, { status: 'pending' }],
    });
  });

  it('in_progress: it stays so while one of two has signed', async () => {
    const signers = twoSigners();
    const made = await createEnvelope(client, { signers });
    await (await open(signers[0]!.email)).sign();
    const { body } = await client.get(`/signing/envelopes/${made.id}`);
    expect(body).toMatchObject({
      status: 'in_progress',
      completed_at: null,
      signers: [{ status: 'signed' }, { status: 'pending' }],
    });
  });

  it('completed: All signers have signed', async () => {
    const signers = twoSigners();
    const made = await createEnvelope(client, { signers });
    for (const { email } of signers) await (await open(email)).sign();
    const { body } = await client.get(`/signing/envelopes/${made.id}`);
    expect(body).toMatchObject({
      status: 'completed',
      completed_at: app.clock.now().toISOString(),
      signers: [{ status: 'signed' }, { status: 'signed' }],
    });
  });

  it.each([
    ['sent', false],
    ['in_progress', true],
  ])('expired: Signing deadline passed without completion (from %s)', async (from, opened) => {
    const signers = twoSigners();
    const made = await createEnvelope(client, { signers, expires_in_days: 2 });
    if (opened) await open(signers[0]!.email);
    app.clock.advance(2 * DAY - HOUR);
    await app.settled();
    expect(await statusOf(made.id)).toBe(from);
    app.clock.advance(HOUR);
    await app.settled();
    const { body } = await client.get(`/signing/envelopes/${made.id}`);
    expect(body).toMatchObject({ status: 'expired', completed_at: null });
  });

  it('expired: a deadline given as a date counts the same', async () => {
    const expires_at = new Date(app.clock.now().getTime() + HOUR).toISOString();
    const made = await createEnvelope(client, { signers: twoSigners(), expires_at });
    expect(made).toMatchObject({ status: 'sent', expires_at });
    app.clock.advance(HOUR);
    await app.settled();
    expect(await statusOf(made.id)).toBe('expired');
  });

  it('declined: A signer declined to sign', async () => {
    const signers = twoSigners();
    const made = await createEnvelope(client, { signers });
    await (await open(signers[1]!.email)).decline('The salary is wrong');
    const { body } = await client.get(`/signing/envelopes/${made.id}`);
    expect(body).toMatchObject({
      status: 'declined',
      declined_at: app.clock.now().toISOString(),
      decline_reason: 'The salary is wrong',
      completed_at: null,
      signers: [{ status: 'pending' }, { status: 'declined' }],
    });
  });

  it('draft -> sent -> in_progress -> completed, each seen in the list of the case', async () => {
    const [john] = twoSigners();
    const draft = await createEnvelope(client, { signers: [john], send_emails: false });
    const seen: string[] = [];
    const look = async () => {
      const { body } = await client.get(`/cases/${draft.case_id}/signed-documents`);
      seen.push(...body.data.map(({ status }: { status: string }) => status));
    };
    await look();
    await client.post(`/signing/envelopes/${draft.id}/send`);
    await look();
    const signer = await open(john!.email);
    await look();
    await signer.sign();
    await look();
    expect(seen).toEqual(['draft', 'sent', 'in_progress', 'completed']);
  });
});
