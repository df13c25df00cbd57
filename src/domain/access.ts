import { holdAuditHead } from '../db/audit-events.ts';
import { type Case, findCase } from '../db/cases.ts';
import type { Db, Tx } from '../db/database.ts';
import { type Document, findDocument, findDocuments } from '../db/documents.ts';
import { findEnvelope, findEnvelopeVersion } from '../db/envelopes.ts';
import { isId, isUuid } from '../db/ids.ts';
import type { Signer } from '../db/signers.ts';
import type { Tenant } from '../db/tenant.ts';
import { type Envelope, withParts } from './envelope.ts';
import { ApiError } from './errors.ts';

// Every use case reaches what it works on through these. They take the tenant, and what belongs to
// another tenant answers exactly as what does not exist.

/** @throws ApiError CASE_NOT_FOUND */
export async function loadCase(db: Db, tenant: Tenant, id: string): Promise<Case> {
  const found = isUuid(id.toLowerCase()) ? await findCase(db, tenant, id.toLowerCase()) : undefined;
  if (!found) throw new ApiError('CASE_NOT_FOUND');
  return found;
}

/** @throws ApiError DOCUMENT_NOT_FOUND */
export async function loadDocument(db: Db, tenant: Tenant, id: string): Promise<Document> {
  const found = isId('document', id) ? await findDocument(db, tenant, id) : undefined;
  if (!found) throw new ApiError('DOCUMENT_NOT_FOUND', { details: [id] });
  return found;
}

/**
 * The documents of these ids that can go into an envelope of a case, in the order of the ids:
 * those of the case and those of no case.
 *
 * @throws ApiError DOCUMENT_NOT_FOUND with the ids in `details`
 */
export async function loadDocumentsForCase(
  db: Db,
  tenant: Tenant,
  caseId: string,
  ids: readonly string[],
): Promise<Document[]> {
  const found = await findDocuments(
    db,
    tenant,
    ids.filter((id) => isId('document', id)),
  );
  const usable = new Map(
    found
      .filter((row) => row.case_id === null || row.case_id === caseId)
      .map((row) => [row.id, row]),
  );
  const documents = ids.map((id) => usable.get(id)).filter((row) => row !== undefined);
  if (documents.length < ids.length) {
    const missing = ids.filter((id) => !usable.has(id));
    throw new ApiError('DOCUMENT_NOT_FOUND', {
      message: `These documents do not exist in the case: ${missing.slice(0, 20).join(', ')}`,
      details: missing,
    });
  }
  return documents;
}

/**
 * An envelope as it was at one moment. Row and parts are read one after the other, so when somebody
 * commits a change in between, they are read again: decisions and answers rest on no mixture.
 *
 * @throws ApiError ENVELOPE_NOT_FOUND
 */
export async function loadEnvelope(db: Db, tenant: Tenant, id: string): Promise<Envelope> {
  for (;;) {
    const row = isId('envelope', id) ? await findEnvelope(db, tenant, id) : undefined;
    const [envelope] = row ? await withParts(db, [row]) : [];
    if (!envelope) throw new ApiError('ENVELOPE_NOT_FOUND');
    if ((await findEnvelopeVersion(db, id)) === envelope.version) return envelope;
  }
}

/**
 * An envelope, held until the transaction ends. Whoever changes one begins with this, before looking
 * at links, sessions or the clock: of two acts at once the second waits and then sees the first.
 *
 * @throws ApiError ENVELOPE_NOT_FOUND
 */
export async function holdEnvelope(tx: Tx, tenant: Tenant, id: string): Promise<Envelope> {
  if (isId('envelope', id)) await holdAuditHead(tx, id);
  return loadEnvelope(tx, tenant, id);
}

/** @throws ApiError SIGNER_NOT_FOUND */
export function signerOf(envelope: Envelope, signerId: string): Signer {
  const signer = envelope.signers.find(({ id }) => id === signerId);
  if (!signer) throw new ApiError('SIGNER_NOT_FOUND');
  return signer;
}

/** @throws ApiError DOCUMENT_NOT_FOUND */
export function documentOf(envelope: Envelope, envelopeDocumentId: string) {
  const document = envelope.documents.find(({ id }) => id === envelopeDocumentId);
  if (!document) throw new ApiError('DOCUMENT_NOT_FOUND', { details: [envelopeDocumentId] });
  return document;
}
