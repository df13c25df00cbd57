import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import type { z } from 'zod';
import type { AppRouter } from '../procedures/router.ts';
import type { sealedFile } from '../procedures/schemas/sealed-file.ts';
import type * as shapes from '../procedures/schemas/sign.ts';

export type Landing = z.infer<typeof shapes.landing>;
export type Session = z.infer<typeof shapes.session>;
export type ActResult = z.infer<typeof shapes.actResult>;
export type SignInput = z.infer<typeof shapes.signInput>;
export type Locale = Session['locale'];
export type SessionDocument = Session['envelope']['documents'][number];
export type SessionField = Session['fields'][number];
/** How a signature or initials look. */
export type Mark = NonNullable<SignInput['signature']>;
export type SealedFile = z.infer<typeof sealedFile>;

const TIMEOUT_MS = 30_000;

// Only calls: no cache, no batching, nothing is retried.
const client: TRPCClient<AppRouter> = createTRPCClient<AppRouter>({
  links: [httpLink({ url: '/trpc', fetch: callServer })],
});

/** The procedures a signer calls. */
export const api: TRPCClient<AppRouter>['sign'] = client.sign;
/** What anybody may ask about a file. */
export const sealedFiles: TRPCClient<AppRouter>['sealedFiles'] = client.sealedFiles;

function callServer(input: RequestInfo | URL | string, init?: RequestInit): Promise<Response> {
  return fetch(input, {
    ...init,
    credentials: 'same-origin',
    cache: 'no-store',
    // A request that hangs would leave the button in progress for ever.
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
}

/** Where the bytes of a document are; the session cookie opens it. */
export function documentUrl(id: string, version: 'presented' | 'signed'): string {
  return `/api/v1/sign/documents/${encodeURIComponent(id)}?version=${version}`;
}

/** Where the certificate of completion is, for a session that has one. */
export const CERTIFICATE_URL = '/api/v1/sign/certificate';
