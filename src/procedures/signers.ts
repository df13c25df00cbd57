import { presentEnvelope } from '../domain/envelope.ts';
import { addSigner, removeSigner, updateSignerOf } from '../domain/signers.ts';
import { envelope } from './schemas/envelope.ts';
import { addSignerInput, signerIdInput, updateSignerInput } from './schemas/envelope-input.ts';
import { apiProcedure, once, router } from './trpc.ts';

const TAGS = ['Signing'];
const OF_A_CHANGE = ['ENVELOPE_NOT_FOUND', 'ENVELOPE_STATE_CONFLICT', 'EDIT_CONFLICT'] as const;

export const signersRouter = router({
  add: apiProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/signing/envelopes/{envelope_id}/signers',
        tags: TAGS,
        summary: 'Add a signer to a draft',
        description: 'Answers with the whole envelope; the new signer is its last.',
      },
      scope: 'documents:write',
      status: 201,
      errors: OF_A_CHANGE,
    })
    .input(addSignerInput)
    .use(once)
    .output(envelope)
    .mutation(async ({ ctx, input: { envelope_id, ...signer } }) =>
      presentEnvelope(await addSigner(ctx.app, ctx.caller, envelope_id, signer)),
    ),

  update: apiProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/signing/envelopes/{envelope_id}/signers/{signer_id}',
        tags: TAGS,
        summary: 'Change or replace a signer',
        description:
          'In a draft everything may change. After sending, a new name or e-mail address replaces a signer who has not acted: the old links die and a new invitation goes out. Naming the same person again changes nothing, but for one whose link was reported to have reached somebody else (`signer.disowned`): they get a fresh link.',
      },
      scope: 'documents:write',
      errors: [...OF_A_CHANGE, 'SIGNER_NOT_FOUND', 'SIGNER_ALREADY_ACTED'],
    })
    .input(updateSignerInput)
    .use(once)
    .output(envelope)
    .mutation(async ({ ctx, input: { envelope_id, signer_id, ...changes } }) =>
      presentEnvelope(await updateSignerOf(ctx.app, ctx.caller, envelope_id, signer_id, changes)),
    ),

  remove: apiProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/signing/envelopes/{envelope_id}/signers/{signer_id}',
        tags: TAGS,
        summary: 'Remove a signer from a draft',
        description: 'Answers with the whole envelope.',
      },
      scope: 'documents:write',
      errors: [...OF_A_CHANGE, 'SIGNER_NOT_FOUND'],
    })
    .input(signerIdInput)
    .use(once)
    .output(envelope)
    .mutation(async ({ ctx, input }) =>
      presentEnvelope(await removeSigner(ctx.app, ctx.caller, input.envelope_id, input.signer_id)),
    ),
});
