import { z } from 'zod';
import { createEnvelope } from '../domain/create-envelope.ts';
import { deleteEnvelope, voidEnvelope } from '../domain/end-envelope.ts';
import { presentEnvelope } from '../domain/envelope.ts';
import { extendEnvelope } from '../domain/extend-envelope.ts';
import { getEnvelope, listEnvelopes } from '../domain/read-envelopes.ts';
import { remindEnvelope } from '../domain/remind.ts';
import { sendEnvelope } from '../domain/send-envelope.ts';
import { updateEnvelope } from '../domain/update-envelope.ts';
import { auditTrail } from './audit-trail.ts';
import { pageOf } from './schemas/common.ts';
import { envelope } from './schemas/envelope.ts';
import {
  createEnvelopeInput,
  envelopeIdInput,
  extendEnvelopeInput,
  listEnvelopesInput,
  promoteInput,
  updateEnvelopeInput,
  voidEnvelopeInput,
} from './schemas/envelope-input.ts';
import { signersRouter } from './signers.ts';
import { apiProcedure, once, router } from './trpc.ts';

const TAGS = ['Signing'];
const OF_DOCUMENTS = ['NO_DOCUMENTS', 'DOCUMENT_NOT_FOUND', 'DOCUMENT_NOT_SIGNABLE'] as const;
const OF_FIELDS = ['FIELD_NOT_PLACEABLE'] as const;
const OF_A_CHANGE = ['ENVELOPE_NOT_FOUND', 'ENVELOPE_STATE_CONFLICT', 'EDIT_CONFLICT'] as const;

const list = apiProcedure
  .meta({
    openapi: {
      method: 'GET',
      path: '/cases/{case_id}/signed-documents',
      tags: TAGS,
      summary: 'List signing envelopes for a case',
      description: 'All envelopes of a case with their current status, newest first.',
    },
    scope: 'documents:read',
    errors: ['CASE_NOT_FOUND'],
  })
  .input(listEnvelopesInput)
  .output(pageOf(envelope))
  .query(({ ctx, input }) => listEnvelopes(ctx.app, ctx.caller, input));

const create = apiProcedure
  .meta({
    openapi: {
      method: 'POST',
      path: '/cases/{case_id}/signing-envelopes',
      tags: TAGS,
      summary: 'Create a signing envelope',
      description:
        'Makes an envelope of documents of the case. With `send_emails` it is sent at once: each signer gets an e-mail with a link of their own; in a sequential envelope when their turn comes.',
    },
    scope: 'documents:write',
    status: 201,
    errors: ['NO_SIGNERS', 'CASE_NOT_FOUND', ...OF_DOCUMENTS, ...OF_FIELDS],
  })
  .input(createEnvelopeInput)
  .use(once)
  .output(envelope)
  .mutation(async ({ ctx, input }) =>
    presentEnvelope(await createEnvelope(ctx.app, ctx.caller, input)),
  );

const promote = apiProcedure
  .meta({
    openapi: {
      method: 'POST',
      path: '/signing/promote-to-envelope',
      tags: TAGS,
      summary: 'Promote documents into a draft envelope',
      description: 'Makes a draft of existing documents. Add signers and send it separately.',
    },
    scope: 'documents:write',
    status: 201,
    errors: ['CASE_NOT_FOUND', ...OF_DOCUMENTS],
  })
  .input(promoteInput)
  .use(once)
  .output(envelope)
  .mutation(async ({ ctx, input }) =>
    presentEnvelope(await createEnvelope(ctx.app, ctx.caller, input)),
  );

const get = apiProcedure
  .meta({
    openapi: {
      method: 'GET',
      path: '/signing/envelopes/{envelope_id}',
      tags: TAGS,
      summary: 'Get an envelope',
      description: 'The whole envelope as it is now.',
    },
    scope: 'documents:read',
    errors: ['ENVELOPE_NOT_FOUND'],
  })
  .input(envelopeIdInput)
  .output(envelope)
  .query(async ({ ctx, input }) =>
    presentEnvelope(await getEnvelope(ctx.app, ctx.caller, input.envelope_id)),
  );

const update = apiProcedure
  .meta({
    openapi: {
      method: 'PATCH',
      path: '/signing/envelopes/{envelope_id}',
      tags: TAGS,
      summary: 'Change a draft',
      description:
        'Changes the members that are named. `signers`, `document_ids` and `fields` replace what was there.',
    },
    scope: 'documents:write',
    errors: ['NO_SIGNERS', ...OF_DOCUMENTS, ...OF_FIELDS, ...OF_A_CHANGE],
  })
  .input(updateEnvelopeInput)
  .use(once)
  .output(envelope)
  .mutation(async ({ ctx, input: { envelope_id, ...changes } }) =>
    presentEnvelope(await updateEnvelope(ctx.app, ctx.caller, envelope_id, changes)),
  );

const remove = apiProcedure
  .meta({
    openapi: {
      method: 'DELETE',
      path: '/signing/envelopes/{envelope_id}',
      tags: TAGS,
      summary: 'Delete a draft',
      description: 'Deletes a draft; its audit trail stays.',
    },
    scope: 'documents:write',
    status: 204,
    errors: OF_A_CHANGE,
  })
  .input(envelopeIdInput)
  .use(once)
  .output(z.void())
  .mutation(({ ctx, input }) => deleteEnvelope(ctx.app, ctx.caller, input.envelope_id));

const send = apiProcedure
  .meta({
    openapi: {
      method: 'POST',
      path: '/signing/envelopes/{envelope_id}/send',
      tags: TAGS,
      summary: 'Send a draft',
      description:
        'Fixes the deadline and invites the signers, in a sequential envelope the first.',
    },
    scope: 'documents:write',
    errors: ['NO_SIGNERS', 'NO_DOCUMENTS', ...OF_A_CHANGE],
  })
  .input(envelopeIdInput)
  .use(once)
  .output(envelope)
  .mutation(async ({ ctx, input }) =>
    presentEnvelope(await sendEnvelope(ctx.app, ctx.caller, input.envelope_id)),
  );

const withdraw = apiProcedure
  .meta({
    openapi: {
      method: 'POST',
      path: '/signing/envelopes/{envelope_id}/void',
      tags: TAGS,
      summary: 'Void an envelope',
      description: 'Withdraws an envelope that waits for its signers; all links to it die.',
    },
    scope: 'documents:write',
    errors: OF_A_CHANGE,
  })
  .input(voidEnvelopeInput)
  .use(once)
  .output(envelope)
  .mutation(async ({ ctx, input }) =>
    presentEnvelope(await voidEnvelope(ctx.app, ctx.caller, input.envelope_id, input.reason)),
  );

const remind = apiProcedure
  .meta({
    openapi: {
      method: 'POST',
      path: '/signing/envelopes/{envelope_id}/remind',
      tags: TAGS,
      summary: 'Send reminders',
      description:
        'Reminds those whose turn it is and who have not acted, each with a fresh link; earlier links stay valid. Who was asked within the last hour is left out. At most 10 times an envelope.',
    },
    scope: 'documents:write',
    errors: [...OF_A_CHANGE, 'REMINDER_TOO_SOON', 'REMINDER_LIMIT_REACHED', 'SIGNER_DISOWNED'],
  })
  .input(envelopeIdInput)
  .use(once)
  .output(envelope)
  .mutation(async ({ ctx, input }) =>
    presentEnvelope(await remindEnvelope(ctx.app, ctx.caller, input.envelope_id)),
  );

const extend = apiProcedure
  .meta({
    openapi: {
      method: 'POST',
      path: '/signing/envelopes/{envelope_id}/extend',
      tags: TAGS,
      summary: 'Extend the deadline',
      description:
        'Moves the deadline to a later one, by `expires_at` or `expires_in_days` from now. Nobody is mailed: later reminders tell the new deadline.',
    },
    scope: 'documents:write',
    errors: OF_A_CHANGE,
  })
  .input(extendEnvelopeInput)
  .use(once)
  .output(envelope)
  .mutation(async ({ ctx, input: { envelope_id, ...deadline } }) =>
    presentEnvelope(await extendEnvelope(ctx.app, ctx.caller, envelope_id, deadline)),
  );

export const envelopesRouter = router({
  list,
  create,
  promote,
  get,
  update,
  delete: remove,
  send,
  void: withdraw,
  remind,
  extend,
  auditTrail,
  signers: signersRouter,
});
