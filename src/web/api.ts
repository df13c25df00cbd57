import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import type { z } from 'zod';
import type { AppRouter } from '../procedures/router.ts';
import type * as shapes from '../procedures/schemas/sign.ts';

export type Landing = z.infer<typeof shapes.landing>;
export type Session = z.infer<typeof shapes.session>;
export type ActResult = z.infer<typeof shapes.actResult>;
export type Locale = Session['locale'];
export type SessionDocument = Session['envelope']['documents'][number];

const TIMEOUT_MS = 30_000;

/** The procedures a signer calls. Only calls: no cache, no batching, nothing is retried. */
export const api: TRPCClient<AppRouter>['sign'] = createTRPCClient<AppRouter>({
  links: [httpLink({ url: '/trpc', fetch: callServer })],
}).sign;

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
