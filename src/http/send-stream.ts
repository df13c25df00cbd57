import { pipeline } from 'node:stream/promises';
import { create as contentDisposition } from 'content-disposition';
import type { Response } from 'express';
import type { StreamReply } from '../domain/evidence.ts';

/**
 * Sends a file that is made while it is read. Should making it fail in between, the connection is
 * cut, so that nobody takes half a file for a whole one.
 */
export async function sendStream(res: Response, reply: StreamReply): Promise<void> {
  res.set({
    'Content-Type': reply.mimeType,
    'Content-Disposition': contentDisposition(reply.filename, { type: 'attachment' }),
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  if (res.req.method === 'HEAD') {
    reply.stream.destroy();
    res.end();
    return;
  }
  await pipeline(reply.stream, res).catch((error: unknown) => {
    // The reader went away: nobody is left to answer.
    if (!res.destroyed) throw error;
  });
}
