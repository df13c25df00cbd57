import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PDF } from '@libpdf/core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toolsOf } from '../../scripts/verify-tools.ts';
import type { AuditEvent } from '../../src/evidence/audit-chain.ts';
import { type AuditFile, writeAuditFile } from '../../src/evidence/audit-file.ts';
import { toCanonical } from '../../src/evidence/canonical-json.ts';
import type { Manifest } from '../../src/evidence/manifest.ts';
import type { Line, Report } from '../../src/evidence/report.ts';
import { verifyFile } from '../../src/evidence/verify-file.ts';
import type { Bundle } from '../../src/evidence/write-bundle.ts';
import { createPdfEngine } from '../../src/pdf/pdf-engine.ts';
import type { SealKey } from '../../src/pdf/seal/seal-key.ts';
import { createTimeStampAuthority } from '../../src/pdf/seal/time-stamp.ts';
import { CA, issue, TSA } from '../pdf/support/openssl.ts';
import { developmentKey, sealKey } from '../pdf/support/seal.ts';
import { repliesOf, startTsa, type TestTsa } from '../pdf/support/tsa.ts';
import { type Contents, saved, unzip, zipped } from './support/archive.ts';
import { chainOf, ENVELOPE, rechain } from './support/chain.ts';
import { flipped, makeEvidence, saveBundle, signerOf } from './support/evidence.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const engine = createPdfEngine({ maxPages: 100 });
const tools = toolsOf(engine);
const root = issue('Seal root', 'p256', { extensions: CA });
const key = sealKey(issue('Seal', 'p256', { issuer: root }));
const tsaRoot = issue('TSA root', 'p256', { extensions: CA });
const trusted = [root, tsaRoot].map(
  ({ certificate }) => new X509Certificate(readFileSync(certificate)),
);

let authority: TestTsa;
let bundle: Bundle;
let path: string;
let contents: Contents;

beforeAll(async () => {
  const stamps = issue('TSA', 'p256', { issuer: tsaRoot, extensions: TSA });
  authority = await startTsa(repliesOf(stamps));
  const tsa = createTimeStampAuthority({ url: authority.url, now: () => new Date() });
  bundle = await makeEvidence({ engine, key, tsa });
  path = await saveBundle(bundle, key);
  contents = await unzip(path);
});
afterAll(async () => {
  await engine.close();
  await authority.close();
});

const verify = (file: string, trust = trusted) => verifyFile(file, tools, { trusted: trust });
const verifyBytes = async (bytes: Buffer, trust = trusted) => verify(saved(bytes), trust);
const told = ({ lines }: Report, ...levels: Line['level'][]) =>
  lines.filter(({ level }) => levels.includes(level)).map(({ code, file }) => [code, file]);
const SIGNED = 'signed/01-Mietvertrag Müller.pdf';

/** The bundle with files changed (null: taken out), its manifest made anew and signed by `by`. */
async function remade(changes: Record<string, Buffer | null>, by: SealKey = key): Promise<Buffer> {
  const files = new Map(contents);
  for (const [name, bytes] of Object.entries(changes)) {
    if (bytes === null) files.delete(name);
    else files.set(name, bytes);
  }
  const manifest = readManifest(files);
  for (const file of manifest.files) {
    const bytes = files.get(file.path) ?? contents.get(file.path)!;
    file.sha256 = createHash('sha256').update(bytes).digest('hex');
    file.bytes = bytes.length;
  }
  const { seq, hash } = readAudit(files).events.at(-1)!;
  return sealed(files, { ...manifest, audit: { seq, hash } }, by);
}

async function sealed(files: Contents, manifest: Manifest, by: SealKey = key): Promise<Buffer> {
  const bytes = Buffer.from(toCanonical(manifest));
  const signature = await signerOf(by)(bytes);
  return zipped(new Map([...files]).set('manifest.json', bytes).set('manifest.p7s', signature));
}

const readManifest = (files: Contents): Manifest => JSON.parse(String(files.get('manifest.json')));
const readAudit = (files: Contents): AuditFile => JSON.parse(String(files.get('audit.json')));

/** audit.json with other events; its head is that of the last one. */
function auditWith(change: (events: AuditEvent[]) => AuditEvent[]): Record<string, Buffer> {
  const { envelope, events, stamps } = readAudit(contents);
  return { 'audit.json': writeAuditFile({ envelope, events: change(events), stamps }) };
}

describe('a bundle', () => {
  it('that nobody touched is whole, and says of what, whose, when and how far', async () => {
    const report = await verify(path);
    expect(report).toMatchObject({ kind: 'bundle', result: 'ok', faults: 0, warnings: 0 });
    expect(report.envelopeId).toBe(ENVELOPE);
    const pdfs = [
      SIGNED,
      'signed/02-plan.png.pdf',
      'certificate-sender.pdf',
      'certificate-parties.pdf',
    ];
    expect(told(report, 'ok')).toEqual([
      ['manifest_signed', 'manifest.json'],
      ['files_intact', null],
      ...pdfs.map((file) => ['sealed', file]),
      ['signer_trusted', null],
      ...pdfs.map((file) => ['time_stamped', file]),
      ['trail_stamped', 'audit.json'],
      ['authority_trusted', null],
      ['chain_intact', null],
      ...pdfs.map((file) => ['seal_head_found', file]),
      ['events_after_seal', null],
      ['documents_match', null],
    ]);
    const sentences = report.lines.map(({ message }) => message).join('\n');
    expect(sentences).toContain('1 event came after the last seal');
    expect(sentences).toContain(`${key.fingerprint}) signed the manifest and sealed 4 files`);
  });

  it('is of unknown keys as long as nobody is trusted: warnings, with the fingerprint', async () => {
    const report = await verify(path, []);
    expect(report.result).toBe('ok');
    expect(told(report, 'fault', 'warning')).toEqual([
      ['signer_unknown', null],
      ['authority_unknown', null],
    ]);
    const line = report.lines.find(({ code }) => code === 'signer_unknown');
    expect(line?.message).toContain(key.fingerprint);
  });

  it('is at fault when somebody else is trusted, and not he who signed', async () => {
    const other = issue('Seal root', 'p256', { extensions: CA });
    const anchors = [new X509Certificate(readFileSync(other.certificate)), trusted[1]!];
    expect(told(await verify(path, anchors), 'fault')).toEqual([['signer_unknown', null]]);
  });

  it('of a development key without time stamps has warnings of both', async () => {
    const made = developmentKey('ecdsa');
    const evidence = await makeEvidence({ engine, key: made, tsa: null });
    const report = await verify(await saveBundle(evidence, made), []);
    expect(told(report, 'fault')).toEqual([]);
    expect(told(report, 'warning').map(([code]) => code)).toEqual([
      'signer_unknown',
      'signer_development',
      ...Array(4).fill('no_time_stamp'),
    ]);
  });
});

describe('one byte that is another', () => {
  it('is found in every file of the bundle, at its start, middle and end, and the file is named', async () => {
    const missed: string[] = [];
    for (const [name, bytes] of contents) {
      for (const at of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
        const archive = await zipped(new Map([...contents, [name, flipped(bytes, at)]]));
        const faults = told(await verifyBytes(archive), 'fault').map(([, file]) => file);
        // A manifest that can still be read is not the one that was signed.
        const named = name === 'manifest.json' ? [name, 'manifest.p7s'] : [name];
        if (!named.some((each) => faults.includes(each))) missed.push(`${name} at ${at}`);
      }
    }
    expect(contents.size).toBe(14);
    expect(missed).toEqual([]);
  });

  it('is found in a sealed PDF even if the manifest was made to fit it', async () => {
    const pdf = contents.get(SIGNED)!;
    const report = await verifyBytes(await remade({ [SIGNED]: flipped(pdf, 1000) }));
    expect(told(report, 'fault')).toContainEqual(['seal_digest', SIGNED]);
    expect(told(report, 'fault')).not.toContainEqual(['file_changed', SIGNED]);
  });

  it('is found in a sealed PDF that was edited by appending to it', async () => {
    const pdf = await PDF.load(contents.get(SIGNED)!);
    pdf.getPage(0)?.drawText('and 500 more', { x: 50, y: 50 });
    const edited = Buffer.from(await pdf.save({ incremental: true }));
    expect(edited.subarray(0, contents.get(SIGNED)!.length)).toEqual(contents.get(SIGNED));
    const report = await verifyBytes(await remade({ [SIGNED]: edited }));
    expect(told(report, 'fault')).toContainEqual(['seal_changed_after', SIGNED]);
  });
});

describe('a trail that was changed, in a manifest made to fit it by who has the key', () => {
  const faultsOf = async (change: (events: AuditEvent[]) => AuditEvent[], by = key) =>
    told(await verifyBytes(await remade(auditWith(change), by)), 'fault');

  it('shows a changed field', async () => {
    const change = (events: AuditEvent[]) =>
      events.map((event) =>
        event.seq === 4 ? { ...event, at: '2026-03-01T12:00:00.000Z' } : event,
      );
    expect(await faultsOf(change)).toEqual([['chain_hash', 'audit.json']]);
  });

  it('shows a removed event', async () => {
    const faults = await faultsOf((events) => events.filter(({ seq }) => seq !== 4));
    expect(faults).toEqual([
      ['chain_number', 'audit.json'],
      ['chain_link', 'audit.json'],
    ]);
  });

  it('shows events in another order', async () => {
    const faults = await faultsOf(([a, b, c, d, ...rest]) => [a!, b!, d!, c!, ...rest]);
    expect(faults.map(([code]) => code)).toContain('chain_number');
  });

  it('shows an event that was put at its end without being chained', async () => {
    const faults = await faultsOf((events) => [
      ...events,
      { ...events.at(-1)!, seq: events.length + 1, type: 'signer.viewed' },
    ]);
    expect(faults).toEqual([
      ['chain_link', 'audit.json'],
      ['chain_hash', 'audit.json'],
    ]);
  });

  it('shows the events of another envelope among its own', async () => {
    const faults = await faultsOf((events) =>
      rechain(
        events.map((event) => (event.seq === 10 ? { ...event, envelope_id: 'env_2' } : event)),
      ),
    );
    expect(faults).toEqual([['chain_envelope', 'audit.json']]);
  });

  it('shows a forgery with all hashes computed anew: seals and stamps name the old ones', async () => {
    const forge = (events: AuditEvent[]) =>
      rechain(events.map((event) => (event.seq === 4 ? { ...event, ip: null } : event)));
    expect(await faultsOf(forge)).toEqual([
      ['stamp_of_other_event', 'audit.json'],
      ['seal_head_unknown', SIGNED],
      ['seal_head_unknown', 'signed/02-plan.png.pdf'],
      ['seal_head_unknown', 'certificate-sender.pdf'],
      ['seal_head_unknown', 'certificate-parties.pdf'],
    ]);
  });

  it('shows a forgery behind the seals by the key that signs: it is not theirs', async () => {
    const forge = (events: AuditEvent[]) => chainOf([{ type: 'mail.sent' }], events);
    expect(await faultsOf(forge)).toEqual([]);
    const faults = await faultsOf(forge, developmentKey('ecdsa'));
    expect(faults.map(([code]) => code)).toContain('signers_differ');
  });

  it('shows events taken from its end: trail and manifest name the last one', async () => {
    const { seq, hash } = bundle.events[8]!;
    const audit = { ...readAudit(contents), head: { seq, hash } };
    const shortened = [
      await remade({ 'audit.json': Buffer.from(toCanonical(audit)) }),
      await sealed(contents, { ...readManifest(contents), audit: { seq, hash } }),
    ];
    for (const archive of shortened) {
      const faults = told(await verifyBytes(archive), 'fault');
      expect(faults).toEqual([['head_differs', 'audit.json']]);
    }
  });

  it('shows that it is put together with another envelope', async () => {
    const { events, stamps } = bundle;
    const audit = writeAuditFile({ envelope: { id: 'env_2' }, events, stamps });
    const report = await verifyBytes(await remade({ 'audit.json': audit }));
    expect(told(report, 'fault')).toEqual([['envelope_differs', 'audit.json']]);
  });

  it('takes note of a clock that was set back, which proves nothing', async () => {
    const late = { type: 'mail.sent', at: '2026-03-10T11:00:00.000Z' };
    const report = await verifyBytes(await remade(auditWith((events) => chainOf([late], events))));
    expect(report.result).toBe('ok');
    expect(told(report, 'ok')).toContainEqual(['clock_set_back', 'audit.json']);
  });

  it('is refused when its JSON says more than it means', async () => {
    const text = String(contents.get('audit.json'));
    const more = [
      text.replace('"seq":1,', '"seq":1,"seq":1,'),
      text.replace('"seq":1,', '"seq":1,"note":"",'),
      text.replace('{"actor":', '{"__proto__":{},"actor":'),
      ` ${text}`,
      text.slice(0, -1),
    ];
    for (const each of more) {
      const archive = await sealed(
        new Map([...contents, ['audit.json', Buffer.from(each)]]),
        readManifest(contents),
      );
      const faults = told(await verifyBytes(archive), 'fault');
      expect(faults).toContainEqual(['audit_malformed', 'audit.json']);
    }
  });
});

describe('the manifest', () => {
  it('signed by another key than the seals’ is at fault, and its key unknown', async () => {
    const report = await verifyBytes(await remade({}, developmentKey('ecdsa')), []);
    expect(told(report, 'fault').map(([code]) => code)).toEqual([
      ...Array(4).fill('signers_differ'),
      'certificate_not_named',
    ]);
    const unknown = report.lines.filter(({ code }) => code === 'signer_unknown');
    expect(unknown).toHaveLength(2);
  });

  it('may be signed by a later key of which both are trusted and named', async () => {
    const later = sealKey(issue('Seal 2', 'p256', { issuer: root }));
    const certificates = [...bundle.certificates, later.certificate.x509.toString()];
    const renewed = await saveBundle({ ...bundle, certificates }, later);
    expect(told(await verify(renewed), 'fault', 'warning')).toEqual([]);
    expect(told(await verify(renewed), 'ok')).toContainEqual(['signers_differ', null]);
    expect((await verify(renewed, [])).result).toBe('fault');
  });

  it('names every file, and no others are there', async () => {
    const faults = async (files: Contents) => told(await verifyBytes(await zipped(files)), 'fault');
    const more = new Map([...contents, ['signed/03-more.pdf', Buffer.from('%PDF-1.7')]]);
    expect(await faults(more)).toEqual([['file_extra', 'signed/03-more.pdf']]);
    for (const name of contents.keys()) {
      const fewer = new Map([...contents].filter(([each]) => each !== name));
      const code = { 'manifest.json': 'manifest_missing', 'manifest.p7s': 'manifest_unsigned' };
      expect(await faults(fewer)).toContainEqual([
        Object.entries(code).find(([file]) => file === name)?.[1] ?? 'file_missing',
        name,
      ]);
    }
  });

  it('is refused when it is written in another way, names a file twice or is newer', async () => {
    const { files, ...manifest } = readManifest(contents);
    const pretty = Buffer.from(JSON.stringify({ files, ...manifest }, null, 1));
    const archive = await zipped(new Map([...contents, ['manifest.json', pretty]]));
    const refused = [['manifest_malformed', 'manifest.json']];
    expect(told(await verifyBytes(archive), 'fault')).toEqual(refused);
    const newer = JSON.parse(JSON.stringify({ ...manifest, files, version: 2 }));
    expect(told(await verifyBytes(await sealed(contents, newer)), 'fault')).toEqual(refused);
    const twice = { ...manifest, files: [...files, files[0]!] };
    const report = await verifyBytes(await sealed(contents, twice));
    expect(told(report, 'fault')).toContainEqual(['manifest_malformed', null]);
  });
});
