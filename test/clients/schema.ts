import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

type Schema = {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  format?: string;
  not?: Schema;
};
type Operation = { responses: Record<string, { content?: Record<string, { schema?: Schema }> }> };
export type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

const FILE = fileURLToPath(new URL('../../openapi.json', import.meta.url));
export const committed = readFileSync(FILE, 'utf8');
export const document = JSON.parse(committed) as Document;

/**
 * What is wrong with an answer by the words of openapi.json: nothing, or one line a fault.
 *
 * @param path as the document writes it: `/cases/{id}`
 */
export function faultsOf(method: string, path: string, status: number, body: unknown): string[] {
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (!operation) return [`${method} ${path} is not documented`];
  const response = operation.responses[String(status)];
  if (!response) return [`${method} ${path} may not answer ${status}`];
  const schema = response.content?.['application/json']?.schema;
  if (!schema) return [`${method} ${path} documents no JSON for ${status}`];
  return check(schema, body, `${method} ${path} ${status}`);
}

function check(schema: Schema, value: unknown, at: string): string[] {
  if (schema.$ref) return check(resolve(schema.$ref), value, at);
  const any = schema.anyOf ?? schema.oneOf;
  if (any) {
    const tries = any.map((each) => check(each, value, at));
    return tries.some((faults) => faults.length === 0) ? [] : tries.flat();
  }
  return [
    ...(schema.allOf ?? []).flatMap((each) => check(each, value, at)),
    ...checkValue(schema, value, at),
    ...checkParts(schema, value, at),
  ];
}

function resolve(ref: string): Schema {
  const schema = document.components.schemas[ref.replace('#/components/schemas/', '')];
  if (!schema) throw new Error(`${ref} leads nowhere`);
  return schema;
}

function checkValue({ type, ...schema }: Schema, value: unknown, at: string): string[] {
  const types = type === undefined ? [] : [type].flat();
  const faults: string[] = [];
  if (types.length > 0 && !types.some((each) => isOfType(each, value))) {
    faults.push(`${at}: ${JSON.stringify(value)} is no ${types.join(' or ')}`);
  }
  if (schema.enum && !schema.enum.includes(value)) faults.push(`${at}: ${value} is not foreseen`);
  if ('const' in schema && schema.const !== value) faults.push(`${at}: is not ${schema.const}`);
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
  if (schema.format === 'date-time' && typeof value === 'string' && !isTime.test(value)) {
    faults.push(`${at}: ${value} is no time in UTC`);
  }
  return faults;
}

function isOfType(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
  return typeof value === type;
}

function checkParts(schema: Schema, value: unknown, at: string): string[] {
  if (Array.isArray(value)) {
    const { items } = schema;
    return items ? value.flatMap((each, index) => check(items, each, `${at}.${index}`)) : [];
  }
  if (typeof value !== 'object' || value === null || !schema.properties) return [];
  const members = Object.entries(value);
  const missing = (schema.required ?? []).filter((name) => !Object.hasOwn(value, name));
  return [
    ...missing.map((name) => `${at}: ${name} is missing`),
    ...members.flatMap(([name, each]) => {
      const known = schema.properties?.[name];
      if (known) return check(known, each, `${at}.${name}`);
      return schema.additionalProperties === false ? [`${at}: ${name} is not foreseen`] : [];
    }),
  ];
}
