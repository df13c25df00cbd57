import { z } from 'zod';
import { deleteDocument, getDocument, listDocuments } from '../domain/documents.ts';
import { pageOf } from './schemas/common.ts';
import { documentIdInput, documentObject, listDocumentsInput } from './schemas/document.ts';
import { apiProcedure, once, router } from './trpc.ts';

const TAGS = ['Documents'];

export const documentsRouter = router({
  list: apiProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/documents',
        tags: TAGS,
        summary: 'List documents',
        description: 'The documents of the workspace or of one case, newest first.',
      },
      scope: 'documents:read',
    })
    .input(listDocumentsInput)
    .output(pageOf(documentObject))
    .query(({ ctx, input }) => listDocuments(ctx.app, ctx.caller, input)),

  get: apiProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/documents/{id}',
        tags: TAGS,
        summary: 'Get a document',
        description: 'What is known of a document, without its bytes.',
      },
      scope: 'documents:read',
      errors: ['DOCUMENT_NOT_FOUND'],
    })
    .input(documentIdInput)
    .output(documentObject)
    .query(({ ctx, input }) => getDocument(ctx.app, ctx.caller, input.id)),

  delete: apiProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/documents/{id}',
        tags: TAGS,
        summary: 'Delete a document',
        description:
          'Deletes a document of the case. Envelopes keep the bytes that they were made from.',
      },
      scope: 'documents:delete',
      status: 204,
      errors: ['DOCUMENT_NOT_FOUND'],
    })
    .input(documentIdInput)
    .use(once)
    .output(z.void())
    .mutation(({ ctx, input }) => deleteDocument(ctx.app, ctx.caller, input.id)),
});
