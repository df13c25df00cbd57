import type { PDFDocumentProxy } from 'pdfjs-dist';

type Opened = PDFDocumentProxy | 'failed';

/** The documents of the page as they are opened and closed, for those who look into all of them. */
export type OpenDocuments = {
  /** Notes a document that was opened or could not be; null when it was closed. */
  put(documentId: string, opened: Opened | null): void;
  /** Waits for a document; null where it cannot be had. */
  get(documentId: string): Promise<PDFDocumentProxy | null>;
};

/** A list of open documents of its own, empty at first. */
export function openDocuments(): OpenDocuments {
  const opened = new Map<string, Opened>();
  const waiting = new Map<string, ((document: PDFDocumentProxy | null) => void)[]>();
  return {
    put(documentId, document) {
      if (document === null) {
        opened.delete(documentId);
        return;
      }
      opened.set(documentId, document);
      for (const resolve of waiting.get(documentId) ?? []) resolve(orNull(document));
      waiting.delete(documentId);
    },
    get(documentId) {
      const document = opened.get(documentId);
      if (document) return Promise.resolve(orNull(document));
      return new Promise((resolve) => {
        waiting.set(documentId, [...(waiting.get(documentId) ?? []), resolve]);
      });
    },
  };
}

function orNull(document: Opened): PDFDocumentProxy | null {
  return document === 'failed' ? null : document;
}
