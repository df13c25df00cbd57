import { z } from 'zod';
import { anyId, line } from './common.ts';

export const fieldType = z.enum([
  'signature',
  'initials',
  'date',
  'text',
  'checkbox',
  'name',
  'email',
]);

/** No page is larger (ISO 32000-2, annex C), in points. */
const LARGEST = 14_400;
const length = z.number().positive().max(LARGEST);
const offset = z.number().min(-LARGEST).max(LARGEST);

const anchor = z.strictObject({
  text: line(200).describe('Text of the page, as it is read; the box begins at its top left'),
  occurrence: z.number().int().min(1).max(1000).optional().describe('Which one; default the first'),
  dx: offset.optional().describe('To the right of it; default 0'),
  dy: offset.optional().describe('Below it; default 0'),
});

export const fieldInput = z
  .strictObject({
    document_id: anyId('doc_01JZX5W6C3T0B4N8Q2M7R9V1KD').describe(
      'A document of the envelope, by its own id or the case’s',
    ),
    signer: z
      .union([z.number().int().min(0), anyId('signer_01JZX5W6C3T0B4N8Q2M7R9V1KD')])
      .describe('Who fills it in: the place in `signers`, from 0, or a signer’s id'),
    type: fieldType.describe(
      '`date`, `name` and `email` are filled in by themselves; `signature` and `initials` with the ones given in the act',
    ),
    required: z.boolean().optional().describe('Default true; for a checkbox false'),
    label: line(100).optional().describe('What to fill in, shown to the signer'),
    page: z.number().int().min(1).describe('From 1'),
    unit: z
      .enum(['pt', 'fraction'])
      .optional()
      .describe('Of all lengths: points (1/72 inch), or fractions of the page; default `pt`'),
    x: z.number().min(0).max(LARGEST).optional().describe('From the left of the page as displayed'),
    y: z.number().min(0).max(LARGEST).optional().describe('From the top of the page as displayed'),
    width: length,
    height: length,
    anchor: anchor.optional().describe('Instead of `x` and `y`: where a text is found on the page'),
  })
  .refine(
    ({ x, y, anchor }) => (anchor === undefined) === (x !== undefined && y !== undefined),
    'must have either x and y, or anchor',
  )
  .refine(({ x, y, anchor }) => anchor === undefined || (x ?? y) === undefined, {
    error: 'must not have x and y beside anchor',
  });

const fraction = z.number().min(0).max(1);

/** What sender and signer see of a field. Lengths are fractions of the page as displayed. */
export const placedField = {
  id: z.string().meta({ example: 'fld_01JZX5W6C3T0B4N8Q2M7R9V1KD' }),
  type: fieldType,
  required: z.boolean(),
  label: z.string().nullable(),
  page: z.number().int().describe('From 1'),
  x: fraction.describe('From the left of the page as displayed'),
  y: fraction.describe('From the top of the page as displayed'),
  width: fraction,
  height: fraction,
  value: z
    .string()
    .nullable()
    .describe('What was filled in: text, a date as YYYY-MM-DD, `true` in a ticked checkbox'),
};

export const envelopeField = z.object({
  ...placedField,
  document_id: z.string().meta({ example: 'doc_01JZX5W6C3T0B4N8Q2M7R9V1KD' }),
  sigdoc_id: z.string().meta({ example: 'sigdoc_01JZX5W6C3T0B4N8Q2M7R9V1KD' }),
  signer_id: z.string().meta({ example: 'signer_01JZX5W6C3T0B4N8Q2M7R9V1KD' }),
});

export const signerField = z.object({
  ...placedField,
  document_id: z.string().meta({ example: 'sigdoc_01JZX5W6C3T0B4N8Q2M7R9V1KD' }),
});
