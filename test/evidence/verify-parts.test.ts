import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toolsOf } from '../../scripts/verify-tools.ts';
import { signedPath } from '../../src/evidence/file-names.ts';
import type { Report } from '../../src/evidence/report.ts';
import { sealReason } from '../../src/evidence/seal-reason.ts';
import { NothingToVerify, verifyFile } from '../../src/evidence/verify-file.ts';
import type { Bundle, BundleFile } from '../../src/evidence/write-bundle.ts';
import { createPdfEngine } from '../../src/pdf/pdf-engine.ts';
import {
  createTimeStampAuthority,
  type TimeStampAuthority,
} from '../../src/pdf/seal/time-stamp.ts';
import { issue, TSA } from '../pdf/support/openssl.ts';
import { sealing, sealKey, sha256 } from '../pdf/support/seal.ts';
import { additions } from '../pdf/support/signature-page.ts';
import { fixture, scratch } from '../pdf/support/tools.ts';
import { repliesOf, startTsa, type TestTsa } from '../pdf/support/tsa.ts';
import { saved } from './support/archive.ts';
import { chainOf, ENVELOPE, rechain, type Said } from './support/chain.ts';
import { flipped, makeEvidence, saveBundle, stampOf } from './support/evidence.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

// Bundles that the service's own key signed, and whose parts do not belong together all the same.
const engine = createPdfEngine({ maxPages: 100 });
const tools = toolsOf(engine);
const issued = issue('Seal', 'p256');
const key = sealKey(issued);
const trusted = [new X509Certificate(readFileSync(issued.certificate))];
const folder = scratch();

let authority: TestTsa;
let tsa: TimeStampAuthority;
let bundle: Bundle;

beforeAll(async () => {
  const stamping = issue('TSA', 'p256', { extensions: TSA });
  authority = await startTsa(repliesOf(stamping));
  trusted.push(new X509Certificate(readFileSync(stamping.certificate)));
  tsa = createTimeStampAuthority({ url: authority.url, now: () => new Date() });
  bundle = await makeEvidence({ engine, key, tsa });
});
afterAll(async () => {
  await engine.close();
  await authority.close();
});

const less = ({ lines }: Report) =>
  lines.filter(({ level }) => level !== 'ok').map(({ level, code, file }) => [level, code, file]);
const verify = (path: string) => verifyFile(path, tools, { trusted });
const verifyWith = async (changes: Partial<Bundle>) =>
  less(await verify(await saveBundle({ ...bundle, ...changes }, key)));

/** The files of the bundle with those of a role changed. */
const filesWith = (role: BundleFile['role'], change: (file: BundleFile) => BundleFile[]) =>
  bundle.files.flatMap((file) => (file.role === role ? change(file) : [file]));

const other = { source: fixture('rot90.pdf'), sha256: undefined };
const without = () => [];
const SIGNED = signedPath(1, 'Mietvertrag Müller.pdf');

async function sealWith(reason: string): Promise<string> {
  const outputPath = join(scratch(), 'sealed.pdf');
  const job = { path: fixture('b1_1p.pdf'), outputPath, ...additions() };
  await engine.seal({ ...job, seal: sealing(key, { reason, tsa }) });
  return outputPath;
}

describe('a seal', () => {
  const certificate = 'certificate-sender.pdf';
  const faultsOf = async (reason: string) => {
    const source = await sealWith(reason);
    const change = (file: BundleFile) => [{ ...file, source, sha256: undefined }];
    return verifyWith({ files: filesWith('certificate_sender', change) });
  };

  it('must name the trail', async () => {
    const expected = [['fault', 'seal_names_no_head', certificate]];
    expect(await faultsOf('Seal of completion')).toEqual(expected);
  });

  it('must name this envelope’s trail', async () => {
    const reason = sealReason({ envelopeId: 'env_other', ...bundle.events.at(-1)! });
    expect(await faultsOf(reason)).toEqual([['fault', 'seal_names_other_envelope', certificate]]);
  });

  it('must name an event that is there, by its number', async () => {
    const { hash } = bundle.events.at(-1)!;
    for (const seq of [9, 99]) {
      const reason = sealReason({ envelopeId: ENVELOPE, seq, hash });
      expect(await faultsOf(reason)).toEqual([['fault', 'seal_head_unknown', certificate]]);
    }
  });

  it('must cover every act: whoever signed, and that it was completed', async () => {
    for (const seq of [4, 5, 6]) {
      const reason = sealReason({ envelopeId: ENVELOPE, ...bundle.events[seq - 1]! });
      expect(await faultsOf(reason)).toEqual([['fault', 'seal_too_early', certificate]]);
    }
    const reason = sealReason({ envelopeId: ENVELOPE, ...bundle.events[6]! });
    expect(await faultsOf(reason)).toEqual([]);
  });

  it('says which acts it does not cover', async () => {
    const source = await sealWith(sealReason({ envelopeId: ENVELOPE, ...bundle.events[3]! }));
    const change = (file: BundleFile) => [{ ...file, source, sha256: undefined }];
    const files = filesWith('certificate_sender', change);
    const { lines } = await verify(await saveBundle({ ...bundle, files }, key));
    const message = lines.find(({ code }) => code === 'seal_too_early')?.message;
    const acts = '5 (signer.signed), 6 (signer.approved), 7 (envelope.completed)';
    expect(message).toContain(`later: ${acts}.`);
  });

  it('must be in every file that is to be sealed', async () => {
    const files = filesWith('certificate_parties', (file) => [{ ...file, ...other }]);
    const expected = [['fault', 'seal_no_seal', 'certificate-parties.pdf']];
    expect(await verifyWith({ files })).toEqual(expected);
  });
});

describe('the files of a document', () => {
  it('must be those that were uploaded and shown', async () => {
    for (const role of ['original', 'presented'] as const) {
      const files = filesWith(role, (file) => [{ ...file, ...other }]);
      const paths = files.filter((file) => file.role === role).map(({ path }) => path);
      expect(await verifyWith({ files })).toEqual(
        paths.map((path) => ['fault', 'document_differs', path]),
      );
    }
  });

  it('must all be there', async () => {
    for (const role of ['original', 'presented'] as const) {
      const missing = ['fault', 'document_missing', null];
      expect(await verifyWith({ files: filesWith(role, without) })).toEqual([missing, missing]);
    }
    const missing = ['fault', 'sealed_missing', null];
    expect(await verifyWith({ files: filesWith('signed', without) })).toEqual([missing, missing]);
  });

  it('must not be exchanged for each other', async () => {
    const [first, second] = bundle.files.filter(({ role }) => role === 'presented');
    const swapped = (file: BundleFile) => [
      { ...(file === first ? second! : first!), documentId: file.documentId, path: file.path },
    ];
    const faults = await verifyWith({ files: filesWith('presented', swapped) });
    expect(faults.map(([, code]) => code)).toEqual(['document_differs', 'document_differs']);
  });

  it('must be told of in the trail when they are sealed, earlier versions too', async () => {
    const reason = sealReason({ envelopeId: ENVELOPE, ...bundle.events[6]! });
    const source = await sealWith(reason);
    const [signed] = bundle.files.filter(({ role }) => role === 'signed');
    const version: BundleFile = {
      path: signedPath(1, 'Mietvertrag Müller.pdf', 1),
      role: 'signed_version',
      documentId: signed!.documentId,
      source,
    };
    const files = [...bundle.files, version];
    expect(await verifyWith({ files })).toEqual([['fault', 'sealed_untold', version.path]]);
    const data = { document_id: signed!.documentId, signed_sha256: sha256(source) };
    const events = chainOf([{ type: 'document.sealed', data }], bundle.events);
    expect(await verifyWith({ files, events })).toEqual([]);
  });

  it('must be those that each signer signed', async () => {
    const signing = bundle.events.findIndex(({ type }) => type === 'signer.signed');
    const { data } = bundle.events[signing]!;
    const [first, second] = data.documents as { id: string; presented_sha256: string }[];
    const changed = { ...first!, presented_sha256: 'f'.repeat(64) };
    const more = [first, second, { ...changed, id: 'sigdoc_more' }];
    for (const documents of [[changed, second], [first], [first, first], more, undefined]) {
      const events = rechain(
        bundle.events.map((event, index) =>
          index === signing ? { ...event, data: { ...data, documents } } : event,
        ),
      );
      const faults = await verifyWith({ events });
      expect(faults).toContainEqual(['fault', 'signed_other_documents', 'audit.json']);
    }
  });

  it('are expected to be sealed once all have signed: until then, a warning', async () => {
    const events = bundle.events.slice(0, 7);
    const files = filesWith('signed', without).filter(({ role }) => !role.startsWith('cert'));
    const waiting = ['warning', 'not_sealed', null];
    expect(await verifyWith({ events, files })).toEqual([waiting, waiting]);
  });

  it('include only pictures of signatures that an event names', async () => {
    const files = filesWith('signature_image', (file) => [{ ...file, ...other }]);
    const expected = [['fault', 'image_untold', 'signatures/01-Anna.png']];
    expect(await verifyWith({ files })).toEqual(expected);
  });
});

describe('the trail', () => {
  it('must tell how the envelope ended, and be that envelope’s', async () => {
    const { envelope } = bundle;
    const declined = await verifyWith({ envelope: { ...envelope, status: 'declined' } });
    expect(declined).toEqual([['fault', 'status_differs', 'audit.json']]);
    const another = await verifyWith({ envelope: { ...envelope, id: 'env_2' } });
    expect(another).toContainEqual(['fault', 'envelope_differs', 'audit.json']);
  });

  it('of a declined envelope is whole without a signed file', async () => {
    const said: Said[] = [
      ...bundle.events.slice(0, 4).map(({ type, data }) => ({ type, data })),
      { type: 'signer.declined', data: { reason: 'too dear' } },
      { type: 'envelope.declined' },
    ];
    const events = chainOf(said);
    const files = filesWith('signed', without).filter(({ role }) => !role.startsWith('cert'));
    const envelope = { ...bundle.envelope, status: 'declined' } as const;
    const changes = { envelope, events, stamps: [], files };
    expect(await verifyWith(changes)).toEqual([]);
  });
});

describe('a time stamp over the trail', () => {
  it('must be over an event of it', async () => {
    const [stamp] = bundle.stamps;
    const expected = [['fault', 'stamp_of_other_event', 'audit.json']];
    expect(await verifyWith({ stamps: [{ ...stamp!, seq: 6 }] })).toEqual(expected);
    expect(await verifyWith({ stamps: [{ ...stamp!, seq: 77 }] })).toEqual(expected);
  });

  it('must hold, over that event, at that time', async () => {
    const [stamp] = bundle.stamps;
    const { token } = await stampOf(tsa, bundle.events[0]!);
    const broken = flipped(Buffer.from(stamp!.token, 'base64'), 600).toString('base64');
    const at = '2020-01-01T00:00:00.000Z';
    for (const change of [{ token }, { token: broken }, { token: '' }, { at }]) {
      const faults = await verifyWith({ stamps: [{ ...stamp!, ...change }] });
      expect(faults).toEqual([['fault', 'stamp_invalid', 'audit.json']]);
    }
  });

  it('gives away a server’s clock that was ahead', async () => {
    const at = new Date(Date.now() + 3_600_000).toISOString();
    const events = chainOf([{ type: 'mail.sent', at }], bundle.events);
    const stamps = [await stampOf(tsa, events.at(-1)!)];
    expect(await verifyWith({ events, stamps })).toEqual([
      ['warning', 'clock_ahead', 'audit.json'],
    ]);
  });
});

describe('a PDF alone', () => {
  const sealed = () => bundle.files.find(({ path }) => path === SIGNED)!.source;

  it('that is sealed says whose, when, and which trail it belongs to', async () => {
    const report = await verify(sealed());
    expect(less(report)).toEqual([]);
    expect(report).toMatchObject({ kind: 'pdf', envelopeId: ENVELOPE, result: 'ok' });
    expect(report.lines.map(({ group, code }) => [group, code])).toEqual([
      ['integrity', 'sealed'],
      ['signer', 'signer_trusted'],
      ['time', 'time_stamped'],
      ['time', 'authority_trusted'],
      ['audit', 'seal_head_named'],
    ]);
    const { message } = report.lines.at(-1)!;
    expect(message).toContain(`up to event 7 (hash ${bundle.events[6]!.hash})`);
  });

  it('that was changed is at fault', async () => {
    const path = saved(flipped(readFileSync(sealed()), 1000), 'lease.pdf');
    expect(less(await verify(path))).toEqual([['fault', 'seal_digest', null]]);
  });

  it('that is not sealed is at fault', async () => {
    const faults = less(await verify(fixture('b1_1p.pdf')));
    expect(faults).toEqual([['fault', 'seal_no_seal', null]]);
  });

  it('whose seal names no trail has a warning', async () => {
    const report = await verify(await sealWith('Seal of completion'));
    expect(less(report)).toEqual([['warning', 'seal_names_no_head', null]]);
    expect(report.envelopeId).toBeNull();
  });

  it('is told by what it is, or by its name if that is broken', async () => {
    const renamed = saved(readFileSync(sealed()), 'lease.bin');
    expect((await verify(renamed)).kind).toBe('pdf');
    const broken = saved(flipped(readFileSync(sealed()), 1), 'lease.pdf');
    expect((await verify(broken)).result).toBe('fault');
    const text = join(folder, 'notes.txt');
    writeFileSync(text, 'nothing');
    await expect(verify(text)).rejects.toThrow(NothingToVerify);
    await expect(verify(join(folder, 'missing.pdf'))).rejects.toThrow('ENOENT');
  });
});
