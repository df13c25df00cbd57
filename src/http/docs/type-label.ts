import { html, type Markup } from '../html.ts';
import type { Schema } from './document.ts';

/** Says in words what values a schema allows: `string, 1 to 255 characters`. */
export function typeLabel(schema: Schema): Markup {
  const { $ref, anyOf, oneOf } = schema;
  if ($ref !== undefined) return objectLink($ref);
  const choices = anyOf ?? oneOf;
  if (choices) return alternatives(distinct(choices.map(typeLabel)));
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum) return html`one of ${joined(schema.enum.map(code), ', ')}`;
  if (schema.items) return listLabel(schema, schema.items);
  if (typeof schema.additionalProperties === 'object') {
    return html`object with values of ${typeLabel(schema.additionalProperties)}`;
  }
  const types = [schema.type ?? 'any value'].flat().join(' or ');
  const format = schema.format === undefined ? '' : ` (${schema.format})`;
  return html`${types}${format}${bounds(schema)}`;
}

/** The name of the object of the document that `#/components/schemas/…` points to. */
export function objectName($ref: string): string {
  return $ref.slice($ref.lastIndexOf('/') + 1);
}

function objectLink($ref: string): Markup {
  const name = objectName($ref);
  return html`<a href="#object-${name}">${name}</a>`;
}

function code(value: unknown): Markup {
  return html`<code>${typeof value === 'string' ? value : JSON.stringify(value)}</code>`;
}

function joined(parts: Markup[], between: string): Markup {
  return { markup: parts.map(({ markup }) => markup).join(between) };
}

function listLabel(list: Schema, items: Schema): Markup {
  const limits = bounds(list);
  return html`list${limits}${limits === '' ? '' : ','} of ${typeLabel(items)}`;
}

function alternatives(labels: Markup[]): Markup {
  return joined(labels, labels.some(({ markup }) => markup.includes(',')) ? '; or ' : ' or ');
}

// A choice between objects reads “object”, once; their members are listed apart.
function distinct(parts: Markup[]): Markup[] {
  return [...new Map(parts.map((part) => [part.markup, part])).values()];
}

function bounds(schema: Schema): string {
  const { minLength, maxLength, minItems, maxItems, exclusiveMinimum, exclusiveMaximum } = schema;
  return [
    range(minLength, maxLength, 'character'),
    range(minItems, maxItems, 'item'),
    range(safe(schema.minimum), safe(schema.maximum), ''),
    exclusiveMinimum === undefined ? '' : `more than ${exclusiveMinimum}`,
    exclusiveMaximum === undefined ? '' : `less than ${exclusiveMaximum}`,
  ]
    .filter((words) => words !== '')
    .map((words) => `, ${words}`)
    .join('');
}

// Every integer is within these, so they say nothing.
function safe(bound: number | undefined): number | undefined {
  return bound !== undefined && Math.abs(bound) === Number.MAX_SAFE_INTEGER ? undefined : bound;
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  const last = most ?? least;
  if (last === undefined) return '';
  const units = unit === '' ? '' : ` ${unit}${last === 1 ? '' : 's'}`;
  if (least === undefined) return `at most ${last}${units}`;
  if (most === undefined) return `at least ${last}${units}`;
  return least === most ? `${last}${units}` : `${least} to ${most}${units}`;
}
