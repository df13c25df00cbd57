import type { Session } from '../api.ts';
import { type Step, useSteps } from '../form/steps.ts';
import { useLanguage } from '../parts/language-context.ts';
import type { Texts } from '../texts/en.ts';

/** The way to each of several documents, and what is still missing in it. */
export function DocumentList({ session, reading }: { session: Session; reading: boolean }) {
  const { t } = useLanguage();
  const steps = useSteps(session);
  const { documents } = session.envelope;
  if (documents.length < 2) return null;
  return (
    <nav className="document-list" aria-labelledby="document-list-title">
      <p id="document-list-title" className="label">
        {t.steps.documentsTitle}
      </p>
      <ol>
        {documents.map(({ id, filename, page_count }) => (
          <li key={id}>
            <button type="button" className="link" onClick={() => goToDocument(id)}>
              {filename}
            </button>
            <span className="small">
              {' '}
              {[t.documents.pages(page_count), reading ? '' : stateOf(id, steps, t)]
                .filter((part) => part !== '')
                .join(' · ')}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function stateOf(documentId: string, steps: Step[], { steps: words }: Texts): string {
  const here = steps.filter((step) => step.documentId === documentId);
  const missing = here.filter((step) => !step.done).length;
  if (missing > 0) return words.openFields(missing);
  return here.length > 0 ? words.complete : '';
}

function goToDocument(id: string): void {
  const heading = document.getElementById(`name-${id}`);
  heading?.scrollIntoView();
  heading?.focus({ preventScroll: true });
}
