import { z } from 'zod';
import type { AuditEvent } from './audit-chain.ts';
import type { AuditFile } from './audit-file.ts';
import type { FoundFile } from './look-at-files.ts';
import { AUDIT } from './manifest.ts';
import { fault, type Line, ok, plural, warning } from './report.ts';

/** What events say of documents: a draft's files, what was signed, what was sealed. */
const drafted = z.object({
  documents: z.array(
    z.object({ id: z.string(), sha256: z.string(), presented_sha256: z.string() }),
  ),
});
const signed = z.object({
  documents: z.array(z.object({ id: z.string(), presented_sha256: z.string() })),
});
const sealed = z.object({ document_id: z.string(), signed_sha256: z.string() });

const DRAFTING = new Set(['envelope.created', 'envelope.updated']);
const SIGNING = new Set(['signer.signed', 'signer.approved']);
const SEALED = new Set(['signed', 'signed_version']);

type Draft = z.infer<typeof drafted>['documents'][number];

/** Whether the files are those that the trail speaks of: uploaded, shown, signed and sealed. */
export function checkDocuments(found: readonly FoundFile[], { events }: AuditFile): Line[] {
  const drafts = draftsOf(events);
  const lines = [
    ...checkDrafts(found, drafts),
    ...checkSigned(events, drafts),
    ...checkSealed(found, events),
    ...checkComplete(drafts, events),
    ...checkImages(found, events),
  ];
  if (lines.length > 0) return lines;
  const message = `${plural(drafts.size, 'document')}: what was uploaded, shown and sealed is what the trail names.`;
  return [ok('audit', 'documents_match', message)];
}

/** The documents as the last change of the draft left them. */
function draftsOf(events: readonly AuditEvent[]): Map<string, Draft> {
  const versions = events
    .filter(({ type }) => DRAFTING.has(type))
    .flatMap(({ data }) => drafted.safeParse(data).data ?? []);
  return new Map(versions.at(-1)?.documents.map((draft) => [draft.id, draft]));
}

function checkDrafts(found: readonly FoundFile[], drafts: ReadonlyMap<string, Draft>): Line[] {
  const lines: Line[] = [];
  for (const { path, role, document_id, sha256 } of found) {
    if (role !== 'original' && role !== 'presented') continue;
    const draft = drafts.get(document_id ?? '');
    const expected = role === 'original' ? draft?.sha256 : draft?.presented_sha256;
    if (sha256 === expected) continue;
    const message = `The trail does not have this file as the ${role} form of a document.`;
    lines.push(fault('audit', 'document_differs', message, path));
  }
  for (const id of drafts.keys()) {
    for (const role of ['original', 'presented'] as const) {
      if (found.some((file) => file.role === role && file.document_id === id)) continue;
      const message = `The ${role} form of the document ${id} is not in the bundle.`;
      lines.push(fault('audit', 'document_missing', message));
    }
  }
  return lines;
}

function checkSigned(events: readonly AuditEvent[], drafts: ReadonlyMap<string, Draft>): Line[] {
  return events
    .filter(({ type }) => SIGNING.has(type))
    .filter(({ data }) => {
      const documents = signed.safeParse(data).data?.documents ?? [];
      const shown = new Map(documents.map(({ id, presented_sha256 }) => [id, presented_sha256]));
      const all = [...drafts.values()].every(
        (draft) => shown.get(draft.id) === draft.presented_sha256,
      );
      return !all || documents.length !== drafts.size;
    })
    .map(({ seq, type }) => {
      const message = `Event ${seq} (${type}) is about other documents than those that were shown.`;
      return fault('audit', 'signed_other_documents', message, AUDIT);
    });
}

/** What was completed is sealed, if not at once. */
function checkComplete(drafts: ReadonlyMap<string, Draft>, events: readonly AuditEvent[]): Line[] {
  if (!events.some(({ type }) => type === 'envelope.completed')) return [];
  const told = new Set(sealedBy(events).map(({ document_id }) => document_id));
  const waiting = [...drafts.keys()].filter((id) => !told.has(id));
  return waiting.map((id) => {
    const message = `The document ${id} was signed by all, but is not sealed yet.`;
    return warning('audit', 'not_sealed', message);
  });
}

/** Any event of a document that tells its `signed_sha256` does: a seal can be raised later. */
function checkSealed(found: readonly FoundFile[], events: readonly AuditEvent[]): Line[] {
  const keyOf = (id: string | null, sha256: string) => `${id} ${sha256}`;
  const told = sealedBy(events);
  const files = found.filter(({ role }) => SEALED.has(role));
  const tolds = new Set(told.map((each) => keyOf(each.document_id, each.signed_sha256)));
  const have = new Set(files.map((each) => keyOf(each.document_id, each.sha256)));
  return [
    ...files
      .filter(({ document_id, sha256 }) => !tolds.has(keyOf(document_id, sha256)))
      .map(({ path }) => {
        const message = 'The trail does not say that this file was sealed.';
        return fault('audit', 'sealed_untold', message, path);
      }),
    ...told
      .filter(({ document_id, signed_sha256 }) => !have.has(keyOf(document_id, signed_sha256)))
      .map(({ document_id, signed_sha256 }) => {
        const message = `The sealed file ${signed_sha256} of the document ${document_id} is not in the bundle.`;
        return fault('audit', 'sealed_missing', message);
      }),
  ];
}

function sealedBy(events: readonly AuditEvent[]): z.infer<typeof sealed>[] {
  return events
    .filter(({ type }) => type.startsWith('document.'))
    .flatMap(({ data }) => sealed.safeParse(data).data ?? []);
}

/** The picture of a signature must be one that an event names by its hash. */
function checkImages(found: readonly FoundFile[], events: readonly AuditEvent[]): Line[] {
  const named = new Set(
    events.flatMap(({ data }) => JSON.stringify(data).match(/\b[0-9a-f]{64}\b/g) ?? []),
  );
  return found
    .filter(({ role, sha256 }) => role === 'signature_image' && !named.has(sha256))
    .map(({ path }) => {
      const message = 'No event of the trail names this picture of a signature.';
      return fault('audit', 'image_untold', message, path);
    });
}
