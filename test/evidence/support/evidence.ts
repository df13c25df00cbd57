import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { AuditEvent } from '../../../src/evidence/audit-chain.ts';
import type { AuditStamp } from '../../../src/evidence/audit-file.ts';
import { originalPath, presentedPath, signedPath } from '../../../src/evidence/file-names.ts';
import { sealReason } from '../../../src/evidence/seal-reason.ts';
import { type Bundle, type BundleFile, writeBundle } from '../../../src/evidence/write-bundle.ts';
import type { PdfEngine } from '../../../src/pdf/pdf-engine.ts';
import { sealDigest, toCms } from '../../../src/pdf/seal/cms.ts';
import type { SealKey } from '../../../src/pdf/seal/seal-key.ts';
import type { TimeStampAuthority } from '../../../src/pdf/seal/time-stamp.ts';
import { sealing, sha256 } from '../../pdf/support/seal.ts';
import { additions } from '../../pdf/support/signature-page.ts';
import { fixture, scratch } from '../../pdf/support/tools.ts';
import { chainOf, ENVELOPE } from './chain.ts';

const [LEASE, PLAN] = ['sigdoc_01K0EVIDENCE000000000000L', 'sigdoc_01K0EVIDENCE000000000000P'];

export type Makers = { engine: PdfEngine; key: SealKey; tsa: TimeStampAuthority | null };

export function signerOf(key: SealKey): (content: Buffer) => Promise<Buffer> {
  return async (content) =>
    toCms(await sealDigest(key, createHash('sha256').update(content).digest()));
}

/** A completed envelope of two documents, everything in it made by the real things. */
export async function makeEvidence({ engine, key, tsa }: Makers): Promise<Bundle> {
  const folder = scratch();
  const at = (name: string) => join(folder, name);
  await copyFile(fixture('b1_1p.pdf'), at('lease.pdf'));
  await copyFile(fixture('signature.png'), at('plan.png'));
  await engine.prepare({
    path: at('plan.png'),
    mimeType: 'image/png',
    outputPath: at('plan.pdf'),
  });
  const documents = [
    { id: LEASE, sha256: sha256(at('lease.pdf')), presented_sha256: sha256(at('lease.pdf')) },
    { id: PLAN, sha256: sha256(at('plan.png')), presented_sha256: sha256(at('plan.pdf')) },
  ];
  const shown = documents.map(({ id, presented_sha256 }) => ({ id, presented_sha256 }));
  let events = chainOf([
    { type: 'envelope.created', data: { documents: [{ ...documents[0], sha256: 'old' }] } },
    { type: 'envelope.updated', data: { fields: ['document_ids'], documents } },
    { type: 'envelope.updated', data: { removed_signer: { name: 'Jörg' } } },
    { type: 'envelope.sent' },
    {
      type: 'signer.signed',
      data: {
        documents: shown,
        signature: { kind: 'drawn', image_sha256: sha256(at('plan.png')) },
      },
    },
    { type: 'signer.approved', data: { documents: shown, signature: null } },
    { type: 'envelope.completed' },
  ]);
  const seal = async (from: string, to: string, named: AuditEvent) => {
    const added = additions({ envelopeId: ENVELOPE });
    const reason = sealReason({ envelopeId: ENVELOPE, ...named });
    const options = sealing(key, { reason, tsa });
    await engine.seal({ path: at(from), outputPath: at(to), ...added, seal: options });
    return sha256(at(to));
  };
  const completed = events.at(-1)!;
  const sealed = [
    { document_id: LEASE, signed_sha256: await seal('lease.pdf', 'lease-signed.pdf', completed) },
    { document_id: PLAN, signed_sha256: await seal('plan.pdf', 'plan-signed.pdf', completed) },
  ];
  events = chainOf([...sealed.map((data) => ({ type: 'document.sealed', data }))], events);
  for (const name of ['sender', 'parties']) {
    await seal('lease.pdf', `certificate-${name}.pdf`, events.at(-1)!);
  }
  events = chainOf([{ type: 'mail.sent' }], events);
  const file = (
    path: string,
    role: BundleFile['role'],
    documentId: string | null,
    source: string,
  ) => ({ path, role, documentId, source: at(source), sha256: sha256(at(source)) });
  return {
    envelope: { id: ENVELOPE, title: 'Rental agreement', status: 'completed' },
    caseId: '0b0c8f0e-6a5c-4d55-9f0e-0e8d3c1f6a11',
    createdAt: new Date('2026-03-11T08:00:00Z'),
    events,
    stamps: tsa ? [await stampOf(tsa, completed)] : [],
    certificates: [key.certificate, ...key.chain].map(({ x509 }) => x509.toString()),
    files: [
      file(originalPath(1, 'Mietvertrag Müller.pdf'), 'original', LEASE, 'lease.pdf'),
      file(originalPath(2, 'plan.png'), 'original', PLAN, 'plan.png'),
      file(presentedPath(1, 'Mietvertrag Müller.pdf'), 'presented', LEASE, 'lease.pdf'),
      file(presentedPath(2, 'plan.png'), 'presented', PLAN, 'plan.pdf'),
      file(signedPath(1, 'Mietvertrag Müller.pdf'), 'signed', LEASE, 'lease-signed.pdf'),
      file(signedPath(2, 'plan.png'), 'signed', PLAN, 'plan-signed.pdf'),
      file('certificate-sender.pdf', 'certificate_sender', null, 'certificate-sender.pdf'),
      file('certificate-parties.pdf', 'certificate_parties', null, 'certificate-parties.pdf'),
      file('signatures/01-Anna.png', 'signature_image', null, 'plan.png'),
    ],
  };
}

export async function stampOf(tsa: TimeStampAuthority, event: AuditEvent): Promise<AuditStamp> {
  const { seq, hash } = event;
  const { token, at } = await tsa.stamp(Buffer.from(hash, 'hex'));
  return { seq, hash, token: token.toString('base64'), at: at.toISOString() };
}

/** Writes a bundle to a file of its own. */
export async function saveBundle(bundle: Bundle, key: SealKey): Promise<string> {
  const path = join(scratch(), 'bundle.zip');
  await pipeline(await writeBundle(bundle, signerOf(key)), createWriteStream(path));
  return path;
}

/** The same file with the lowest bit of one byte turned. */
export function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = copy[at]! ^ 1;
  return copy;
}
