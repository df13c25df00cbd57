import { z } from 'zod';
import { timestamp } from './common.ts';

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
