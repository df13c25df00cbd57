import { z } from 'zod';
import { downloadCertificate, readSignerCertificate } from '../domain/certificate-files.ts';
import { downloadDocument, uploadDocument } from '../domain/documents.ts';
import { downloadEvidence } from '../domain/evidence.ts';
import { downloadEnvelopeDocument, readSignerDocument } from '../domain/signer-documents.ts';
import { verifyUpload } from '../domain/verify-upload.ts';
import {
  documentIdInput,
  documentObject,
  fileReply,
  streamReply,
  uploadInput,
  verifyInput,
} from './schemas/document.ts';
import {
  certificateInput,
  downloadEnvelopeDocumentInput,
  envelopeIdInput,
} from './schemas/envelope-input.ts';
import { verification } from './schemas/sealed-file.ts';
import { signDocumentInput } from './schemas/sign.ts';
import { apiProcedure, once, router, signerProcedure } from './trpc.ts';

/** Procedures whose input or answer is a file. They are served over REST alone. */
export const filesRouter = router({
  upload: apiProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/documents',
        tags: ['Documents'],
        summary: 'Upload a document',
        description:
          'Stores a file. Its type is told from its bytes; a PDF or an image is opened to learn its pages and whether it can be signed. The fields may follow the file.',
        contentTypes: ['multipart/form-data'],
      },
      scope: 'documents:write',
      status: 201,
      bytes: 'upload',
      errors: ['CASE_NOT_FOUND', 'FILE_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
    })
    .input(uploadInput)
    .use(once)
    .output(documentObject)
    .mutation(({ ctx, input: { file, ...members } }) =>
      uploadDocument(ctx.app, ctx.caller, {
        ...members,
        file: file.staged,
        filename: file.filename,
      }),
    ),

  download: apiProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/documents/{id}/download',
        tags: ['Documents'],
        summary: 'Download a document',
        description: 'The raw file, as it was uploaded. Ranges and If-None-Match are answered.',
      },
      scope: 'documents:read',
      bytes: 'file',
      errors: ['DOCUMENT_NOT_FOUND', 'RANGE_NOT_SATISFIABLE'],
    })
    .input(documentIdInput)
    .output(fileReply)
    .query(({ ctx, input }) => downloadDocument(ctx.app, ctx.caller, input.id)),

  envelopeDocument: apiProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/signing/envelopes/{envelope_id}/documents/{sigdoc_id}/download',
        tags: ['Signing'],
        summary: 'Download a document of an envelope',
        description:
          'As uploaded (`original`), as shown to the signers (`presented`), or as signed by all (`signed`).',
      },
      scope: 'documents:read',
      bytes: 'file',
      errors: [
        'ENVELOPE_NOT_FOUND',
        'DOCUMENT_NOT_FOUND',
        'ENVELOPE_STATE_CONFLICT',
        'SEAL_PENDING',
        'RANGE_NOT_SATISFIABLE',
      ],
    })
    .input(downloadEnvelopeDocumentInput)
    .output(fileReply)
    .query(({ ctx, input }) =>
      downloadEnvelopeDocument(ctx.app, ctx.caller, { ...input, record: ctx.startsRead }),
    ),

  certificate: apiProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/signing/envelopes/{envelope_id}/certificate',
        tags: ['Signing'],
        summary: 'Download the certificate of completion',
        description:
          'A sealed PDF that tells who did what and when; of an envelope that was declined, expired or voided a report of the same kind. The sender’s is full; the parties’ masks addresses and leaves out IP addresses.',
      },
      scope: 'documents:read',
      bytes: 'file',
      errors: [
        'ENVELOPE_NOT_FOUND',
        'ENVELOPE_STATE_CONFLICT',
        'SEAL_PENDING',
        'RANGE_NOT_SATISFIABLE',
      ],
    })
    .input(certificateInput)
    .output(fileReply)
    .query(({ ctx, input }) =>
      downloadCertificate(ctx.app, ctx.caller, { ...input, record: ctx.startsRead }),
    ),

  evidence: apiProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/signing/envelopes/{envelope_id}/evidence',
        tags: ['Signing'],
        summary: 'Download the evidence of an envelope',
        description:
          'A ZIP with every form of every document, the certificates, the audit trail and a signed manifest. `npm run verify` checks it without this server.',
      },
      scope: 'documents:read',
      bytes: 'stream',
      errors: ['ENVELOPE_NOT_FOUND', 'ENVELOPE_STATE_CONFLICT', 'SEAL_PENDING'],
    })
    .input(envelopeIdInput)
    .output(streamReply)
    .query(({ ctx, input }) =>
      downloadEvidence(ctx.app, ctx.caller, { ...input, record: ctx.startsRead }),
    ),

  verify: apiProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/signing/verify',
        tags: ['Verification'],
        summary: 'Verify a sealed PDF',
        description:
          'Says of an uploaded PDF whether it is as it was sealed, whose seal it is, when, and to which audit trail it is bound. The file is not kept.',
        contentTypes: ['multipart/form-data'],
      },
      scope: 'documents:read',
      bytes: 'upload',
      errors: ['FILE_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
    })
    .input(verifyInput)
    .use(once)
    .output(verification)
    .mutation(async ({ ctx, input: { file } }) => {
      const { envelopeId, ...report } = await verifyUpload(ctx.app, file.staged);
      return { ...report, envelope_id: envelopeId };
    }),

  signerCertificate: signerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/sign/certificate',
        tags: ['Signers'],
        summary: 'Get the certificate of completion as a party',
        description: 'The parties’ certificate, once the envelope is completed and sealed.',
        protect: false,
      },
      bytes: 'file',
      errors: [
        'SESSION_REQUIRED',
        'SESSION_EXPIRED',
        'ORIGIN_REFUSED',
        'ENVELOPE_STATE_CONFLICT',
        'SEAL_PENDING',
        'RANGE_NOT_SATISFIABLE',
      ],
    })
    .input(z.strictObject({}))
    .output(fileReply)
    .query(({ ctx }) =>
      readSignerCertificate(ctx.app, ctx.sessionCookie, { record: ctx.startsRead }, ctx.origin),
    ),

  signerDocument: signerProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/sign/documents/{sigdoc_id}',
        tags: ['Signers'],
        summary: 'Get a document as its signer',
        description: 'The document that is to be signed, or after completion the signed one.',
        protect: false,
      },
      bytes: 'file',
      errors: [
        'SESSION_REQUIRED',
        'SESSION_EXPIRED',
        'ORIGIN_REFUSED',
        'DOCUMENT_NOT_FOUND',
        'ENVELOPE_STATE_CONFLICT',
        'SEAL_PENDING',
        'RANGE_NOT_SATISFIABLE',
      ],
    })
    .input(signDocumentInput)
    .output(fileReply)
    .query(({ ctx, input }) =>
      readSignerDocument(
        ctx.app,
        ctx.sessionCookie,
        { ...input, record: ctx.startsRead },
        ctx.origin,
      ),
    ),
});
