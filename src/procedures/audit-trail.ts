import { listAuditTrail } from '../domain/read-envelopes.ts';
import { pageOf } from './schemas/common.ts';
import { auditEvent } from './schemas/envelope.ts';
import { auditTrailInput } from './schemas/envelope-input.ts';
import { apiProcedure } from './trpc.ts';

/** Part of the procedures of envelopes. */
export const auditTrail = apiProcedure
  .meta({
    openapi: {
      method: 'GET',
      path: '/signing/envelopes/{envelope_id}/audit-trail',
      tags: ['Signing'],
      summary: 'List the audit trail of an envelope',
      description: 'Every event of the envelope, oldest first, each chained to the one before.',
    },
    scope: 'documents:read',
    errors: ['ENVELOPE_NOT_FOUND'],
  })
  .input(auditTrailInput)
  .output(pageOf(auditEvent))
  .query(({ ctx, input }) => listAuditTrail(ctx.app, ctx.caller, input));
