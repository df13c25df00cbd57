import { expect, it } from 'vitest';
import { openApiDocument } from '../../src/http/openapi.ts';
import { listOperations } from '../../src/http/rest.ts';

type Documented = {
  parameters?: { name: string; in: string; required?: boolean; schema: object }[];
  responses: Record<string, { description: string; headers?: object }>;
};

const { paths } = openApiDocument() as { paths: Record<string, Record<string, Documented>> };
const OPERATIONS = listOperations().map(({ method, meta, type }) => {
  const path = meta.openapi?.path ?? '';
  const documented = paths[path]?.[method.toLowerCase()];
  const status = String(meta.status ?? 200);
  return { name: `${method} ${path}`, isChange: type === 'mutation', meta, documented, status };
});
const KEYED = OPERATIONS.filter(({ isChange, meta }) => isChange && meta.scope);
const OTHERS = OPERATIONS.filter((operation) => !KEYED.includes(operation));

it.each(KEYED)('openapi.json has Idempotency-Key on $name', ({ documented, status }) => {
  const headers = documented?.parameters?.filter(({ in: place }) => place === 'header');
  expect(headers).toMatchObject([
    { name: 'Idempotency-Key', required: false, schema: { type: 'string', maxLength: 255 } },
  ]);
  expect(documented?.responses[status]?.headers).toHaveProperty(['Idempotent-Replayed']);
  expect(documented?.responses['409']?.description).toContain('`IDEMPOTENCY_IN_FLIGHT`');
  expect(documented?.responses['422']?.description).toContain('`IDEMPOTENCY_KEY_REUSED`');
});

it.each(OTHERS)('openapi.json has none on $name', ({ documented }) => {
  expect(JSON.stringify(documented)).not.toMatch(/idempoten/i);
});
