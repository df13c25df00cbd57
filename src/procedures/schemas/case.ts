import { z } from 'zod';
import { anyId, line, pageQuery, paragraph, timestamp } from './common.ts';

const EXAMPLE = '550e8400-e29b-41d4-a716-446655440000';

export const caseStatus = z.enum(['active', 'closed', 'archived']);

const PEOPLE_LEVELS = 20;

const people = z
  .array(z.record(z.string(), z.unknown()))
  .max(200)
  .refine((all) => nestsAtMost(PEOPLE_LEVELS, all), `must nest at most ${PEOPLE_LEVELS} levels`)
  .describe('Kept and given back as they came');

// JSON nested without end can be parsed, but not written again.
function nestsAtMost(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((member) => nestsAtMost(levels - 1, member));
}

export const caseObject = z
  .object({
    id: z.string().meta({ format: 'uuid', example: EXAMPLE }),
    name: z.string().meta({ example: 'Smith ./. Acme GmbH' }),
    file_number: z.string().nullable().meta({ example: '2026/0042' }),
    status: caseStatus,
    type: z.string().nullable(),
    description: z.string().nullable(),
    dezernat: z.string().nullable(),
    created_at: timestamp,
    updated_at: timestamp,
    parties: z.array(z.record(z.string(), z.unknown())),
    staff: z.array(z.record(z.string(), z.unknown())),
  })
  .meta({ id: 'Case' });

const members = {
  name: line(255).meta({ example: 'Smith ./. Acme GmbH' }),
  file_number: line(100).nullable().optional().meta({ example: '2026/0042' }),
  status: caseStatus.optional().describe('Default `active`'),
  type: line(100).nullable().optional(),
  description: paragraph(4000).nullable().optional(),
  dezernat: line(100).nullable().optional(),
  parties: people.optional(),
  staff: people.optional(),
};

export const createCaseInput = z.strictObject(members);
export const updateCaseInput = z.strictObject({ id: anyId(EXAMPLE), ...members });
export const caseIdInput = z.strictObject({ id: anyId(EXAMPLE) });
export const listCasesInput = z.strictObject({
  status: caseStatus.optional(),
  search: line(255).optional().describe('Part of the name or the file number'),
  ...pageQuery,
});
