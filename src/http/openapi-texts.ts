import { readFileSync } from 'node:fs';

/** The guide for integrators, in Markdown: it opens the document and `/docs`. */
export const API_DESCRIPTION = readFileSync(new URL('./openapi-guide.md', import.meta.url), 'utf8');

export const TAG_DESCRIPTIONS: Record<string, string> = {
  Cases: 'What documents and envelopes belong to.',
  Documents: 'Files of a case, before and after they are signed.',
  Signing: 'Envelopes and their lifecycle, for the sender.',
  Events: 'What has happened, for the systems of the sender.',
  Webhooks: 'Where events are posted to, signed.',
  'Test mode': 'What plays signers, mailboxes and time. With a key of live mode all of it is 404.',
  Signers: 'What the signing page calls. No API key: the link, then a session, is the credential.',
  Verification: 'What anybody may ask about a file they hold. No credential.',
};

const CASE_ID = '550e8400-e29b-41d4-a716-446655440000';
const ID = '01JZX5W6C3T0B4N8Q2M7R9V1KD';

/** Requests and answers shown with an operation, by method and path. */
export const EXAMPLES: Record<string, { request?: object; response?: object }> = {
  'POST /cases': { request: { name: 'Smith ./. Acme GmbH', file_number: '2026/0042' } },
  'PUT /cases/{id}': { request: { name: 'Smith ./. Acme GmbH', status: 'closed' } },
  'POST /cases/{case_id}/signing-envelopes': {
    request: {
      title: 'Employment Agreement -- Smith',
      document_ids: [`doc_${ID}`],
      signers: [
        { name: 'John Smith', email: 'john.smith@example.com', role: 'signer' },
        { name: 'HR Director', email: 'hr@company.de', role: 'signer' },
      ],
      signing_order: 'sequential',
      send_emails: true,
    },
  },
  'POST /signing/promote-to-envelope': {
    request: { case_id: CASE_ID, document_ids: [`doc_${ID}`], title: 'NDA Package' },
  },
  'PATCH /signing/envelopes/{envelope_id}': {
    request: { message: 'Please sign by Friday.', expires_in_days: 14 },
  },
  'POST /signing/envelopes/{envelope_id}/void': { request: { reason: 'Sent to the wrong person' } },
  'POST /signing/envelopes/{envelope_id}/signers': {
    request: { name: 'Jane Doe', email: 'jane.doe@example.com', role: 'approver' },
  },
  'PATCH /signing/envelopes/{envelope_id}/signers/{signer_id}': {
    request: { email: 'jane.roe@example.com' },
  },
  'POST /webhooks': {
    request: { url: 'https://office.example.com/hooks/signing', events: ['envelope.completed'] },
  },
  'PATCH /webhooks/{webhook_id}': { request: { enabled: true } },
  'POST /webhooks/{webhook_id}/redeliver': { request: { since: '2026-05-20T10:00:00Z' } },
  'POST /test/clock': { request: { advance_seconds: 86_400 } },
  'POST /test/envelopes/{envelope_id}/signers/{signer_id}/decline': {
    request: { reason: 'The salary is not the one agreed.' },
  },
  'POST /sign/landing': { request: { token: 'mK3…' } },
  'POST /sign/sessions': { request: { token: 'mK3…', locale: 'de' } },
  'POST /sign/sign': {
    request: {
      signer_id: `signer_${ID}`,
      consent_version: 'signer-en-1',
      signature: { kind: 'typed', text: 'John Smith', font: 'formal' },
    },
  },
  'POST /sign/decline': {
    request: { signer_id: `signer_${ID}`, reason: 'The salary is not the one agreed.' },
  },
  'POST /sign/links': { request: { token: 'mK3…' }, response: { accepted: true } },
};
