import { create as contentDisposition } from 'content-disposition';
import type { Response } from 'express';
import { ApiError } from '../domain/errors.ts';
import type { FileReply } from '../domain/file-reply.ts';

/**
 * Streams a stored file. `attachment` and `nosniff` keep a browser from running what a client
 * uploaded; the name is written as RFC 6266 says; ranges and If-None-Match are answered.
 *
 * @param cacheControl what a browser may keep of it
 * @throws ApiError RANGE_NOT_SATISFIABLE
 */
export async function sendFile(
  res: Response,
  file: FileReply,
  cacheControl: 'no-store' | 'private, no-cache',
): Promise<void> {
  res.set({
    'Content-Type': file.mimeType,
    'Content-Disposition': contentDisposition(file.filename, { type: 'attachment' }),
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': cacheControl,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    ETag: `"${file.sha256}"`,
  });
  await new Promise<void>((resolve, reject) => {
    res.sendFile(
      file.path,
      { acceptRanges: true, cacheControl: false, lastModified: false, dotfiles: 'allow' },
      (error) => (error && !isAborted(error) ? reject(fileError(error)) : resolve()),
    );
  });
}

// The reader went away: nobody is left to answer.
function isAborted(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNABORTED' || error.code === 'EPIPE');
}

function fileError(error: Error): Error {
  const unsatisfiable = 'status' in error && error.status === 416;
  return unsatisfiable ? new ApiError('RANGE_NOT_SATISFIABLE') : error;
}
