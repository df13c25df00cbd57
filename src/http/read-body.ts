import busboy from 'busboy';
import express, { type Request, type Response } from 'express';
import type { Context } from '../context.ts';
import { ApiError, invalid } from '../domain/errors.ts';
import { type UploadedFile, uploadedName } from '../procedures/schemas/document.ts';
import { FileTooLarge, type StagedFile } from '../storage/file-storage.ts';

const FIELD_BYTES = 10_000;
const FIELDS = 300;

type Members = Record<string, unknown>;

/**
 * Reads a JSON body; no body is an empty object.
 *
 * @throws ApiError MALFORMED_JSON, BODY_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE; VALIDATION_FAILED when
 *   it is something else than an object
 */
export async function readJson(req: Request, res: Response, limitBytes: number): Promise<Members> {
  if (!hasBody(req)) return {};
  if (!req.is('application/json')) {
    throw new ApiError('UNSUPPORTED_MEDIA_TYPE', {
      message: 'The content type must be application/json.',
    });
  }
  const parse = express.json({ limit: limitBytes, strict: false });
  await new Promise<void>((resolve, reject) => {
    parse(req, res, (error) => (error ? reject(bodyError(error)) : resolve()));
  });
  const body: unknown = req.body;
  if (body === undefined) return {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalid('', 'must be a JSON object');
  }
  return { ...body };
}

function hasBody(req: Request): boolean {
  const length = req.get('content-length');
  return req.get('transfer-encoding') !== undefined || (length !== undefined && length !== '0');
}

function bodyError(error: unknown): ApiError {
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') return new ApiError('BODY_TOO_LARGE');
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') {
    return new ApiError('UNSUPPORTED_MEDIA_TYPE');
  }
  return new ApiError('MALFORMED_JSON');
}

/**
 * Reads a multipart upload, streaming its file to the staging area; the fields may come before or
 * after it. The caller discards what `staged` names once it is done.
 *
 * @throws ApiError UNSUPPORTED_MEDIA_TYPE, VALIDATION_FAILED, FILE_TOO_LARGE
 */
export async function readUpload(
  app: Context,
  req: Request,
  staged: StagedFile[],
): Promise<Members> {
  if (!req.is('multipart/form-data')) {
    throw new ApiError('UNSUPPORTED_MEDIA_TYPE', {
      message: 'The content type must be multipart/form-data.',
    });
  }
  const members: Members = {};
  const storing: Promise<void>[] = [];
  const form = openForm(req);
  const reading = new Promise<void>((resolve, reject) => {
    form.on('file', (name, stream, { filename }) => {
      // Its end comes with the form's; without a listener it would end the process.
      stream.on('error', () => {});
      if (name !== 'file' || storing.length > 0) {
        return reject(invalid(name, 'is not a known member; one file under `file` is expected'));
      }
      const store = async () => {
        const name = baseName(filename);
        const file = await app.storage.stage(stream, app.config.limits.fileBytes);
        staged.push(file);
        members.file = { staged: file, filename: name } satisfies UploadedFile;
      };
      storing.push(store().catch((error) => reject(storageError(error))));
    });
    form.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) return reject(invalid(name, 'is too long'));
      addField(members, name, value, reject);
    });
    form.on('fieldsLimit', () => reject(invalid('', 'has too many fields')));
    form.on('partsLimit', () => reject(invalid('', 'has too many parts')));
    form.on('error', () => reject(incomplete()));
    form.on('close', () => void Promise.all(storing).then(() => resolve()));
    req.on('close', () => {
      if (!req.complete) reject(incomplete());
    });
    req.pipe(form);
  });
  try {
    await reading;
  } catch (error) {
    // What is still being stored ends with the form, and is cleared away before the answer. The
    // rest of the request is read and dropped, so that the client gets to read the answer.
    req.unpipe(form);
    form.destroy();
    req.resume();
    await Promise.allSettled(storing);
    throw error;
  }
  return members;
}

const incomplete = () => invalid('', 'is not a complete multipart body');

function storageError(error: unknown): unknown {
  return error instanceof FileTooLarge ? new ApiError('FILE_TOO_LARGE') : error;
}

function openForm(req: Request): busboy.Busboy {
  try {
    return busboy({
      headers: req.headers,
      defParamCharset: 'utf8',
      limits: { fields: FIELDS, fieldSize: FIELD_BYTES, files: 2, parts: FIELDS + 2 },
    });
  } catch {
    // busboy throws for a content type without a boundary.
    throw incomplete();
  }
}

// Repeated parts, and PHP's spelling of them, make a list.
function addField(
  members: Members,
  name: string,
  value: string,
  fail: (error: ApiError) => void,
): void {
  const key = name.replace(/\[\]$/, '');
  if (key !== 'party_ids') {
    if (key === 'file') fail(invalid(key, 'must be a part with a file name'));
    else if (Object.hasOwn(members, key)) fail(invalid(key, 'must be given once'));
    else members[key] = value;
    return;
  }
  const before = Array.isArray(members[key]) ? members[key] : [];
  members[key] = [...before, value];
}

// Browsers of old and some libraries send a whole path; only its last part names the file.
function baseName(filename: string | undefined): string {
  const name = (filename ?? '').split(/[\\/]/).at(-1) ?? '';
  const parsed = uploadedName.safeParse(name);
  if (!parsed.success) {
    throw invalid('file', `has no usable name: ${parsed.error.issues[0]?.message ?? ''}`);
  }
  return parsed.data;
}
