import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdfsig } from '../pdf/support/seal.ts';
import { openAs, readFixture } from '../support/client.ts';
import { startApp, type TestApp } from '../support/start-app.ts';
import { type Office, openOffice, person } from './support.ts';

describe('an envelope of a PDF that somebody has signed digitally', () => {
  let app: TestApp;
  let office: Office;
  let folder: string;
  let documentId: string;
  beforeAll(async () => {
    app = await startApp('sqlite');
    office = await openOffice(app);
    folder = await mkdtemp(join(tmpdir(), 'already-signed-'));
    const { body } = await office.client.upload('already_signed.pdf', office.caseId);
    expect(body).toMatchObject({ signable: true, unsignable_reason: null });
    documentId = body.id;
  });
  afterAll(async () => {
    await app.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function download(path: string): Promise<string> {
    const headers = { authorization: `Bearer ${office.client.key}` };
    const reply = await fetch(`${app.url}/api/v1${path}`, { headers });
    const file = join(folder, 'file.pdf');
    await writeFile(file, Buffer.from(await reply.arrayBuffer()));
    return file;
  }

  it('shows and signs the file as it is, and both signatures hold', async () => {
    const john = person('John Smith');
    const envelope = await office.envelope([john], { document_ids: [documentId] });
    const bytes = await readFixture('already_signed.pdf');
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(envelope.documents[0]).toMatchObject({ sha256: hash, presented_sha256: hash });
    expect((await (await openAs(app, john.email)).sign()).status).toBe(200);
    await app.settled();

    const { documents, seal } = await office.read(envelope.id);
    expect(seal).toMatchObject({ level: 'B-B' });
    const at = `/signing/envelopes/${envelope.id}`;
    const signed = await download(`${at}/documents/${documents[0].id}/download`);
    expect(pdfsig(signed).match(/Signature is Valid/g)).toHaveLength(2);
    // Who signed is on the certificate: no page can be added to such a file.
    const certificate = await download(`${at}/certificate`);
    const words = execFileSync('pdftotext', [certificate, '-'], { encoding: 'utf8' });
    expect(words.replace(/\s+/g, ' ')).toMatch(
      /John Smith.*already_signed\.pdf.*digital signatures/s,
    );
  });

  it('takes no fields in it', async () => {
    const { status, body } = await office.client.post(`/cases/${office.caseId}/signing-envelopes`, {
      title: 'Fields',
      document_ids: [documentId],
      signers: [person('John')],
      fields: [
        {
          document_id: documentId,
          signer: 0,
          type: 'signature',
          page: 1,
          x: 10,
          y: 10,
          width: 100,
          height: 40,
        },
      ],
    });
    expect([status, body.error.code]).toEqual([422, 'FIELD_NOT_PLACEABLE']);
    expect(body.error.details).toMatchObject([{ path: 'fields.0', reason: 'already_signed' }]);
  });

  it('is refused where its author allowed no change at all', async () => {
    const { body } = await office.client.upload('certified_p1.pdf', office.caseId);
    expect(body).toMatchObject({ signable: false, unsignable_reason: 'certified' });
  });
});
