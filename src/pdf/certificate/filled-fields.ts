import { type Block, CONTENT_WIDTH } from '../canvas.ts';
import { sectionBlock } from '../page-blocks.ts';
import { tableBlocks } from '../table.ts';
import type { CertificateField } from './content.ts';
import type { Rendering } from './rendering.ts';
import type { CertificateTexts } from './texts.ts';

/** What signers filled in; nothing where there was nothing to fill in. */
export function fieldBlocks({ content, texts }: Rendering): Block[] {
  const words = texts.field;
  const named = ({ label, type }: CertificateField) => label ?? words.types[type] ?? type;
  const rows = content.signers.flatMap(({ name, fields }) =>
    fields.map((field) => [
      [{ text: named(field) }],
      [{ text: words.at(field.document, field.page) }],
      [{ text: valueIn(field, texts) }],
      [{ text: name }],
    ]),
  );
  if (rows.length === 0) return [];
  const layout = [
    { title: words.name, width: 112 },
    { title: words.place, width: 108 },
    { title: words.value, width: 150 },
    { title: words.by, width: CONTENT_WIDTH - 370 },
  ];
  return [sectionBlock(`${texts.section.fields} (${rows.length})`), ...tableBlocks(layout, rows)];
}

function valueIn({ value }: CertificateField, { field }: CertificateTexts): string {
  if (typeof value === 'string') return value;
  return value ? field.checked : field.unchecked;
}
