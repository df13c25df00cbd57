import { lookUpSealedFile } from '../domain/sealed-files.ts';
import { sealedFile, sealedFileInput } from './schemas/sealed-file.ts';
import { publicProcedure, router } from './trpc.ts';

export const sealedFilesRouter = router({
  lookup: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/sealed-files/{sha256}',
        tags: ['Verification'],
        summary: 'Ask whether a file was sealed here',
        description:
          'By the SHA-256 of its bytes; the file itself is not sent. Names neither title nor people.',
        protect: false,
      },
    })
    .input(sealedFileInput)
    .output(sealedFile)
    .query(({ ctx, input }) => lookUpSealedFile(ctx.app, input.sha256)),
});
