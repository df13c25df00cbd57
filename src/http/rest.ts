import { callTRPCProcedure } from '@trpc/server';
import { type Request, type Response, Router } from 'express';
import { forEachOpenApiProcedure } from 'trpc-to-openapi';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { isId } from '../db/ids.ts';
import { ApiError, invalid } from '../domain/errors.ts';
import { restRouter } from '../procedures/router.ts';
import { fileReply, streamReply } from '../procedures/schemas/document.ts';
import type { Meta } from '../procedures/trpc.ts';
import type { StagedFile } from '../storage/file-storage.ts';
import { readJson, readUpload } from './read-body.ts';
import { requestContext } from './request-context.ts';
import { nameRoute } from './request-log.ts';
import { sendFile } from './send-file.ts';
import { sendStream } from './send-stream.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Operation = {
  name: string;
  type: 'query' | 'mutation' | 'subscription';
  method: Method;
  /** As Express writes it: `/cases/:id`. */
  path: string;
  meta: Meta;
  input: z.ZodType | undefined;
};

/** One Express route for each procedure that has an address, and 405 for its other methods. */
export function restApi(app: Context): Router {
  const routes = Router();
  const operations = listOperations();
  for (const operation of operations) {
    const method = operation.method.toLowerCase() as Lowercase<Method>;
    routes[method](operation.path, (req, res) => {
      nameRoute(res, `/api/v1${operation.path}`);
      const { envelope_id: id } = req.params;
      if (typeof id === 'string' && isId('envelope', id)) app.noteEnvelope(id);
      return serve(app, operation, req, res);
    });
  }
  for (const [path, same] of Map.groupBy(operations, ({ path }) => path)) {
    const methods = same.map(({ method }) => method);
    const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', ');
    routes.all(path, (_req, res) => {
      nameRoute(res, `/api/v1${path}`);
      res.set('Allow', allow);
      throw new ApiError('METHOD_NOT_ALLOWED', { extra: { allow: allow.split(', ') } });
    });
  }
  return routes;
}

/** Every procedure with an address. */
export function listOperations(): Operation[] {
  const operations: Operation[] = [];
  forEachOpenApiProcedure<Meta>(restRouter._def.procedures, ({ path, type, procedure, meta }) => {
    const [input] = inputsOf(procedure._def);
    operations.push({
      name: path,
      type,
      method: meta.openapi.method,
      path: meta.openapi.path.replace(/\{(\w+)\}/g, ':$1'),
      meta,
      input,
    });
  });
  return operations;
}

// tRPC keeps the schemas of a procedure here, though its types do not say so.
function inputsOf(definition: object): (z.ZodType | undefined)[] {
  const inputs =
    'inputs' in definition && Array.isArray(definition.inputs) ? definition.inputs : [];
  return inputs.map((input) => (input instanceof z.ZodType ? input : undefined));
}

async function serve(
  app: Context,
  operation: Operation,
  req: Request,
  res: Response,
): Promise<void> {
  const staged: StagedFile[] = [];
  let input: Promise<Record<string, unknown>> | undefined;
  try {
    const result: unknown = await callTRPCProcedure({
      router: restRouter,
      path: operation.name,
      type: operation.type,
      ctx: requestContext(app, req, res, { inBatch: false }),
      // Called by the procedure once the credential is accepted: not a byte is read before.
      getRawInput: () => {
        input ??= readInput(app, operation, req, res, staged);
        return input;
      },
      signal: undefined,
      batchIndex: 0,
    });
    await reply(operation, res, result);
  } finally {
    for (const file of staged) await app.storage.discard(file);
  }
}

async function readInput(
  app: Context,
  { method, meta, input }: Operation,
  req: Request,
  res: Response,
  staged: StagedFile[],
): Promise<Record<string, unknown>> {
  const { params } = req;
  if (method === 'GET' || method === 'DELETE') {
    return withParams(coerceQuery(req.query, input), params);
  }
  const members =
    meta.bytes === 'upload'
      ? await readUpload(app, req, staged)
      : await readJson(req, res, app.config.limits.jsonBytes);
  return withParams(members, params);
}

// What the address says cannot be said again, and differently, beside it.
function withParams(
  members: Record<string, unknown>,
  params: Record<string, unknown>,
): Record<string, unknown> {
  for (const key of Object.keys(params)) {
    if (Object.hasOwn(members, key)) throw invalid(key, 'is given by the address');
  }
  return { ...members, ...params };
}

/** Query values are text; those that the schema wants as numbers become numbers. */
function coerceQuery(query: Request['query'], input: z.ZodType | undefined) {
  const shape: Record<string, unknown> = input instanceof z.ZodObject ? input.shape : {};
  return Object.fromEntries(
    Object.entries(query).map(([key, value]) => {
      const wantsNumber = innermost(shape[key]) instanceof z.ZodNumber;
      const isNumber = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
      return [key, wantsNumber && isNumber ? Number(value) : value];
    }),
  );
}

function innermost(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? innermost(schema.unwrap())
    : schema;
}

async function reply({ meta }: Operation, res: Response, result: unknown): Promise<void> {
  if (meta.bytes === 'file') {
    // A signer may sit at a machine that others use too.
    const cacheControl = meta.scope ? 'private, no-cache' : 'no-store';
    return sendFile(res, fileReply.parse(result), cacheControl);
  }
  if (meta.bytes === 'stream') return sendStream(res, streamReply.parse(result));
  res.status(meta.status ?? 200);
  res.set('Cache-Control', 'no-store');
  if (meta.status === 204) res.end();
  else res.json(result);
}
