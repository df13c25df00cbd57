import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAs, readFixture, type SignerClient } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { eventsOf, type Office, openOffice, type Person, person } from './support.ts';

const BOX = { page: 1, x: 72, y: 600, width: 180, height: 50 };
const dataUrl = (type: string, bytes: Buffer) =>
  `data:image/${type};base64,${bytes.toString('base64')}`;

describe.each(DATABASES)('placed fields on %s', (kind) => {
  let app: TestApp;
  let office: Office;
  beforeAll(async () => {
    app = await startApp(kind);
    office = await openOffice(app);
  });
  afterAll(() => app.stop());

  const field = (members: Record<string, unknown>) => ({
    document_id: office.documentId,
    signer: 0,
    ...BOX,
    ...members,
  });

  async function draft(people: Person[], fields: unknown[], members = {}) {
    const path = `/cases/${office.caseId}/signing-envelopes`;
    const document_ids = [office.documentId];
    const body = { title: 'Fields', document_ids, signers: people, fields, ...members };
    return office.client.post(path, body);
  }

  describe('of a draft', () => {
    it('are kept as fractions of the page, in their order, each of its signer', async () => {
      const people = [person('John'), person('Ann')];
      const fields = [
        field({ type: 'signature' }),
        field({
          type: 'text',
          signer: 1,
          label: 'Place',
          unit: 'fraction',
          x: 0.5,
          y: 0.25,
          width: 0.25,
          height: 0.05,
        }),
        field({ type: 'checkbox', signer: 1, width: 20, height: 20 }),
      ];
      const { status, body } = await draft(people, fields);
      expect(status).toBe(201);
      const [john, ann] = body.signers.map(({ id }: { id: string }) => id);
      const [document] = body.documents;
      expect(body.fields).toMatchObject([
        { type: 'signature', signer_id: john, required: true, label: null, value: null },
        {
          type: 'text',
          signer_id: ann,
          label: 'Place',
          x: 0.5,
          y: 0.25,
          width: 0.25,
          height: 0.05,
        },
        { type: 'checkbox', signer_id: ann, required: false },
      ]);
      for (const each of body.fields) {
        expect(each.id).toMatch(/^fld_[0-9A-Z]{26}$/);
        expect(each).toMatchObject({ document_id: office.documentId, sigdoc_id: document.id });
      }
      // An A4 page of 595 × 842 points.
      expect(body.fields[0].x).toBeCloseTo(72 / 595, 2);
      expect(body.fields[0].y).toBeCloseTo(600 / 842, 2);
      expect((await office.read(body.id)).fields).toEqual(body.fields);
      const [created] = eventsOf(await office.trail(body.id), 'envelope.created');
      expect(created?.data.fields).toHaveLength(3);
    });

    it('are found by a text of the page', async () => {
      const { body: upload } = await office.client.upload('b10_10p.pdf', office.caseId);
      const at = { document_id: upload.id, page: 1, x: undefined, y: undefined };
      const anchored = (text: string) =>
        draft([person('John')], [field({ ...at, type: 'signature', anchor: { text } })], {
          document_ids: [upload.id],
        });
      const missing = await anchored('no such words anywhere');
      expect([missing.status, missing.body.error.code]).toEqual([422, 'FIELD_NOT_PLACEABLE']);
      expect(missing.body.error.details).toMatchObject([
        { path: 'fields.0', reason: 'anchor_not_found' },
      ]);
      expect(missing.body.error.message).toContain('fields.0: the anchor text is not on the page');
    });

    it.each([
      ['a page that is not there', { page: 2 }, 'page_missing'],
      ['a box that leaves the page', { x: 500 }, 'off_page'],
      [
        'a box larger than the page',
        { unit: 'fraction', x: 0, y: 0, width: 1.2, height: 0.1 },
        'off_page',
      ],
    ])('are refused for %s, and nothing is made', async (_name, members, reason) => {
      const before = await countEnvelopes();
      const fields = [field({ type: 'date' }), field({ type: 'signature', ...members })];
      const { status, body } = await draft([person('John')], fields);
      expect([status, body.error.code]).toEqual([422, 'FIELD_NOT_PLACEABLE']);
      expect(body.error.details).toMatchObject([{ path: 'fields.1', reason }]);
      expect(await countEnvelopes()).toBe(before);
    });

    it.each([
      ['neither a place nor an anchor', { x: undefined, y: undefined }, 'fields.0'],
      ['a place and an anchor', { anchor: { text: 'Seite' } }, 'fields.0'],
      ['half a place', { y: undefined }, 'fields.0'],
      ['an unknown type', { type: 'stamp' }, 'fields.0.type'],
      ['no width', { width: 0 }, 'fields.0.width'],
      ['a signer that is not there', { signer: 1 }, 'fields.0.signer'],
      [
        'somebody else’s signer',
        { signer: 'signer_01JZX5W6C3T0B4N8Q2M7R9V1KD' },
        'fields.0.signer',
      ],
      [
        'a document that is not of the envelope',
        { document_id: 'doc_01JZX5W6C3T0B4N8Q2M7R9V1KD' },
        'fields.0.document_id',
      ],
    ])('are refused for %s', async (_name, members, path) => {
      const { status, body } = await draft(
        [person('John')],
        [field({ type: 'signature', ...members })],
      );
      expect([status, body.error.code]).toEqual([400, 'VALIDATION_FAILED']);
      expect(body.error.details[0].path).toBe(path);
    });

    it('are refused for who only gets copies, and a signature for an approver', async () => {
      const people = [person('John'), person('Ann', 'approver'), person('Cecil', 'cc')];
      const fields = [
        field({ type: 'date', signer: 1 }),
        field({ type: 'signature', signer: 1 }),
        field({ type: 'text', signer: 2 }),
      ];
      const { status, body } = await draft(people, fields);
      expect(status).toBe(400);
      expect(body.error.details.map(({ path }: { path: string }) => path)).toEqual([
        'fields.1.signer',
        'fields.2.signer',
      ]);
    });

    it('are replaced by a change, and go with their signer', async () => {
      const people = [person('John'), person('Ann')];
      const made = await draft(people, [field({ type: 'signature' })]);
      const address = `/signing/envelopes/${made.body.id}`;
      const [john, ann] = made.body.signers.map(({ id }: { id: string }) => id);
      const sigdoc = made.body.documents[0].id;
      const patched = await office.client.patch(address, {
        fields: [
          field({ type: 'initials', signer: ann, document_id: sigdoc }),
          field({ type: 'signature', signer: john }),
        ],
      });
      expect(patched.body.fields).toMatchObject([
        { type: 'initials', signer_id: ann },
        { type: 'signature', signer_id: john },
      ]);
      const role = await office.client.patch(`${address}/signers/${ann}`, { role: 'cc' });
      expect([role.status, role.body.error.details[0].path]).toEqual([400, 'role']);
      const removed = await office.client.delete(`${address}/signers/${ann}`);
      expect(removed.body.fields).toMatchObject([{ type: 'signature', signer_id: john }]);
      const titled = await office.client.patch(address, { title: 'Other' });
      expect(titled.body.fields).toHaveLength(1);
      const none = await office.client.patch(address, { fields: [] });
      expect(none.body.fields).toEqual([]);
    });
  });

  describe('in the act', () => {
    let signer: SignerClient;
    let id: string;
    let fieldIds: Record<string, string>;

    async function open(types: string[], members: Record<string, unknown> = {}): Promise<void> {
      const john = person('John Smith', 'signer', members);
      const fields = types.map((type) => field({ type, required: true, label: type }));
      const envelope = await office.envelope([john], { fields });
      id = envelope.id;
      fieldIds = Object.fromEntries(
        envelope.fields.map((each: { type: string; id: string }) => [each.type, each.id]),
      );
      signer = await openAs(app, john.email);
    }

    it('are shown to their signer alone', async () => {
      const people = [person('John'), person('Ann')];
      const fields = [field({ type: 'text' }), field({ type: 'checkbox', signer: 1 })];
      const envelope = await office.envelope(people, { fields });
      for (const [index, { email }] of people.entries()) {
        const { session } = await openAs(app, email);
        const { document_id: _, sigdoc_id, signer_id: __, ...rest } = envelope.fields[index];
        expect(session.fields).toEqual([{ ...rest, document_id: sigdoc_id }]);
      }
    });

    it('hold what was filled in, and what fills itself in', async () => {
      await open(['signature', 'date', 'name', 'email', 'text', 'checkbox']);
      const { status } = await signer.sign({
        fields: [
          { id: fieldIds.text, value: 'Köln' },
          { id: fieldIds.checkbox, value: true },
        ],
      });
      expect(status).toBe(200);
      const { fields, signers, time_zone } = await office.read(id);
      const today = new Intl.DateTimeFormat('sv-SE', { timeZone: time_zone }).format(
        app.clock.now(),
      );
      const values = Object.fromEntries(
        fields.map(({ type, value }: { type: string; value: string }) => [type, value]),
      );
      expect(values).toEqual({
        signature: null,
        date: today,
        name: 'John Smith',
        email: signers[0].email,
        text: 'Köln',
        checkbox: 'true',
      });
      const [signed] = eventsOf(await office.trail(id), 'signer.signed');
      expect(signed?.data).toMatchObject({
        consent_language: 'en',
        signature: { kind: 'typed', text: 'John Smith' },
        initials: null,
      });
      expect(signed?.data.fields).toContainEqual({ id: fieldIds.text, value: 'Köln' });
    });

    it('name each that is missing, and nothing is signed', async () => {
      await open(['text', 'checkbox', 'initials']);
      const { status, body } = await signer.sign({
        fields: [
          { id: fieldIds.text, value: '' },
          { id: fieldIds.checkbox, value: false },
        ],
      });
      expect([status, body.error.code]).toEqual([400, 'VALIDATION_FAILED']);
      const messages = JSON.stringify(body.error.details);
      for (const word of [fieldIds.text, fieldIds.checkbox, 'initials']) {
        expect(messages).toContain(word);
      }
      expect((await office.read(id)).status).toBe('in_progress');
      const initials = { kind: 'typed', text: 'JS' };
      const again = await signer.sign({
        initials,
        fields: [
          { id: fieldIds.text, value: 'Köln' },
          { id: fieldIds.checkbox, value: true },
        ],
      });
      expect(again.status).toBe(200);
    });

    it.each([
      ['text in a checkbox', 'checkbox', 'yes'],
      ['a tick in a text', 'text', true],
      ['a date of one’s own', 'date', '2001-01-01'],
      ['control characters', 'text', 'a\u0007b'],
    ])('refuse %s', async (_name, type, value) => {
      await open([type]);
      const { status, body } = await signer.sign({ fields: [{ id: fieldIds[type], value }] });
      expect([status, body.error.code]).toEqual([400, 'VALIDATION_FAILED']);
      expect(body.error.details[0].path).toBe('fields.0.value');
    });

    it('are nobody else’s to fill in, nor twice', async () => {
      const people = [person('John'), person('Ann')];
      const fields = [
        field({ type: 'text', required: false }),
        field({ type: 'text', signer: 1, required: false }),
      ];
      const envelope = await office.envelope(people, { fields });
      const john = await openAs(app, people[0]?.email ?? '');
      const [own, other] = envelope.fields.map((each: { id: string }) => each.id);
      for (const ids of [[other], [own, own], ['fld_nothing']]) {
        const given = ids.map((each) => ({ id: each, value: 'x' }));
        const { status, body } = await john.sign({ fields: given });
        expect([ids.length, status, body.error.code]).toEqual([
          ids.length,
          400,
          'VALIDATION_FAILED',
        ]);
      }
      expect((await john.sign()).status).toBe(200);
    });

    it('keep a drawn signature and uploaded initials, re-encoded', async () => {
      await open(['signature', 'initials']);
      const png = await readFixture('signature.png');
      const { status, body } = await signer.sign({
        signature: { kind: 'drawn', image: dataUrl('png', png) },
        initials: { kind: 'uploaded', image: dataUrl('png', png) },
      });
      expect([status, body.status]).toEqual([200, 'signed']);
      const [signed] = eventsOf(await office.trail(id), 'signer.signed');
      const { signature, initials } = { ...signed?.data } as Record<
        string,
        { image_sha256: string }
      >;
      expect(signature).toMatchObject({ kind: 'drawn' });
      expect(signature?.image_sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(initials).toMatchObject({ kind: 'uploaded' });
      await app.settled();
      const { documents } = await office.read(id);
      expect(documents[0].seal_status).toBe('sealed');
    });

    it.each([
      [
        'that is no image',
        dataUrl('png', Buffer.from('no image at all')),
        /neither a PNG nor a JPEG/,
      ],
      [
        'that was cut off',
        () => readFixture('signature.png').then((png) => dataUrl('png', png.subarray(0, 200))),
        /damaged/,
      ],
    ])('refuse a drawn signature %s', async (_name, image, message) => {
      await open(['signature']);
      const drawn = typeof image === 'string' ? image : await image();
      const { status, body } = await signer.sign({ signature: { kind: 'drawn', image: drawn } });
      expect([status, body.error.code]).toEqual([400, 'VALIDATION_FAILED']);
      expect(body.error.details).toMatchObject([{ path: 'signature.image' }]);
      expect(body.error.details[0].message).toMatch(message);
    });
  });

  async function countEnvelopes(): Promise<number> {
    const path = `/cases/${office.caseId}/signed-documents?limit=100`;
    return (await office.client.get(path)).body.data.length;
  }
});
