import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../support/client.ts';
import { DATABASES, startApp, type TestApp } from '../support/start-app.ts';
import { type Driver, type Refusal, restDriver, trpcDriver } from './drivers.ts';
import { playFlow, playRefusals, type Seen } from './flow.ts';
import { faultsOf } from './schema.ts';

describe.each(DATABASES)('clients of the API on %s', (kind) => {
  let app: TestApp;
  const flows: Record<string, Seen> = {};
  const refusals: Record<string, Record<string, Refusal>> = {};
  /** Every JSON answer of the REST client. */
  const answers: { method: string; path: string; status: number; body: unknown }[] = [];

  const rest = (key: string | null): Driver =>
    restDriver(app.url, key, {
      async onResponse({ request, response, schemaPath }) {
        const body: unknown = await response.clone().json();
        const { method } = request;
        answers.push({ method, path: schemaPath, status: response.status, body });
      },
    });
  const clients: Record<string, (key: string | null) => Driver> = {
    rest,
    trpc: (key) => trpcDriver(app.url, key, false),
    'trpc in batches': (key) => trpcDriver(app.url, key, true),
  };

  beforeAll(async () => {
    app = await startApp(kind);
    for (const [name, connect] of Object.entries(clients)) {
      const { key } = await app.createKey({ senderEmail: 'us@firm.example' });
      flows[name] = normalized(await playFlow(app, connect(key), createClient(app, key))) as Seen;
      refusals[name] = normalized(await playRefusals(app, connect)) as Record<string, Refusal>;
    }
  }, 120_000);
  afterAll(() => app.stop());

  it('take an envelope from draft to completed, and others to their ends', () => {
    expect(flows.rest).toMatchObject({
      draft: { status: 'draft', signers: [{ status: 'pending' }], expires_in_days: 10 },
      ready: { signers: [{ role: 'signer' }, { role: 'approver' }, { role: 'cc', locale: 'de' }] },
      sent: { status: 'sent', expires_at: 'TIME' },
      'signer lands': { state: 'ready', envelope: { title: 'Employment Agreement -- Smith' } },
      'signer opens': { kind: 'sign', signer: { status: 'viewed' } },
      'signer acts': { status: 'signed', envelope_status: 'in_progress' },
      'approver acts': { status: 'approved', envelope_status: 'completed' },
      completed: {
        status: 'completed',
        completed_at: 'TIME',
        metadata: { ticket: '4711' },
        documents: [{ filename: 'b1_1p.pdf', signed_sha256: 'SHA', signed_document_id: 'doc_ID' }],
        signers: [{ status: 'signed' }, { status: 'approved' }, { status: 'copied' }],
      },
      voided: { status: 'voided', void_reason: 'Sent to the wrong person' },
      declined: { status: 'declined', decline_reason: 'Not as agreed' },
      promoted: { status: 'draft', signers: [], title: 'NDA Package' },
      list: { has_more: true },
      disowned: { accepted: true },
      asked: { accepted: true },
    });
  });

  it.each(['trpc', 'trpc in batches'])('see the same over %s as over REST', (name) => {
    expect(flows[name]).toEqual(flows.rest);
  });

  it.each([
    ['unknown case', 404, 'CASE_NOT_FOUND'],
    ['unknown document', 404, 'DOCUMENT_NOT_FOUND'],
    ['unknown envelope', 404, 'ENVELOPE_NOT_FOUND'],
    ['missing scope', 403, 'AUTH_INSUFFICIENT_SCOPE'],
    ['no documents', 400, 'NO_DOCUMENTS'],
    ['documents missing', 400, 'NO_DOCUMENTS'],
    ['nothing to promote', 400, 'NO_DOCUMENTS'],
    ['no signers', 400, 'NO_SIGNERS'],
    ['signers missing', 400, 'NO_SIGNERS'],
    ['none who signs', 400, 'NO_SIGNERS'],
    ['two faults', 400, 'VALIDATION_FAILED'],
    ['unknown member', 400, 'VALIDATION_FAILED'],
    ['too many a page', 400, 'VALIDATION_FAILED'],
    ['not signable', 422, 'DOCUMENT_NOT_SIGNABLE'],
    ['sent twice', 409, 'ENVELOPE_STATE_CONFLICT'],
    ['too late to void', 409, 'ENVELOPE_STATE_CONFLICT'],
    ['bad credential', 401, 'AUTH_INVALID'],
    ['no credential', 401, 'AUTH_REQUIRED'],
    ['no session', 401, 'SESSION_REQUIRED'],
    ['no link', 404, 'LINK_INVALID'],
    ['old link', 410, 'LINK_EXPIRED'],
    ['outdated consent', 409, 'CONSENT_OUTDATED'],
    ['no signature', 400, 'VALIDATION_FAILED'],
    ['no reason', 400, 'VALIDATION_FAILED'],
    ['another’s session', 409, 'SESSION_MISMATCH'],
    ['signed twice', 409, 'SIGNER_ALREADY_ACTED'],
  ])('are told of %s by %i %s', (name, http, code) => {
    const told = refusals.rest?.[name];
    expect(told).toMatchObject({ http, code, request_id: 'req_ID' });
    expect(told?.message).toMatch(/\w/);
    for (const other of ['trpc', 'trpc in batches']) {
      expect([other, refusals[other]?.[name]]).toEqual([other, told]);
    }
  });

  it('find the faults of a request where they are', () => {
    expect(refusals.rest?.['two faults']).toMatchObject({
      details: [{ path: 'title' }, { path: 'signers.0.email' }],
    });
    expect(refusals.rest?.['sent twice']).toMatchObject({ status: 'in_progress' });
    expect(refusals.rest?.['missing scope']).toMatchObject({ required_scope: 'documents:write' });
  });

  it('get nothing that openapi.json does not say', () => {
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].sort()).toEqual([200, 201, 202, 400, 401, 403, 404, 409, 410, 422]);
    expect(new Set(answers.map(({ path }) => path)).size).toBe(16);
    const faults = answers.flatMap(({ method, path, status, body }) =>
      faultsOf(method, path, status, body),
    );
    expect(faults).toEqual([]);
  });
});

/** The same, with what differs from run to run replaced. */
function normalized(value: unknown): unknown {
  const made = ['presented_sha256', 'signed_sha256'];
  const text = JSON.stringify(value, (key, member) =>
    made.includes(key) && member !== null ? 'SHA' : member,
  )
    .replace(/\b(env|doc|sigdoc|signer|req|evt)_[0-9A-HJKMNP-TV-Z]{26}/g, '$1_ID')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'TIME')
    .replace(/"next_cursor":"[^"]+"/g, '"next_cursor":"CURSOR"');
  return JSON.parse(text);
}
