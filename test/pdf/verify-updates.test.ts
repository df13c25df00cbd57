import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  PDF,
  PdfArray,
  PdfDict,
  PdfName,
  PdfNumber,
  type PdfRef,
  PdfStream,
  PdfString,
} from '@libpdf/core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPdfEngine } from '../../src/pdf/pdf-engine.ts';
import { settle } from '../../src/pdf/save-pdf.ts';
import { applyTimeStamp } from '../../src/pdf/seal/apply-seal.ts';
import { addTimeStampPlaceholder } from '../../src/pdf/seal/placeholder.ts';
import {
  createTimeStampAuthority,
  type TimeStampAuthority,
} from '../../src/pdf/seal/time-stamp.ts';
import { readUpdate } from '../../src/pdf/verify/read-update.ts';
import { verifySeal } from '../../src/pdf/verify/verify-seal.ts';
import { type Authority, startAuthority } from './support/authority.ts';
import { TSA } from './support/openssl.ts';
import { extractAll, pdfsig, sealing, sealKey } from './support/seal.ts';
import { additions } from './support/signature-page.ts';
import { fixture, scratch } from './support/tools.ts';
import { repliesOf, startTsa, type TestTsa } from './support/tsa.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const engine = createPdfEngine({ maxPages: 100 });
let ca: Authority;
let stamps: TestTsa;
let tsa: TimeStampAuthority;
/** A sealed file, and what it became. */
const made = { plain: '', raised: '', timed: '', kept: '', archived: '' };
const read = (name: keyof typeof made) => readFileSync(made[name]);

beforeAll(async () => {
  ca = await startAuthority('Root');
  const issued = ca.issue('Seal', 'p256', ['crl']);
  const mute = ca.issue('Mute seal', 'p256', []);
  const honest = repliesOf(ca.issue('Stamps', 'p256', ['crl'], TSA));
  let left = 100;
  stamps = await startTsa((request, seen) => {
    left -= 1;
    if (left < 0) throw new Error('out of order');
    return honest(request, seen);
  });
  tsa = createTimeStampAuthority({ url: stamps.url, now: () => new Date() });
  const seal = async (name: keyof typeof made, by: typeof issued, client: typeof tsa | null) => {
    made[name] = join(scratch(), `${name}.pdf`);
    const job = { path: fixture('b1_1p.pdf'), outputPath: made[name], ...additions() };
    return engine.seal({ ...job, seal: sealing(sealKey(by), { tsa: client }) });
  };
  expect((await seal('plain', mute, null)).level).toBe('B-B');
  expect((await seal('archived', issued, tsa)).level).toBe('B-LTA');
  ca.instead.crl = (_, response) => {
    response.writeHead(404).end();
    return null;
  };
  expect((await seal('timed', issued, tsa)).level).toBe('B-T');
  ca.instead.crl = null;
  left = 1;
  expect((await seal('kept', issued, tsa)).level).toBe('B-LT');
  left = 1e9;
  made.raised = join(scratch(), 'raised.pdf');
  await engine.raise({ path: made.plain, outputPath: made.raised, tsa });
});
afterAll(async () => {
  await Promise.all([ca.close(), stamps.close(), engine.close()]);
});

const verify = (bytes: Uint8Array) => verifySeal(Buffer.from(bytes), []);

async function expectChanged(bytes: Uint8Array) {
  const { faults, coversWholeFile } = await verify(bytes);
  expect({ faults, coversWholeFile }).toEqual({
    faults: ['changed_after'],
    coversWholeFile: false,
  });
}

/** An incremental update of these bytes. */
async function edit(bytes: Uint8Array, change: (pdf: PDF) => void): Promise<Buffer> {
  const pdf = await PDF.load(bytes);
  change(pdf);
  return Buffer.from(await pdf.save({ incremental: true, compressStreams: false }));
}

const certificate = () => {
  const pem = readFileSync(ca.root.certificate, 'utf8').replace(/-----.*?-----|\s/g, '');
  return Buffer.from(pem, 'base64');
};
const dss = (pdf: PDF, lists: Record<string, Buffer[]>, more: Record<string, PdfString> = {}) => {
  const arrays = Object.entries(lists).map(([key, all]) => [
    key,
    PdfArray.of(...all.map((bytes) => pdf.register(new PdfStream([], bytes)))),
  ]);
  const store = PdfDict.of({ Type: PdfName.of('DSS'), ...Object.fromEntries(arrays), ...more });
  pdf.getCatalog().set('DSS', pdf.register(store));
};

/**
 * An update with a document time-stamp of a real authority: anybody can have one. It covers all but
 * the last `short` bytes.
 */
async function stamped(bytes: Uint8Array, change: (pdf: PDF) => void = () => undefined, short = 0) {
  const pdf = await PDF.load(bytes);
  const marks = addTimeStampPlaceholder(pdf, pdf.getPage(0)!);
  change(pdf);
  const updated = await pdf.save({ incremental: true, compressStreams: false });
  const placeholder = settle(updated, bytes, marks)!;
  const path = join(scratch(), 'update.pdf');
  writeFileSync(path, updated);
  if (short > 0) {
    const { offset, length, fileSize } = placeholder;
    const file = Buffer.from(updated);
    const rest = fileSize - offset - length;
    file.write(`${rest - short}`.padStart(`${rest}`.length), file.lastIndexOf(` ${rest} `) + 1);
    const covered = [file.subarray(0, offset), file.subarray(offset + length, -short)];
    const digest = createHash('sha256').update(Buffer.concat(covered)).digest();
    file.write((await tsa.stamp(digest)).token.toString('hex'), offset + 1);
    return file;
  }
  await applyTimeStamp(path, `${path}.stamped`, placeholder, tsa);
  return readFileSync(`${path}.stamped`);
}

describe('what may follow a seal', () => {
  it('is nothing, and raises it level by level', async () => {
    const levels = { plain: 'B-B', raised: 'B-T', timed: 'B-T', kept: 'B-LT', archived: 'B-LTA' };
    for (const [name, level] of Object.entries(levels)) {
      const path = made[name as keyof typeof made];
      const verdict = await engine.verify({ path });
      expect(verdict).toMatchObject({ faults: [], coversWholeFile: true, level });
    }
  });

  it('is a time stamp, and another one', async () => {
    const twice = await stamped(await stamped(read('plain')));
    expect(await verify(twice)).toMatchObject({ faults: [], level: 'B-T' });
    const more = await stamped(read('archived'));
    expect(await verify(more)).toMatchObject({ faults: [], level: 'B-LTA' });
    const archived = await stamped(read('kept'));
    expect(await verify(archived)).toMatchObject({ faults: [], level: 'B-LTA' });
  });

  it('is validation data, which alone do not make a level', async () => {
    const bytes = await edit(read('timed'), (pdf) => dss(pdf, { Certs: [certificate()] }));
    expect(await verify(bytes)).toMatchObject({ faults: [], level: 'B-T' });
    const listed = await edit(read('timed'), (pdf) => dss(pdf, { CRLs: [ca.crl()] }));
    expect(await verify(listed)).toMatchObject({ faults: [], level: 'B-LT' });
    const untimed = await edit(read('plain'), (pdf) => dss(pdf, { CRLs: [ca.crl()] }));
    expect(await verify(untimed)).toMatchObject({ faults: [], level: 'B-B' });
    const later = await edit(read('archived'), (pdf) => {
      const lists = ['Certs', 'CRLs'].map((key) => {
        const store = pdf.getObject(pdf.getCatalog().getRef('DSS')!);
        const list = store instanceof PdfDict ? store.getArray(key) : null;
        const streams = list?.toArray().map((ref) => pdf.getObject(ref as PdfRef)) ?? [];
        return [key, streams.map((each) => Buffer.from((each as PdfStream).data))];
      });
      dss(pdf, { ...Object.fromEntries(lists), OCSPs: [] });
    });
    // What came after the time stamp is not covered by it.
    expect(await verify(later)).toMatchObject({ faults: [], level: 'B-LT' });
  });

  it('tells of a certificate that was revoked before the seal', async () => {
    const before = new Date(Date.now() - 3_600_000);
    const other = ca.issue('Revoked', 'p256', []);
    const path = join(scratch(), 'revoked.pdf');
    const job = { path: fixture('b1_1p.pdf'), outputPath: path, ...additions() };
    await engine.seal({ ...job, seal: sealing(sealKey(other), { tsa: null }) });
    ca.revoke(other, before);
    const raised = await stamped(readFileSync(path));
    const bytes = await edit(raised, (pdf) => dss(pdf, { CRLs: [ca.crl()] }));
    expect(await verify(bytes)).toMatchObject({ faults: ['certificate_revoked'], level: 'B-T' });
  });
});

describe('a byte that is another after the seal', () => {
  it.each(['raised', 'kept', 'archived'] as const)('is found wherever it is (%s)', async (name) => {
    const file = read(name);
    const good = JSON.stringify(await verify(file));
    const [seal, ...stamps] = extractAll(made[name]);
    const sealedTo = seal!.content.length + seal!.contents.length;
    const hole = stamps[0] ?? { start: file.length, end: file.length, cms: Buffer.alloc(0) };
    const padding = { from: hole.start + hole.cms.length * 2 + 40, to: hole.end - 5 };
    const missed: string[] = [];
    // Each third, so that every line of the structure is hit many times.
    for (let at = sealedTo; at < file.length; at += at > hole.start && at < hole.end ? 11 : 3) {
      if (at > padding.from && at < padding.to) at = padding.to;
      for (const flip of at % 4 === 0 ? [0x01, 0x20, 0x80] : [0x01]) {
        const changed = Buffer.from(file);
        changed[at] = changed[at]! ^ flip;
        const verdict = await verify(changed);
        // A certificate above the signature can only be missed as a link of the chain.
        if (verdict.faults.length > 0 || JSON.stringify(verdict) !== good) continue;
        missed.push(`${at}^${flip} ${JSON.stringify(file.toString('latin1', at - 9, at + 9))}`);
      }
    }
    expect(sealedTo).toBeLessThan(file.length);
    expect(missed).toEqual([]);
  });

  it.each(['raised', 'kept', 'archived'] as const)(
    'is found in what was sealed (%s)',
    async (name) => {
      const file = read(name);
      for (let at = 0; at < 4_000; at += 97) {
        const changed = Buffer.from(file);
        changed[at] = changed[at]! ^ 1;
        expect((await verify(changed)).faults).not.toEqual([]);
      }
    },
  );

  it.each(['raised', 'kept', 'archived'] as const)('is found at its end (%s)', async (name) => {
    for (const text of ['\n', ' ', '\0', '%%EOF\n', '%\n', 'x', '1 0 obj\n1\nendobj\n']) {
      await expectChanged(Buffer.concat([read(name), Buffer.from(text)]));
    }
    await expectChanged(read(name).subarray(0, -1));
  });
});

/** Changes that no update may make, whatever else is in it. */
const CHANGES: [string, (pdf: PDF) => void][] = [
  ['words on a page', (pdf) => pdf.getPage(0)!.drawText('And a million more', { x: 50, y: 50 })],
  ['a page more', (pdf) => void pdf.addPage()],
  ['a page turned', (pdf) => pdf.getPage(0)!.dict.set('Rotate', PdfNumber.of(90))],
  [
    'a page cut',
    (pdf) =>
      pdf.getPage(0)!.dict.set('CropBox', PdfArray.of(...[0, 0, 9, 9].map((n) => PdfNumber.of(n)))),
  ],
  [
    'an action',
    (pdf) =>
      pdf
        .getCatalog()
        .set(
          'OpenAction',
          PdfDict.of({ S: PdfName.of('JavaScript'), JS: PdfString.fromString('x') }),
        ),
  ],
  ['the permissions gone', (pdf) => void pdf.getCatalog().delete('Perms')],
  ['another version', (pdf) => pdf.getCatalog().set('Version', PdfName.of('2.0'))],
  [
    'an extension with more in it',
    (pdf) =>
      pdf
        .getCatalog()
        .set('Extensions', PdfDict.of({ X: PdfDict.of({ Y: PdfString.fromString('words') }) })),
  ],
  ['another title', (pdf) => pdf.setTitle('Another')],
  ['a field gone', (pdf) => form(pdf).set('Fields', new PdfArray([]))],
  ['a form that acts', (pdf) => form(pdf).set('NeedAppearances', PdfName.of('true'))],
  ['flags taken back', (pdf) => form(pdf).set('SigFlags', PdfNumber.of(1))],
  ['a field of another kind', (pdf) => addField(pdf, { FT: PdfName.of('Tx') })],
  ['an annotation alone', (pdf) => annotate(pdf, PdfDict.of({ Type: PdfName.of('Annot') }))],
  ['annotations gone', (pdf) => lastPage(pdf).dict.set('Annots', new PdfArray([]))],
  ['an object for nothing', (pdf) => void pdf.register(PdfDict.of({ X: PdfName.of('Y') }))],
  [
    'another signature dictionary',
    (pdf) => signature(pdf).set('Reason', PdfString.fromString('x')),
  ],
  [
    'the seal moved',
    (pdf) => field(pdf).set('Rect', PdfArray.of(...[0, 0, 9, 9].map((n) => PdfNumber.of(n)))),
  ],
];

const form = (pdf: PDF) => pdf.getObject(pdf.getCatalog().getRef('AcroForm')!) as PdfDict;
const field = (pdf: PDF) => pdf.getObject(form(pdf).getArray('Fields')!.at(0) as PdfRef) as PdfDict;
const signature = (pdf: PDF) => pdf.getObject(field(pdf).getRef('V')!) as PdfDict;
const lastPage = (pdf: PDF) => pdf.getPage(pdf.getPageCount() - 1)!;
function annotate(pdf: PDF, dict: PdfDict): PdfRef {
  const ref = pdf.register(dict);
  const page = pdf.getPage(0)!;
  page.dict.set('Annots', PdfArray.of(...(page.dict.getArray('Annots')?.toArray() ?? []), ref));
  return ref;
}
function addField(pdf: PDF, entries: Record<string, PdfName>): void {
  const ref = annotate(pdf, PdfDict.of({ Subtype: PdfName.of('Widget'), ...entries }));
  form(pdf).getArray('Fields')!.push(ref);
}

describe.each(CHANGES)('%s', (_, change) => {
  it('is found after the seal, alone and with what may follow it', async () => {
    await expectChanged(await edit(read('timed'), change));
    await expectChanged(
      await edit(read('timed'), (pdf) => {
        dss(pdf, { Certs: [certificate()] });
        change(pdf);
      }),
    );
    await expectChanged(await stamped(read('plain'), change));
  });

  it('is found after validation data and after a time stamp', async () => {
    await expectChanged(await edit(read('kept'), change));
    await expectChanged(await edit(read('archived'), change));
    await expectChanged(await stamped(await edit(read('archived'), change)));
  });
});

describe('a time stamp of the document', () => {
  const widget = (pdf: PDF) =>
    pdf.getObject(form(pdf).getArray('Fields')!.at(-1) as PdfRef) as PdfDict;
  const four = (...numbers: number[]) => PdfArray.of(...numbers.map((n) => PdfNumber.of(n)));

  it.each<[string, (pdf: PDF) => void]>([
    ['is not to be seen', (pdf) => widget(pdf).set('Rect', four(0, 0, 100, 100))],
    [
      'has no looks',
      (pdf) => widget(pdf).set('AP', PdfDict.of({ N: pdf.register(new PdfStream()) })),
    ],
    ['does nothing', (pdf) => widget(pdf).set('A', PdfDict.of({ S: PdfName.of('URI') }))],
    ['has no fields below it', (pdf) => widget(pdf).set('Kids', new PdfArray([]))],
    ['is printed and locked', (pdf) => widget(pdf).set('F', PdfNumber.of(0))],
    ['is a signature field', (pdf) => widget(pdf).set('FT', PdfName.of('Btn'))],
    [
      'is listed by its page',
      (pdf) => {
        const annotations = pdf.getPage(0)!.dict.getArray('Annots')!;
        pdf.getPage(0)!.dict.set('Annots', PdfArray.of(...annotations.toArray().slice(0, -1)));
      },
    ],
    [
      'is listed by its page once',
      (pdf) => {
        const annotations = pdf.getPage(0)!.dict.getArray('Annots')!;
        annotations.push(annotations.at(-1)!);
      },
    ],
    ['is on its page', (pdf) => widget(pdf).set('P', lastPage(pdf).ref)],
    [
      'is a time stamp',
      (pdf) => (pdf.getObject(widget(pdf).getRef('V')!) as PdfDict).set('Type', PdfName.of('Sig')),
    ],
    [
      'is one of RFC 3161',
      (pdf) =>
        (pdf.getObject(widget(pdf).getRef('V')!) as PdfDict).set('SubFilter', PdfName.of('x')),
    ],
    [
      'says nothing else',
      (pdf) =>
        (pdf.getObject(widget(pdf).getRef('V')!) as PdfDict).set(
          'Reason',
          PdfString.fromString('x'),
        ),
    ],
  ])('%s, or it is a change', async (_, change) => {
    await expectChanged(await stamped(read('plain'), change));
  });

  it('covers all that is before it, or it is a fault', async () => {
    const bytes = await stamped(read('plain'));
    const [, stamp] = await (async () => {
      const path = join(scratch(), 'x.pdf');
      writeFileSync(path, bytes);
      return extractAll(path);
    })();
    const hole = (text: string) =>
      Buffer.concat([
        bytes.subarray(0, stamp!.start),
        Buffer.from(text),
        bytes.subarray(stamp!.end),
      ]);
    // A token of the same authority, over something else.
    const { token } = await tsa.stamp(Buffer.alloc(32));
    const other = `<${token.toString('hex').padEnd(stamp!.contents.length - 2, '0')}>`;
    expect(await verify(hole(other))).toMatchObject({ faults: ['time_stamp'], level: 'B-B' });
    const shorter = await stamped(read('plain'), undefined, 6);
    expect(await verify(shorter)).toMatchObject({ faults: ['time_stamp'], level: 'B-B' });
    const empty = `<${'0'.repeat(stamp!.contents.length - 2)}>`;
    expect((await verify(hole(empty))).faults).not.toEqual([]);
  });
});

describe('validation data', () => {
  const junk = Buffer.from('no certificate');
  it.each<[string, (pdf: PDF) => void]>([
    ['that are none', (pdf) => dss(pdf, { Certs: [junk] })],
    ['that are no answer', (pdf) => dss(pdf, { OCSPs: [junk] })],
    ['that are no list', (pdf) => dss(pdf, { CRLs: [junk] })],
    ['of an unknown kind', (pdf) => dss(pdf, { Words: [certificate()] })],
    ['with something else beside them', (pdf) => dss(pdf, {}, { X: PdfString.fromString('x') })],
    [
      'with a flipped bit in a certificate',
      (pdf) => {
        const bytes = certificate();
        bytes[bytes.length - 9] = bytes[bytes.length - 9]! ^ 1;
        dss(pdf, { Certs: [bytes] });
      },
    ],
    [
      'with a flipped bit in a list',
      (pdf) => {
        const bytes = ca.crl();
        bytes[bytes.length - 9] = bytes[bytes.length - 9]! ^ 1;
        dss(pdf, { CRLs: [bytes] });
      },
    ],
    [
      'in streams with more to them',
      (pdf) => {
        const stream = new PdfStream([['X', PdfName.of('Y')]], certificate());
        const store = { Type: PdfName.of('DSS'), Certs: PdfArray.of(pdf.register(stream)) };
        pdf.getCatalog().set('DSS', pdf.register(PdfDict.of(store)));
      },
    ],
  ])('%s are a change', async (_, change) => {
    await expectChanged(await edit(read('timed'), change));
  });

  it('are not to take the place of what is there', async () => {
    const bytes = await edit(read('timed'), (pdf) => {
      const contents = pdf.getPage(0)!.dict.get('Contents')!;
      const ref = contents instanceof PdfArray ? contents.at(0) : contents;
      const stream = pdf.getObject(ref as PdfRef) as PdfStream;
      stream.setData(certificate());
      for (const [key] of [...stream]) if (key.value !== 'Length') stream.delete(key.value);
      const store = { Type: PdfName.of('DSS'), Certs: PdfArray.of(ref!) };
      pdf.getCatalog().set('DSS', pdf.register(PdfDict.of(store)));
    });
    expect(bytes.lastIndexOf(certificate())).toBeGreaterThan(read('timed').length);
    await expectChanged(bytes);
    const page = await edit(read('timed'), (pdf) => {
      const { dict, ref } = pdf.getPage(0)!;
      dict.set('Type', PdfName.of('DSS'));
      for (const [key] of [...dict]) if (key.value !== 'Type') dict.delete(key.value);
      pdf.getCatalog().set('DSS', ref);
    });
    await expectChanged(page);
  });

  it('are not taken away', async () => {
    await expectChanged(await edit(read('kept'), (pdf) => dss(pdf, { Certs: [certificate()] })));
  });
});

it('an update that adds nothing is a change', async () => {
  const bytes = await edit(read('timed'), (pdf) => {
    const catalog = pdf.getCatalog();
    catalog.set('Type', PdfName.of('Catalog'));
  });
  expect(bytes.length).toBeGreaterThan(read('timed').length);
  await expectChanged(bytes);
});

describe('an update that could be read in two ways', () => {
  /** The bytes of the last update as text, changed, with its cross-references put right. */
  function rewritten(change: (text: string) => string): Buffer {
    const sealed = read('timed');
    const file = read('kept');
    const before = readFileSync(made.kept);
    const from = before.indexOf('%%EOF\n', extractAll(made.kept)[0]!.end) + 6;
    const text = change(file.toString('latin1', from));
    const body = text.slice(0, text.indexOf('xref\n'));
    const places = [...body.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)].map(
      ({ index, 0: all, 1: number }) => ({
        number: Number(number),
        at: from + index + (all.startsWith('\n') ? 1 : 0),
      }),
    );
    const unique = new Map(places.map(({ number, at }) => [number, at]));
    const rows = [...unique].map(
      ([number, at]) => `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`,
    );
    const trailer = text.slice(text.indexOf('trailer\n'), text.lastIndexOf('startxref'));
    const start = from + body.length;
    expect(sealed.length).toBeGreaterThan(0);
    const tail = `xref\n${rows.join('')}${trailer}startxref\n${start}\n%%EOF\n`;
    return Buffer.concat([file.subarray(0, from), Buffer.from(body + tail, 'latin1')]);
  }

  it('is none when it is only written in another order', async () => {
    expect(await verify(rewritten((text) => text))).toMatchObject({ faults: [], level: 'B-LT' });
  });

  it.each<[string, (text: string) => string]>([
    ['a comment', (text) => text.replace('endobj\n', 'endobj\n%x\n')],
    ['a key twice', (text) => text.replace('/Type /Catalog', '/Type /Catalog\n/Type /Catalog')],
    [
      'a key twice, spelled differently',
      (text) => text.replace('/Type /DSS', '/Type /DSS\n/#54ype /DSS'),
    ],
    ['an object twice', (text) => text.replace(/^(\d+ 0 obj\n[\s\S]*?\nendobj\n)/, '$1$1')],
    [
      'an object that is not in the table',
      (text) => `${text.slice(0, text.indexOf('xref\n'))}\n${text.slice(text.indexOf('xref\n'))}`,
    ],
    ['a tab', (text) => text.replace('/Type /DSS', '/Type\t/DSS')],
    ['words between objects', (text) => text.replace('endobj\n', 'endobj\nx\n')],
    ['a hybrid trailer', (text) => text.replace('trailer\n<<', 'trailer\n<<\n/XRefStm 100')],
    ['another size', (text) => text.replace(/\/Size (\d+)/, (_, n) => `/Size ${Number(n) + 1}`)],
    ['another identifier', (text) => text.replace(/\/ID \[<../, '/ID [<00')],
    ['another catalog', (text) => text.replace(/\/Root (\d+)/, (_, n) => `/Root ${Number(n) + 1}`)],
    ['another beginning', (text) => text.replace(/\/Prev \d+/, '/Prev 0')],
    ['information of its own', (text) => text.replace(/\/Root/, '/Info 1 0 R\n/Root')],
  ])('%s', async (_, change) => {
    const bytes = rewritten(change);
    expect(bytes.equals(rewritten((text) => text))).toBe(false);
    const { faults } = await verify(bytes);
    expect(faults).toEqual(['changed_after']);
  });

  it('a table that names objects of the sealed part anew', async () => {
    const good = rewritten((text) => text);
    const text = good.toString('latin1');
    const [first, second] = [...text.matchAll(/\n(\d+) 0 obj\n/g)].map((match) => ({
      number: match[1],
      at: match.index + 1,
    }));
    expect(readUpdate(good, lastUpdateOf(good))).not.toBeNull();
    // Where one object was, stands another from then on, and no byte of either in the update.
    const at = text.lastIndexOf('xref\n', text.lastIndexOf('startxref') - 1);
    const row = `${first!.number} 1\n${String(second!.at).padStart(10, '0')} 00000 n \n`;
    const tail = text.slice(at).replace('xref\n', `xref\n${row}`);
    const bytes = Buffer.from(text.slice(0, at) + tail, 'latin1');
    expect(readUpdate(bytes, lastUpdateOf(bytes))).toBeNull();
    await expectChanged(bytes);
    const start = /startxref\n(\d+)\n%%EOF\n/.exec(text)![1]!;
    const back = Buffer.from(
      text.replace(/startxref\n\d+\n%%EOF\n$/, `startxref\n${start}\n%%EOF\n`),
      'latin1',
    );
    expect(readUpdate(back, lastUpdateOf(back))).toBeNull();
    await expectChanged(back);
  });

  const lastUpdateOf = (bytes: Buffer) => bytes.lastIndexOf('%%EOF\n', bytes.length - 7) + 6;

  it('objects elsewhere than the table says, or more of them', async () => {
    const good = rewritten((text) => text).toString('latin1');
    const at = good.lastIndexOf('xref\n', good.lastIndexOf('startxref') - 1);
    const [row] = /\d{10} 00000 n \n/.exec(good.slice(at))!;
    for (const other of [`${String(Number(row.slice(0, 10)) + 1).padStart(10, '0')} 00000 n \n`]) {
      const bytes = Buffer.from(good.slice(0, at) + good.slice(at).replace(row, other), 'latin1');
      await expectChanged(bytes);
    }
    const fewer = good.slice(at).replace(/\d+ 1\n\d{10} 00000 n \n/, '');
    await expectChanged(Buffer.from(good.slice(0, at) + fewer, 'latin1'));
    const freed = good.slice(at).replace('xref\n', 'xref\n3 1\n0000000000 00001 f \n');
    await expectChanged(Buffer.from(good.slice(0, at) + freed, 'latin1'));
  });
});

it('pdfsig still finds the seal valid over what may follow it', () => {
  for (const name of ['raised', 'kept', 'archived'] as const) {
    expect(pdfsig(made[name])).toMatch(/Signature #1:[\s\S]*?Signature is Valid/);
  }
});
