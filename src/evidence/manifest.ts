import { z } from 'zod';
import { isSafePath } from './file-names.ts';

export const MANIFEST = 'manifest.json';
export const MANIFEST_SIGNATURE = 'manifest.p7s';
export const AUDIT = 'audit.json';
export const SEAL_CERTIFICATES = 'seal-certificates.pem';
export const README = 'README.txt';

/** What a file of a bundle is. */
export const ROLES = [
  'original',
  'presented',
  'signed',
  /** A sealed file as it was before its seal was raised to a higher level. */
  'signed_version',
  'certificate_sender',
  'certificate_parties',
  'signature_image',
  'audit',
  'seal_certificates',
  'readme',
] as const;
export type Role = (typeof ROLES)[number];

/** PDFs that carry the seal. */
export const SEALED_ROLES: ReadonlySet<Role> = new Set<Role>([
  'signed',
  'signed_version',
  'certificate_sender',
  'certificate_parties',
]);

/**
 * What a bundle may have, so that opening somebody else's can neither fill a memory nor a disk.
 * Documents come under `LIMIT_DOCUMENTS`, each in up to half a dozen files.
 */
export const LIMITS = {
  entries: 4_000,
  fileBytes: 1024 ** 3,
  totalBytes: 16 * 1024 ** 3,
  manifestBytes: 4 * 1024 ** 2,
  signatureBytes: 64 * 1024,
  auditBytes: 64 * 1024 ** 2,
};

export const ENDED = ['completed', 'declined', 'expired', 'voided'] as const;
export type EndedStatus = (typeof ENDED)[number];

export const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const head = z.strictObject({ seq: z.int().min(0), hash });

const file = z.strictObject({
  path: z.string().refine(isSafePath),
  role: z.enum(ROLES),
  /** `sigdoc_…`: which document of the envelope it is a form of. */
  document_id: z.string().nullable(),
  bytes: z.int().min(0).max(LIMITS.fileBytes),
  sha256: hash,
});

export const manifestSchema = z.strictObject({
  version: z.literal(1),
  envelope_id: z.string(),
  case_id: z.string().nullable(),
  status: z.enum(ENDED),
  /** Of the bundle, ISO UTC. */
  created_at: z.iso.datetime(),
  /** The end of the trail in audit.json. */
  audit: head,
  /** Every file of the bundle but the manifest and its signature. */
  files: z.array(file).max(LIMITS.entries - 2),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestFile = Manifest['files'][number];
