import { html, type Markup, NOTHING } from '../html.ts';
import type { Schema } from './document.ts';
import { inlineMarkdown } from './markdown.ts';
import { typeLabel } from './type-label.ts';

/**
 * Who writes the fields. A client has to know which ones it must send; of an answer, which ones
 * may be missing.
 */
export type Side = 'request' | 'answer';

/** One line of a list of fields. */
type Field = { name: string; schema: Schema; required: boolean; description?: string };

/** The members of an object, each with its type, its meaning and, folded, its own members. */
export function members(schema: Schema, side: Side): Markup {
  const required = new Set(schema.required);
  return fieldList(
    Object.entries(schema.properties ?? {}).map(([name, each]) => ({
      name,
      schema: each,
      required: required.has(name),
    })),
    side,
  );
}

/** A list of fields, of an object or of an address. */
export function fieldList(fields: Field[], side: Side): Markup {
  return html`<ul class="fields">${fields.map((field) => fieldItem(field, side))}</ul>`;
}

/** The objects a value of this schema may consist of: itself, its items, its alternatives. */
export function objectsIn(schema: Schema): Schema[] {
  if (schema.properties) return [schema];
  const inner = [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (typeof schema.additionalProperties === 'object') inner.push(schema.additionalProperties);
  return inner.flatMap((each) => (each ? objectsIn(each) : []));
}

function fieldItem({ name, schema, required, description }: Field, side: Side): Markup {
  const objects = objectsIn(schema);
  const words = description ?? schema.description;
  return html`<li>
<p><code class="name">${name}</code> <span class="type">${typeLabel(schema)}</span>${presence(required, side)}</p>
${words === undefined ? NOTHING : html`<p>${inlineMarkdown(words)}</p>`}
${notes(schema)}
${objects.map((object, place) => folded(name, object, objects.length > 1 ? place + 1 : 0, side))}
</li>`;
}

function presence(required: boolean, side: Side): Markup {
  if (required === (side === 'answer')) return NOTHING;
  return html` <span class="required">${required ? 'required' : 'optional'}</span>`;
}

function notes(schema: Schema): Markup {
  const parts = [
    { label: 'Default', value: schema.default },
    { label: 'Example', value: schema.example },
  ].flatMap(({ label, value }) =>
    value === undefined
      ? []
      : [html`<span>${label}: <code>${JSON.stringify(value)}</code></span> `],
  );
  return parts.length === 0 ? NOTHING : html`<p class="small">${parts}</p>`;
}

/** @param place which alternative it is, from 1; 0 where there is but one */
function folded(name: string, object: Schema, place: number, side: Side): Markup {
  const which = place === 0 ? NOTHING : html`, ${alternative(object, place)}`;
  return html`<details><summary>Members of <code>${name}</code>${which}</summary>${members(object, side)}</details>`;
}

// A member with one value only, or with values of its own, tells the alternatives apart.
function alternative({ properties = {} }: Schema, place: number): Markup {
  for (const [name, { const: value, enum: values }] of Object.entries(properties)) {
    const shown = values ?? (value === undefined ? [] : [value]);
    if (shown.length > 0) return html`where <code>${name}</code> is ${shown.join(' or ')}`;
  }
  return html`alternative ${place}`;
}
