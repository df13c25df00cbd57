import { z } from 'zod';
import type { StreamReply } from '../../domain/evidence.ts';
import type { FileReply } from '../../domain/file-reply.ts';
import type { StagedFile } from '../../storage/file-storage.ts';
import { anyId, line, pageQuery, sha256Hex, timestamp } from './common.ts';

const EXAMPLE = 'doc_01JZX5W6C3T0B4N8Q2M7R9V1KD';
const EXAMPLE_CASE = '550e8400-e29b-41d4-a716-446655440000';
const BINARY = { type: 'string', format: 'binary' } as const;

export const documentObject = z
  .object({
    id: z.string().meta({ example: EXAMPLE }),
    filename: z.string().meta({ example: 'employment_agreement.pdf' }),
    mime_type: z.string().meta({ example: 'application/pdf' }),
    size_bytes: z.number().int(),
    status: z.literal('processed'),
    case_id: z.string().nullable().meta({ example: EXAMPLE_CASE }),
    folder_id: z.string().nullable(),
    parties: z.array(z.string()),
    page_count: z.number().int().nullable(),
    sha256: sha256Hex,
    signable: z.boolean(),
    unsignable_reason: z.string().nullable().describe('Why it cannot be signed'),
    envelope_id: z.string().nullable().describe('The envelope of which this is the signed outcome'),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'Document' });

export const documentIdInput = z.strictObject({ id: anyId(EXAMPLE) });

export const listDocumentsInput = z.strictObject({
  case_id: anyId(EXAMPLE_CASE).optional(),
  ...pageQuery,
});

/** A file that came with a multipart upload, under the name the client gave it. */
export type UploadedFile = { staged: StagedFile; filename: string };

const uploaded = z.looseObject({
  file: z.object({ filename: z.string(), staged: z.object({ sha256: z.string() }) }),
});

/** An input in which a file is told by its name and bytes, wherever it lies. */
export function withoutPath(input: unknown): unknown {
  const { success, data } = uploaded.safeParse(input);
  return success ? data : input;
}

const filePart = z.custom<UploadedFile>(
  (value) => value !== undefined,
  'is required: a part with a file name',
);

export const uploadInput = z.strictObject({
  file: filePart.meta({ override: BINARY, description: 'PDF, DOCX, DOC, PNG, JPG or TIFF' }),
  case_id: anyId(EXAMPLE_CASE).optional(),
  folder_id: line(100).optional(),
  party_ids: z.array(line(100)).max(200).optional().describe('One part for each id'),
});

export const verifyInput = z.strictObject({
  file: filePart.meta({ override: BINARY, description: 'A PDF' }),
});

export const fileReply = z.custom<FileReply>().meta({ override: BINARY });

export const streamReply = z.custom<StreamReply>().meta({ override: BINARY });

/** The name of an upload: the last part of a path, without what no mail or file system takes. */
export const uploadedName = line(255);
