import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unzip } from '../evidence/support/archive.ts';
import { openAs, readFixture } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { eventsOf, type Office, openOffice, person } from './support.ts';

const typed = (text: string, font?: string) => ({ kind: 'typed', text, ...(font && { font }) });

describe.each(DATABASES)('the hand of a typed signature on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  let folder: string;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
    folder = await mkdtemp(join(tmpdir(), 'hands-test-'));
  });
  afterAll(async () => {
    await app.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function download(path: string): Promise<string> {
    const headers = { authorization: `Bearer ${office.client.key}` };
    const reply = await fetch(`${app.url}/api/v1${path}`, { headers });
    expect(reply.status).toBe(200);
    const file = join(folder, `${path.replace(/\W+/g, '-')}.bin`);
    await writeFile(file, new Uint8Array(await reply.arrayBuffer()));
    return file;
  }

  /** Which hands are in a PDF, from one page to another. */
  function handsIn(path: string, [first, last] = [1, 99]): string[] {
    const table = execFileSync('pdffonts', ['-f', `${first}`, '-l', `${last}`, path], {
      encoding: 'utf8',
    });
    return (table.match(/GreatVibes|Allura|DancingScript/g) ?? []).toSorted();
  }

  const box = { signer: 0, page: 1, x: 72, width: 180, height: 50 };

  it('is what was chosen: in the trail, in its places, on every page of ours and in the evidence', async () => {
    const [john, ann] = [person('John Smith'), person('Ann Müller')];
    const document_id = office.documentId;
    const { id, documents } = await office.envelope([john, ann], {
      fields: [
        { ...box, document_id, type: 'signature', y: 600 },
        { ...box, document_id, type: 'initials', y: 700 },
      ],
    });
    const asJohn = await openAs(app, john.email);
    const acts = [
      await asJohn.sign({
        signature: typed('John Smith', 'flowing'),
        initials: typed('JS', 'everyday'),
      }),
      await (await openAs(app, ann.email)).sign({ signature: typed('Ann Müller') }),
    ];
    expect(acts.map(({ status }) => status)).toEqual([200, 200]);
    await app.settled();

    const [ofJohn, ofAnn] = eventsOf(await office.trail(id), 'signer.signed');
    expect(ofJohn?.data).toMatchObject({
      signature: { kind: 'typed', text: 'John Smith', font: 'flowing' },
      initials: { kind: 'typed', text: 'JS', font: 'everyday' },
    });
    // Who names no hand gets the one there was before there was a choice.
    expect(ofAnn?.data).toMatchObject({ signature: typed('Ann Müller', 'formal'), initials: null });

    const path = `/signing/envelopes/${id}`;
    const signed = await download(`${path}/documents/${documents[0].id}/download?version=signed`);
    const pages = documents[0].page_count;
    expect(handsIn(signed, [1, pages])).toEqual(['Allura', 'DancingScript']);
    expect(handsIn(signed, [pages + 1, 99]), 'the signature page').toEqual(['GreatVibes']);
    for (const audience of ['sender', 'parties']) {
      const certificate = await download(`${path}/certificate?audience=${audience}`);
      expect(handsIn(certificate), audience).toEqual(['Allura', 'GreatVibes']);
    }
    const bundle = await unzip(await download(`${path}/evidence`));
    const texts = [...bundle.values()].map(String).join('\n');
    expect(texts).toContain('"signature":{"font":"flowing","kind":"typed","text":"John Smith"}');
    expect(texts).toContain('"initials":{"font":"everyday","kind":"typed","text":"JS"}');
  });

  it.each([
    ['no hand of ours', { kind: 'typed', text: 'J', font: 'comic' }, 'font'],
    ['nothing', { kind: 'typed', text: 'J', font: '' }, 'font'],
    ['null', { kind: 'typed', text: 'J', font: null }, 'font'],
    ['a list', { kind: 'typed', text: 'J', font: ['formal'] }, 'font'],
  ])('is refused where it is %s', async (_name, mark, member) => {
    const john = person('John');
    await office.envelope([john]);
    const signer = await openAs(app, john.email);
    for (const name of ['signature', 'initials']) {
      const { status, body } = await signer.sign({ [name]: mark });
      expect([status, body.error.code]).toEqual([400, 'VALIDATION_FAILED']);
      expect(body.error.details).toMatchObject([{ path: `${name}.${member}` }]);
    }
    expect((await signer.sign()).status).toBe(200);
  });

  it('is nothing that a drawn signature has', async () => {
    const john = person('John');
    const { id } = await office.envelope([john]);
    const signer = await openAs(app, john.email);
    const image = `data:image/png;base64,${(await readFixture('signature.png')).toString('base64')}`;
    const refused = await signer.sign({ signature: { kind: 'drawn', image, font: 'formal' } });
    expect(refused.body.error.details).toMatchObject([{ path: 'signature.font' }]);
    expect((await signer.sign({ signature: { kind: 'drawn', image } })).status).toBe(200);
    const [signed] = eventsOf(await office.trail(id), 'signer.signed');
    expect(Object.keys(Object(signed?.data.signature)).toSorted()).toEqual([
      'image_sha256',
      'kind',
    ]);
  });
});
