import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, createEnvelope, HR, JOHN, linksTo, openAs } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';

describe.each(DATABASES)('the main job on %s', (kind) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp(kind);
  });
  afterAll(() => app.stop());

  it('goes from upload through two signers in turn to a signed PDF and everybody’s copy', async () => {
    const client = createClient(app, (await app.createKey({ senderEmail: 'us@firm.example' })).key);
    const envelope = await createEnvelope(client, { signing_order: 'sequential' });
    expect(envelope.status).toBe('sent');
    expect(await linksTo(app, HR.email)).toHaveLength(0);

    const john = await openAs(app, JOHN.email);
    expect((await client.get(`/signing/envelopes/${envelope.id}`)).body.status).toBe('in_progress');
    expect((await john.sign()).body).toMatchObject({ status: 'signed' });
    const hr = await openAs(app, HR.email);
    expect((await hr.sign()).body).toMatchObject({ envelope_status: 'completed' });
    await app.settled();

    const { body: done } = await client.get(`/signing/envelopes/${envelope.id}`);
    expect(done).toMatchObject({ status: 'completed', documents: [{ page_count: 1 }] });
    const [document] = done.documents;
    expect(document.signed_sha256).toMatch(/^[0-9a-f]{64}$/);
    const returned = await client.get(`/documents/${document.signed_document_id}`);
    expect(returned.body).toMatchObject({
      case_id: envelope.case_id,
      sha256: document.signed_sha256,
      filename: 'b1_1p-signed.pdf',
    });
    const completed = (await app.mailbox.list()).filter(({ subject }) => /complet/i.test(subject));
    expect(completed.map(({ to }) => to.email).sort()).toEqual(
      [JOHN.email, HR.email, 'us@firm.example'].sort(),
    );
  });
});
