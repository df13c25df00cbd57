import type { Operation, Schema } from './document.ts';

const FILE = 'contract.pdf';

/** A call of an operation with curl, for a shell where `API` and `KEY` are set. */
export function curlExample(operation: Operation): string {
  const { method } = operation;
  const body = bodyOptions(operation);
  const implied = body.length > 0 ? 'POST' : 'GET';
  return [
    `curl ${method === implied ? '' : `-X ${method} `}"$API${addressOf(operation)}"`,
    ...credentialOptions(operation),
    ...body,
    ...(answersFile(operation) ? ['-OJ'] : []),
  ].join(' \\\n  ');
}

function addressOf({ path, parameters }: Operation): string {
  const shownExample = (schema: Schema) => encodeURIComponent(String(exampleOf(schema)));
  const query = parameters
    .filter((each) => each.in === 'query' && each.required)
    .map(({ name, schema }) => `${name}=${shownExample(schema)}`)
    .join('&');
  const filled = path.replace(/\{(\w+)\}/g, (_all, name) => {
    const found = parameters.find((each) => each.name === name);
    return found ? shownExample(found.schema) : name;
  });
  return query === '' ? filled : `${filled}?${query}`;
}

function credentialOptions({ security, path }: Operation): string[] {
  const [credential = {}] = security;
  if ('bearer' in credential) return ['-H "Authorization: Bearer $KEY"'];
  if ('session' in credential) return ['-b cookies.txt'];
  return path === '/sign/sessions' ? ['-c cookies.txt'] : [];
}

function bodyOptions({ requestBody }: Operation): string[] {
  const form = requestBody?.content['multipart/form-data'];
  if (form) {
    return Object.entries(form.schema.properties ?? {})
      .filter(([, schema]) => schema.format === 'binary' || schema.example !== undefined)
      .map(
        ([name, schema]) =>
          `-F ${name}=${schema.format === 'binary' ? `@${FILE}` : schema.example}`,
      );
  }
  const json = requestBody?.content['application/json'];
  if (!json) return [];
  const text = JSON.stringify(json.example ?? exampleOf(json.schema), null, 2);
  const lines = text.replaceAll("'", "'\\''").replaceAll('\n', '\n  ');
  return ["-H 'Content-Type: application/json'", `-d '${lines}'`];
}

function answersFile({ responses }: Operation): boolean {
  return responses['200']?.content?.['application/octet-stream'] !== undefined;
}

/** A value that fits: the example of the schema, else one made of its required members. */
function exampleOf(schema: Schema): unknown {
  const { example, default: usual, const: only, enum: values, anyOf, oneOf } = schema;
  const given = [example, usual, only, values?.[0]].find((value) => value !== undefined);
  if (given !== undefined) return given;
  const [first] = anyOf ?? oneOf ?? [];
  if (first) return exampleOf(first);
  if (schema.items) return [exampleOf(schema.items)];
  if (schema.properties) {
    const { properties, required = [] } = schema;
    return Object.fromEntries(required.map((name) => [name, exampleOf(properties[name] ?? {})]));
  }
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.type === 'boolean') return true;
  return schema.type === 'object' ? {} : 'text';
}
