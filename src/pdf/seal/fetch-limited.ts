export type FetchFault = 'unreachable' | 'timeout' | 'http_status' | 'too_large';

export class FetchError extends Error {
  readonly code: FetchFault;

  constructor(code: FetchFault, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.name = 'FetchError';
    this.code = code;
  }
}

export type LimitedRequest = {
  /** For the whole exchange. */
  timeoutMs: number;
  maxBytes: number;
  /** Sent as a POST. */
  body?: Buffer;
  headers?: Record<string, string>;
};

/** The body of a 2xx answer, not redirected, in time and no larger than allowed. @throws {FetchError} */
export async function fetchLimited(url: string | URL, request: LimitedRequest): Promise<Buffer> {
  const signal = AbortSignal.timeout(request.timeoutMs);
  const { body, maxBytes } = request;
  // A connection kept from last time may be closing just now, and a POST is not sent twice.
  const headers = { ...request.headers, Connection: 'close' };
  const sent = body ? { method: 'POST', body: new Uint8Array(body) } : {};
  try {
    const response = await fetch(url, { ...sent, headers, signal, redirect: 'error' });
    if (!response.ok) {
      await response.body?.cancel();
      throw new FetchError('http_status', String(response.status));
    }
    return await readLimited(response, maxBytes);
  } catch (error) {
    if (error instanceof FetchError) throw error;
    const code = signal.aborted ? 'timeout' : 'unreachable';
    throw new FetchError(code, String(error), { cause: error });
  }
}

async function readLimited(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw new FetchError('too_large', 'a reply without end');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
