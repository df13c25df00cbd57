import type { Mode, Tenant } from '../db/tenant.ts';

export const SCOPES = [
  'cases:read',
  'cases:write',
  'cases:delete',
  'documents:read',
  'documents:write',
  'documents:delete',
  'webhooks:read',
  'webhooks:write',
] as const;

export type Scope = (typeof SCOPES)[number];

/** Who did something, as the audit trail names them. */
export type Actor =
  | { type: 'api_key'; id: string }
  | { type: 'jwt'; subject: string }
  | { type: 'signer'; signer_id: string; link_id: string; session_id: string }
  /** Somebody with a signer's link who is not identified as that signer. */
  | { type: 'link_holder'; link_id: string }
  /** Test mode plays a signer at a credential's request: no person, no link. */
  | { type: 'test_act'; signer_id: string; by: Actor }
  /** Whoever runs the service, from its command line. */
  | { type: 'operator' }
  | { type: 'system' };

/** From where: what a judge may ask for later. */
export type Origin = { ip: string | null; userAgent: string | null };

/** An accepted credential. */
export type Caller = {
  tenant: Tenant;
  mode: Mode;
  scopes: ReadonlySet<string>;
  actor: Actor;
  origin: Origin;
};
