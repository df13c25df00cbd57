import { z } from 'zod';
import { createCase, deleteCase, getCase, listCases, updateCase } from '../domain/cases.ts';
import {
  caseIdInput,
  caseObject,
  createCaseInput,
  listCasesInput,
  updateCaseInput,
} from './schemas/case.ts';
import { pageOf } from './schemas/common.ts';
import { apiProcedure, once, router } from './trpc.ts';

const TAGS = ['Cases'];

export const casesRouter = router({
  list: apiProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/cases',
        tags: TAGS,
        summary: 'List cases',
        description: 'The cases of the workspace, newest first.',
      },
      scope: 'cases:read',
    })
    .input(listCasesInput)
    .output(pageOf(caseObject))
    .query(({ ctx, input }) => listCases(ctx.app, ctx.caller, input)),

  create: apiProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/cases',
        tags: TAGS,
        summary: 'Create a case',
        description: 'Makes a case that documents and envelopes belong to.',
      },
      scope: 'cases:write',
      status: 201,
    })
    .input(createCaseInput)
    .use(once)
    .output(caseObject)
    .mutation(({ ctx, input }) => createCase(ctx.app, ctx.caller, input)),

  get: apiProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/cases/{id}',
        tags: TAGS,
        summary: 'Get a case',
        description: 'One case of the workspace.',
      },
      scope: 'cases:read',
      errors: ['CASE_NOT_FOUND'],
    })
    .input(caseIdInput)
    .output(caseObject)
    .query(({ ctx, input }) => getCase(ctx.app, ctx.caller, input.id)),

  update: apiProcedure
    .meta({
      openapi: {
        method: 'PUT',
        path: '/cases/{id}',
        tags: TAGS,
        summary: 'Replace a case',
        description: 'Replaces the members of a case; those not named become their defaults.',
      },
      scope: 'cases:write',
      errors: ['CASE_NOT_FOUND'],
    })
    .input(updateCaseInput)
    .use(once)
    .output(caseObject)
    .mutation(({ ctx, input: { id, ...members } }) => updateCase(ctx.app, ctx.caller, id, members)),

  delete: apiProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/cases/{id}',
        tags: TAGS,
        summary: 'Delete a case',
        description:
          'Deletes a case with its documents and drafts. A case with an envelope that was ever sent stays.',
      },
      scope: 'cases:delete',
      status: 204,
      errors: ['CASE_NOT_FOUND', 'CASE_HAS_ENVELOPES', 'EDIT_CONFLICT'],
    })
    .input(caseIdInput)
    .use(once)
    .output(z.void())
    .mutation(({ ctx, input }) => deleteCase(ctx.app, ctx.caller, input.id)),
});
