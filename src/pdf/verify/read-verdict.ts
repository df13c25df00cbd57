import { z } from 'zod';
import type { SealVerdict } from '../types.ts';

const party = {
  subject: z.string().max(2_000),
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  notAfter: z.iso.datetime(),
  chain: z.enum(['complete', 'partial']),
  trusted: z.boolean().nullable(),
};

const verdict = z.object({
  faults: z.array(
    z.enum([
      'no_seal',
      'byte_range',
      'changed_after',
      'contents',
      'content_type',
      'digest',
      'signing_certificate',
      'unsupported_algorithm',
      'signature',
      'certificate_expired',
      'certificate_revoked',
      'time_stamp',
      'structure',
    ]),
  ),
  coversWholeFile: z.boolean(),
  level: z.enum(['B-B', 'B-T', 'B-LT', 'B-LTA']).nullable(),
  signer: z.object({ ...party, development: z.boolean() }).nullable(),
  time: z.object({
    claimed: z.iso.datetime().nullable(),
    stamped: z.object({ ...party, at: z.iso.datetime() }).nullable(),
    archived: z.object({ ...party, at: z.iso.datetime() }).nullable(),
  }),
  reason: z.string().max(10_000).nullable(),
  earlierSignatures: z.number().int().nonnegative(),
});

/** The verdict in a child's reply; null when it has not the shape of one. */
export function readVerdict(value: unknown): SealVerdict | null {
  return verdict.safeParse(value).data ?? null;
}
