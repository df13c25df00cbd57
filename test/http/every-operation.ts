import { listOperations } from '../../src/http/rest.ts';
import { type Client, createClient, JOHN } from '../support/client.ts';
import type { TestApp } from '../support/start-app.ts';

export type Operation = ReturnType<typeof listOperations>[number];

/** Ids of things of one tenant, by the names that paths and bodies give them. */
export type Ids = {
  case_id: string;
  document_id: string;
  envelope_id: string;
  signer_id: string;
  sigdoc_id: string;
  webhook_id: string;
};

/** Well-formed ids of nothing. */
export const UNKNOWN: Ids = {
  case_id: '550e8400-e29b-41d4-a716-446655440000',
  document_id: 'doc_01JZX5W6C3T0B4N8Q2M7R9V1KD',
  envelope_id: 'env_01JZX5W6C3T0B4N8Q2M7R9V1KD',
  signer_id: 'signer_01JZX5W6C3T0B4N8Q2M7R9V1KD',
  sigdoc_id: 'sigdoc_01JZX5W6C3T0B4N8Q2M7R9V1KD',
  webhook_id: 'whk_01JZX5W6C3T0B4N8Q2M7R9V1KD',
};

/** Leads nowhere, whatever the network. */
const HOOK = 'https://hooks.invalid/signing';

/** Every operation that asks for a scope, as `METHOD /path`. */
export const SCOPED: [string, Operation][] = listOperations()
  .filter(({ meta }) => meta.scope !== undefined)
  .map((operation) => [`${operation.method} ${operation.path}`, operation]);

/** Those of them that name something in their path. */
export const WITH_IDS = SCOPED.filter(([, { path }]) => path.includes(':'));

/** The mode in which an operation is there. */
export function modeOf({ meta }: Operation): 'live' | 'test' {
  return meta.testMode ? 'test' : 'live';
}

/** The operation's path with these ids in it. */
export function pathOf({ path }: Operation, ids: Ids): string {
  const id = path.startsWith('/cases') ? ids.case_id : ids.document_id;
  const named: Record<string, string> = { ...ids, id };
  return path.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(named[name] ?? ''));
}

/** A body that the operation accepts, so that only its ids can be at fault. */
export function bodyOf({ name }: Operation, ids: Ids): object | undefined {
  const { case_id, document_id } = ids;
  const bodies: Record<string, object> = {
    'cases.create': { name: 'Another' },
    'cases.update': { name: 'Renamed' },
    'envelopes.create': { title: 'T', document_ids: [document_id], signers: [JOHN] },
    'envelopes.promote': { case_id, title: 'T', document_ids: [document_id] },
    'envelopes.update': { title: 'Changed' },
    'envelopes.void': { reason: 'Wrong person' },
    'envelopes.extend': { expires_in_days: 300 },
    'envelopes.signers.add': JOHN,
    'envelopes.signers.update': { name: 'Changed' },
    'test.moveClock': { advance_seconds: 60 },
    'test.decline': { reason: 'Not as agreed' },
    'webhooks.create': { url: HOOK, events: ['*'] },
    'webhooks.update': { events: ['envelope.sent'] },
    'webhooks.redeliver': { since: '2026-01-01T00:00:00Z' },
  };
  return bodies[name];
}

/** A case with a document and a draft envelope of it. */
export async function makeIds(client: Client): Promise<Ids> {
  const { body: made } = await client.post('/cases', { name: 'Smith ./. Acme' });
  const { body: document } = await client.upload('b1_1p.pdf', made.id);
  const { body: envelope } = await client.post(`/cases/${made.id}/signing-envelopes`, {
    title: 'Theirs',
    document_ids: [document.id],
    signers: [JOHN],
  });
  const { body: webhook } = await client.post('/webhooks', { url: HOOK, events: ['*'] });
  return {
    case_id: made.id,
    document_id: document.id,
    envelope_id: envelope.id,
    signer_id: envelope.signers[0].id,
    sigdoc_id: envelope.documents[0].id,
    webhook_id: webhook.id,
  };
}

export async function newClient(
  app: TestApp,
  options?: Parameters<TestApp['createKey']>[0],
): Promise<Client> {
  return createClient(app, (await app.createKey(options)).key);
}

/** Calls an operation by its REST address. */
export function callOperation(client: Client, operation: Operation, ids: Ids) {
  const path = pathOf(operation, ids);
  const body = bodyOf(operation, ids);
  switch (operation.method) {
    case 'GET':
      return client.get(path);
    case 'DELETE':
      return client.delete(path);
    case 'PUT':
      return client.put(path, body);
    case 'PATCH':
      return client.patch(path, body);
    case 'POST':
      if (operation.meta.bytes === 'upload') {
        const caseId = path === '/documents' ? ids.case_id : undefined;
        return client.upload('rot0.pdf', caseId, path);
      }
      return client.post(path, body);
  }
}
