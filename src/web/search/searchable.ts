import { createContext, useContext, useEffect } from 'react';
import type { PdfState } from '../pdf/use-pdf.ts';
import { type OpenDocuments, openDocuments } from './open-documents.ts';

type Searchable = {
  documents: OpenDocuments;
  /** Whether something is looked for, so that documents far from the view are needed too. */
  wanted: boolean;
};

/** What the search has to do with a document; by default nothing. */
export const SearchableContext = createContext<Searchable>({
  documents: openDocuments(),
  wanted: false,
});

/** Lets the search read a document once it is opened. */
export function useSearchable(documentId: string, state: PdfState): void {
  const { documents } = useContext(SearchableContext);
  useEffect(() => {
    if (state.name === 'waiting') return;
    documents.put(documentId, state.name === 'ready' ? state.pdf : 'failed');
    return () => documents.put(documentId, null);
  }, [documents, documentId, state]);
}
