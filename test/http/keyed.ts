import type { TestApp } from '../support/start-app.ts';

/** What was answered, byte for byte. */
export type KeyedAnswer = {
  status: number;
  /** The header `Idempotent-Replayed`. */
  replayed: string | null;
  text: string;
  /** The code of an error, over REST or tRPC. */
  code: string | undefined;
};

export type KeyedRequest = {
  method: string;
  /** After the server's address: `/api/v1/cases`, `/trpc/cases.create`. */
  path: string;
  body?: unknown;
  /** The header `Idempotency-Key`; none by default. */
  key?: string;
  /** The header `Authorization`, after `Bearer`. */
  credential: string;
};

/** Sends a request with an `Idempotency-Key`; a body that is no form goes as JSON. */
export async function send(
  { url }: Pick<TestApp, 'url'>,
  { method, path, body, key, credential }: KeyedRequest,
): Promise<KeyedAnswer> {
  const isJson = body !== undefined && !(body instanceof FormData);
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${credential}`,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(isJson ? { 'content-type': 'application/json' } : {}),
    },
    body: body instanceof FormData ? body : isJson ? JSON.stringify(body) : undefined,
  });
  const text = await response.text();
  return {
    status: response.status,
    replayed: response.headers.get('idempotent-replayed'),
    text,
    code: /"code":"(\w+)"/.exec(text)?.[1],
  };
}

/** The key's row, as it is stored. */
export function keyRow({ context }: Pick<TestApp, 'context'>, key: string) {
  return context.db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('key', '=', key)
    .executeTakeFirst();
}

export function formOf(bytes: Uint8Array, name: string, fields: Record<string, string> = {}) {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set('file', new Blob([new Uint8Array(bytes)]), name);
  return form;
}
