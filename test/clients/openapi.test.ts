import { expect, it } from 'vitest';
import { openApiDocument } from '../../src/http/openapi.ts';
import { committedTypes, generateTypes } from './generate-types.ts';
import { committed, faultsOf } from './schema.ts';

it('openapi.json is what scripts/openapi.ts would write: npm run openapi', () => {
  expect(`${JSON.stringify(openApiDocument(), null, 2)}\n`).toBe(committed);
});

it('openapi-types.ts is up to date: node --import tsx test/clients/generate-types.ts', async () => {
  expect(committedTypes()).toBe(await generateTypes());
});

it('the check of answers finds what openapi.json does not say', () => {
  const error = (body: object) => faultsOf('POST', '/cases', 400, { error: body });
  const whole = { code: 'NO_SIGNERS', message: 'No.', request_id: 'req_1' };
  expect(error(whole)).toEqual([]);
  expect(error({ ...whole, code: 'NONSENSE' })).toHaveLength(1);
  expect(error({ ...whole, message: 7 })).toHaveLength(1);
  expect(error({ code: 'NO_SIGNERS' })).toHaveLength(2);
  expect(faultsOf('POST', '/cases', 418, {})).toHaveLength(1);
  expect(faultsOf('POST', '/nowhere', 200, {})).toHaveLength(1);
  expect(
    faultsOf('GET', '/cases', 200, { data: [{}], next_cursor: null, has_more: 1 }),
  ).not.toEqual([]);
});
