import jwt from 'jsonwebtoken';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { findApiKeyByHash, touchApiKey } from '../db/api-keys.ts';
import { isId } from '../db/ids.ts';
import { tenantOf } from '../db/tenant.ts';
import { findWorkspace } from '../db/workspaces.ts';
import type { Caller, Origin } from './caller.ts';
import { ApiError } from './errors.ts';
import { hashToken } from './secrets.ts';

/**
 * Accepts or refuses the credential of a request, from its `Authorization` header alone.
 *
 * @throws ApiError AUTH_REQUIRED without a bearer credential (RFC 6750, 2.1), AUTH_INVALID when it
 *   is unknown, expired, revoked or not signed as configured
 */
export async function authenticate(
  ctx: Context,
  authorization: string | undefined,
  origin: Origin,
): Promise<Caller> {
  const [, credential] = /^Bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
  if (credential === undefined) throw new ApiError('AUTH_REQUIRED');
  return /^opt_(live|test)_/.test(credential)
    ? authenticateKey(ctx, credential, origin)
    : authenticateJwt(ctx, credential, origin);
}

async function authenticateKey(ctx: Context, secret: string, origin: Origin): Promise<Caller> {
  const key = await findApiKeyByHash(ctx.db, hashToken(secret));
  const now = ctx.clock.now();
  if (!key || key.revoked_at !== null) throw new ApiError('AUTH_INVALID');
  if (key.expires_at !== null && key.expires_at <= now.toISOString()) {
    throw new ApiError('AUTH_INVALID');
  }
  await touchApiKey(ctx.db, key, now);
  return {
    tenant: tenantOf(key.workspace_id, key.mode),
    mode: key.mode,
    scopes: new Set(key.scopes.split(' ')),
    actor: { type: 'api_key', id: key.id },
    origin,
  };
}

const claims = z.object({
  sub: z.string().min(1).max(255),
  workspace: z.string().refine((id) => isId('workspace', id)),
  mode: z.enum(['live', 'test']),
  scope: z.string(),
  exp: z.number(),
});

async function authenticateJwt(ctx: Context, token: string, origin: Origin): Promise<Caller> {
  const { success, data } = claims.safeParse(verifyJwt(ctx, token));
  if (!success || !(await findWorkspace(ctx.db, data.workspace))) {
    throw new ApiError('AUTH_INVALID');
  }
  return {
    tenant: tenantOf(data.workspace, data.mode),
    mode: data.mode,
    scopes: new Set(data.scope.split(' ')),
    actor: { type: 'jwt', subject: data.sub },
    origin,
  };
}

// The configured key fixes the algorithm. A token that chose it could pass off the public key as
// an HMAC secret, or ask for none at all (RFC 8725, 2.1).
function verifyJwt(ctx: Context, token: string): unknown {
  const { secret, publicKey, issuer, audience } = ctx.config.jwt;
  const key = publicKey ?? secret;
  if (key === null) throw new ApiError('AUTH_INVALID');
  try {
    return jwt.verify(token, key, {
      algorithms: publicKey !== null ? ['RS256', 'ES256'] : ['HS256'],
      issuer: issuer ?? undefined,
      audience: audience ?? undefined,
      clockTimestamp: Math.floor(ctx.clock.now().getTime() / 1000),
    });
  } catch (error) {
    throw new ApiError('AUTH_INVALID', { cause: error });
  }
}

/** @throws ApiError AUTH_INSUFFICIENT_SCOPE naming the scope that is missing */
export function requireScope(caller: Caller, scope: string): void {
  if (caller.scopes.has(scope)) return;
  throw new ApiError('AUTH_INSUFFICIENT_SCOPE', {
    message: `Missing ${scope} scope`,
    extra: { required_scope: scope },
  });
}
