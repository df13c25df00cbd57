import { z } from 'zod';
import { sha256Hex, timestamp } from './common.ts';

export const sealedFileInput = z.strictObject({
  sha256: z
    .string()
    .overwrite((text) => text.toLowerCase())
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')
    .meta({ example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' }),
});

export const sealedFile = z.object({
  known: z.boolean().describe('Whether this server sealed a file of exactly these bytes'),
  mode: z.enum(['live', 'test']).nullable(),
  kind: z.enum(['document', 'certificate']).nullable(),
  level: z.string().nullable().describe('PAdES baseline level: `B-B`, `B-T`, …'),
  sealed_at: timestamp.nullable(),
  replaced: z.boolean().describe('Whether a newer version of the file was sealed since'),
});

const verdictLine = z.object({
  group: z.enum(['integrity', 'signer', 'time', 'audit']),
  level: z.enum(['ok', 'warning', 'fault']),
  code: z.string().meta({ example: 'seal_holds' }),
  message: z.string(),
  file: z.string().nullable(),
});

export const verification = z
  .object({
    result: z.enum(['ok', 'fault']).describe('`ok`: no line is a fault'),
    faults: z.number().int(),
    warnings: z.number().int(),
    sha256: sha256Hex,
    envelope_id: z.string().nullable().describe('Which the seal names, if it holds'),
    lines: z.array(verdictLine).describe('One verdict each: what holds, and what does not'),
    known: sealedFile.describe('Whether this server sealed exactly these bytes'),
  })
  .meta({ id: 'Verification' });
