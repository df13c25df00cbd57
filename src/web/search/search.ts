import type { PDFDocumentProxy } from 'pdfjs-dist';
import { fold } from './fold.ts';
import { findIn, readPageText, type TextSpan } from './page-text.ts';

/** More hits than this are not counted: nobody goes through them. */
export const MAX_HITS = 1000;

export type Hit = TextSpan & { documentId: string; page: number };

export type Found = {
  hits: readonly Hit[];
  /** Whether there are more than are listed. */
  more: boolean;
  /** Documents without a single letter, by id; and those that could not be read. */
  textless: readonly string[];
  unread: readonly string[];
  done: boolean;
};

export const NOTHING: Found = { hits: [], more: false, textless: [], unread: [], done: true };

type Job = {
  documentIds: readonly string[];
  /** Waits for a document; null where it cannot be had. */
  open(documentId: string): Promise<PDFDocumentProxy | null>;
  tell(found: Found): void;
  signal: AbortSignal;
};

/**
 * Looks for a text in all documents, in their order, and tells what it has found after each page on
 * which that changed, and at the end. Pages are read one by one, so that nothing waits for it.
 */
export async function search(
  query: string,
  { documentIds, open, tell, signal }: Job,
): Promise<void> {
  const wanted = fold(query).text.trim();
  let found: Found = { ...NOTHING, done: false };
  tell(found);
  for (const documentId of documentIds) {
    const pdf = await open(documentId);
    let letters = 0;
    try {
      if (!pdf) throw new Error('not loaded');
      for (let page = 1; page <= pdf.numPages; page++) {
        const text = await readPageText(pdf, page);
        if (signal.aborted) return;
        letters += text.folded.text.trim().length;
        const hits = findIn(text, wanted).map((span) => ({ ...span, documentId, page }));
        if (hits.length === 0 || found.more) continue;
        found = added(found, hits);
        tell(found);
      }
      if (letters === 0) found = { ...found, textless: [...found.textless, documentId] };
    } catch {
      found = { ...found, unread: [...found.unread, documentId] };
    }
    if (signal.aborted) return;
  }
  tell({ ...found, done: true });
}

function added(found: Found, hits: readonly Hit[]): Found {
  const all = [...found.hits, ...hits];
  return { ...found, hits: all.slice(0, MAX_HITS), more: all.length > MAX_HITS };
}
