import { generateOpenApiDocument } from 'trpc-to-openapi';
import { ERRORS, type ErrorCode } from '../domain/errors.ts';
import { restRouter } from '../procedures/router.ts';
import { IDEMPOTENCY_KEY } from '../procedures/schemas/idempotency-key.ts';
import type { Meta } from '../procedures/trpc.ts';
import { API_DESCRIPTION, EXAMPLES, TAG_DESCRIPTIONS } from './openapi-texts.ts';
import { listOperations } from './rest.ts';

type Json = { [key: string]: unknown };
type OperationObject = {
  operationId: string;
  description?: string;
  security?: Json[];
  parameters?: Json[];
  requestBody?: { content: Record<string, Json> };
  responses: Record<string, Json>;
};

let document: Json | undefined;

/** The OpenAPI 3.1 document of the REST API, made from the procedures; the same object each time. */
export function openApiDocument(): Json {
  document ??= build();
  return document;
}

function build(): Json {
  const generated = generateOpenApiDocument(restRouter, {
    title: 'Signing API',
    version: '1.0.0',
    description: API_DESCRIPTION,
    openApiVersion: '3.1.0',
    baseUrl: '/api/v1',
  });
  // Round trip: the generator shares objects between operations, and each gets its own here.
  const plain = JSON.parse(JSON.stringify(generated)) as Json & {
    paths: Record<string, Record<string, OperationObject>>;
    components?: { schemas?: Json };
  };
  for (const { meta, type } of listOperations()) {
    const { method, path } = meta.openapi ?? {};
    const operation = path && method && plain.paths[path]?.[method.toLowerCase()];
    if (!operation) continue;
    const isChange = type === 'mutation' && meta.scope !== undefined;
    const errors = [...(meta.errors ?? []), ...(isChange ? OF_A_KEY : [])];
    finish(operation, { ...meta, errors }, `${method} ${path}`);
    if (isChange) addIdempotencyKey(operation, String(meta.status ?? 200));
  }
  const { schemas } = plain.components ?? {};
  const kept = Object.entries(schemas ?? {}).filter(([name]) => !name.startsWith('error.'));
  return {
    ...plain,
    tags: Object.entries(TAG_DESCRIPTIONS).map(([name, description]) => ({ name, description })),
    components: {
      schemas: { ...Object.fromEntries(kept), Error: ERROR_SCHEMA },
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

const SECURITY_SCHEMES = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key (`opt_live_…`, `opt_test_…`) or a JWT.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'signing_session',
    description: 'Set when a signer opens a link.',
  },
};

const ERROR_SCHEMA = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'request_id'],
      properties: {
        code: { type: 'string', enum: Object.keys(ERRORS) },
        message: { type: 'string', description: 'For people' },
        request_id: { type: 'string', description: 'To be quoted to the operator' },
        details: {
          type: 'array',
          description: 'For VALIDATION_FAILED `{path, message}`; else the ids concerned',
          items: {},
        },
      },
    },
  },
};

const OF_A_KEY = ['IDEMPOTENCY_IN_FLIGHT', 'IDEMPOTENCY_KEY_REUSED'] as const;

function addIdempotencyKey(operation: OperationObject, status: string): void {
  const { name, pattern } = IDEMPOTENCY_KEY;
  const schema = { type: 'string', minLength: 1, maxLength: 255, pattern };
  const description =
    'Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer';
  const header = { name, in: 'header', required: false, description, schema };
  operation.parameters = [...(operation.parameters ?? []), header];
  const replayed = {
    description: 'Present when the answer is that of an earlier request with the key',
    schema: { type: 'string', enum: ['true'] },
  };
  const success = operation.responses[status];
  if (success) success.headers = { 'Idempotent-Replayed': replayed };
}

function finish(operation: OperationObject, meta: Meta, key: string): void {
  const withSession = meta.errors?.includes('SESSION_REQUIRED') === true;
  operation.security = meta.scope
    ? [{ bearer: [meta.scope] }]
    : withSession
      ? [{ session: [] }]
      : [];
  if (meta.scope) {
    operation.description = `${operation.description ?? ''}\n\nRequired scope: \`${meta.scope}\`.`;
  }
  const success = { ...operation.responses['200'] };
  if (meta.status === 204) delete success.content;
  const isFile = meta.bytes === 'file' || meta.bytes === 'stream';
  if (isFile) success.content = FILE_CONTENT;
  success.description = isFile ? 'The file' : SUCCESS[meta.status ?? 200];
  operation.responses = { [String(meta.status ?? 200)]: success, ...errorResponses(meta) };
  addExamples(operation, meta, key);
}

const FILE_CONTENT = {
  'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
};
const SUCCESS = { 200: 'Done', 201: 'Created', 202: 'Accepted', 204: 'Deleted' };

function errorResponses(meta: Meta): Record<string, Json> {
  const general: ErrorCode[] = meta.scope
    ? ['VALIDATION_FAILED', 'AUTH_REQUIRED', 'AUTH_INVALID', 'AUTH_INSUFFICIENT_SCOPE', 'INTERNAL']
    : ['VALIDATION_FAILED', 'INTERNAL'];
  const { method } = meta.openapi ?? {};
  const withJson = method !== 'GET' && method !== 'DELETE' && meta.bytes !== 'upload';
  const ofBody: ErrorCode[] = withJson
    ? ['MALFORMED_JSON', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE']
    : [];
  const codes = [...new Set([...(meta.errors ?? []), ...general, ...ofBody])];
  const byStatus = Object.groupBy(codes, (code) => String(ERRORS[code].status));
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, group = []]) => [status, errorResponse(group)]),
  );
}

function errorResponse(codes: readonly ErrorCode[]): Json {
  const examples = codes.map((code) => [
    code,
    {
      summary: ERRORS[code].message,
      value: {
        error: {
          code,
          message: ERRORS[code].message,
          request_id: 'req_01JZX5W6C3T0B4N8Q2M7R9V1KD',
        },
      },
    },
  ]);
  return {
    description: codes.map((code) => `\`${code}\``).join(', '),
    content: {
      'application/json': {
        schema: { $ref: '#/components/schemas/Error' },
        examples: Object.fromEntries(examples),
      },
    },
  };
}

function addExamples(operation: OperationObject, meta: Meta, key: string): void {
  const example = EXAMPLES[key];
  const request = operation.requestBody?.content['application/json'];
  if (example?.request && request) request.example = example.request;
  const success = operation.responses[String(meta.status ?? 200)]?.content as
    | Record<string, Json>
    | undefined;
  const json = success?.['application/json'];
  if (example?.response && json) json.example = example.response;
}
