export type Mode = 'live' | 'test';

/**
 * A workspace in one mode, e.g. `ws_01JZ…/live`: the owner of every row. One text column carries
 * it, so that no query can name the workspace and forget the mode.
 */
export type Tenant = string & { readonly __brand: 'Tenant' };

export function tenantOf(workspaceId: string, mode: Mode): Tenant {
  return `${workspaceId}/${mode}` as Tenant;
}

export function workspaceOf(tenant: Tenant): string {
  return tenant.slice(0, tenant.lastIndexOf('/'));
}

export function modeOf(tenant: Tenant): Mode {
  return tenant.endsWith('/test') ? 'test' : 'live';
}
