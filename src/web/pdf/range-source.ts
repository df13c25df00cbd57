import { PDFDataRangeTransport } from 'pdfjs-dist/legacy/build/pdf.mjs';

export const CHUNK_BYTES = 32_768;
const HEAD_BYTES = 2 * CHUNK_BYTES;
const AHEAD_BYTES = 16 * CHUNK_BYTES;

type Range = { begin: number; end: number };

/** What was asked for did not come. `status` is that of the answer, 0 where there was none. */
export class FetchError extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`The document was not served (${status})`);
    this.status = status;
  }
}

/**
 * Asks for the beginning of the file at `url`. Returns the whole of a file that is small or not
 * served in parts, and what fetches the parts of all others. Throws a FetchError.
 */
export async function openSource(
  url: string,
  signal: AbortSignal,
): Promise<Uint8Array | RangeSource> {
  const response = await ask(url, { begin: 0, end: HEAD_BYTES }, signal);
  const head = await bytesOf(response);
  const length = Number(/\/(\d+)$/.exec(response.headers.get('Content-Range') ?? '')?.[1]);
  if (response.status !== 206 || head.length === length) return head;
  if (!(length > HEAD_BYTES && head.length === HEAD_BYTES)) throw new FetchError(0);
  return new RangeSource(url, length, head);
}

/**
 * Serves pdf.js the parts of a file. pdf.js takes a part that failed for an empty one and shows a
 * blank page; here it waits for that part, and `onLost` is called, until `retry` brings it.
 */
export class RangeSource extends PDFDataRangeTransport {
  onLost: (status: number) => void = () => {};
  readonly #url: string;
  readonly #controller = new AbortController();
  readonly #lost: Range[] = [];
  /** Where the chunks begin that pdf.js has or waits for, and those that it has yet to ask for. */
  readonly #asked = new Set<number>();
  readonly #ahead = new Map<number, Uint8Array>();
  #rest: Promise<void> | null = null;

  constructor(url: string, length: number, head: Uint8Array) {
    super(length, head);
    this.#url = url;
    this.#note({ begin: 0, end: head.length });
  }

  override requestDataRange(begin: number, end: number): void {
    this.#note({ begin, end });
    void this.#serve({ begin, end });
  }

  override abort(): void {
    this.#controller.abort();
  }

  /** Asks again for all that was lost. */
  retry(): void {
    for (const range of this.#lost.splice(0)) void this.#serve(range);
  }

  /**
   * Fetches what nobody asked for yet, so that it is there when the connection goes. Where that
   * fails nothing is lost: it is asked for when it is wanted.
   */
  fetchRest(): void {
    this.#rest ??= this.#fetchAhead().catch(() => {
      this.#rest = null;
    });
  }

  async #serve(range: Range): Promise<void> {
    try {
      this.onDataRange(range.begin, this.#takeAhead(range) ?? (await this.#fetch(range)));
    } catch (error) {
      if (this.#controller.signal.aborted) return;
      this.#lost.push(range);
      this.onLost(error instanceof FetchError ? error.status : 0);
    }
  }

  async #fetch(range: Range): Promise<Uint8Array> {
    const response = await ask(this.#url, range, this.#controller.signal);
    const bytes = await bytesOf(response);
    if (response.status === 206 && bytes.length === range.end - range.begin) return bytes;
    throw new FetchError(0);
  }

  async #fetchAhead(): Promise<void> {
    const missing = (begin: number) => !this.#asked.has(begin) && !this.#ahead.has(begin);
    for (let begin = 0; begin < this.length; begin += CHUNK_BYTES) {
      if (!missing(begin)) continue;
      let end = begin;
      while (end < this.length && end - begin < AHEAD_BYTES && missing(end)) end += CHUNK_BYTES;
      const bytes = await this.#fetch({ begin, end: Math.min(end, this.length) });
      for (const at of chunksOf({ begin, end })) {
        if (missing(at)) this.#ahead.set(at, bytes.slice(at - begin, at - begin + CHUNK_BYTES));
      }
    }
  }

  /** The bytes of a range all of which was fetched before; pdf.js asks for each chunk once. */
  #takeAhead(range: Range): Uint8Array | null {
    const bytes = new Uint8Array(range.end - range.begin);
    for (const at of chunksOf(range)) {
      const chunk = this.#ahead.get(at);
      if (!chunk) return null;
      bytes.set(chunk, at - range.begin);
    }
    for (const at of chunksOf(range)) this.#ahead.delete(at);
    return bytes;
  }

  #note(range: Range): void {
    for (const at of chunksOf(range)) this.#asked.add(at);
  }
}

function chunksOf({ begin, end }: Range): number[] {
  const count = Math.ceil((end - begin) / CHUNK_BYTES);
  return Array.from({ length: count }, (_, index) => begin + index * CHUNK_BYTES);
}

async function ask(url: string, { begin, end }: Range, signal: AbortSignal): Promise<Response> {
  const headers = { Range: `bytes=${begin}-${end - 1}` };
  const response = await fetch(url, { headers, signal }).catch(noAnswer);
  if (response.ok) return response;
  throw new FetchError(response.status);
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer().catch(noAnswer));
}

function noAnswer(): never {
  throw new FetchError(0);
}
