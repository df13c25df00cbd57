import type { Session, SessionDocument, SessionField } from '../api.ts';
import { markOf } from '../marks/mark-draft.ts';
import { useLanguage } from '../parts/language-context.ts';
import type { Texts } from '../texts/en.ts';
import { goToMark } from './go-to.ts';
import { useSignForm } from './use-sign-form.ts';

/** One thing a signer has to do before signing. */
export type Step = {
  id: string;
  name: string;
  /** On which page of which document; null for what stands beside them. */
  place: string | null;
  documentId: string | null;
  done: boolean;
  goTo(): void;
};

/** Everything that is to be done before signing, in the order of reading; optional fields are not. */
export function useSteps(session: Session): Step[] {
  const { t } = useLanguage();
  const { fields, needs, signature, initials } = useSignForm();
  const { documents } = session.envelope;
  const open = new Set(fields.open);
  const filled = fields.fillable
    .filter((field) => field.required || fields.isRefused(field))
    .map((field) => ({
      id: field.id,
      name: field.label ?? t.fields.types[field.type],
      place: placeOf(field, documents, t),
      documentId: field.document_id,
      done: !open.has(field),
      goTo: () => fields.goTo(field),
    }));
  const made = [
    { name: 'signature' as const, needed: needs.signature, mark: signature },
    { name: 'initials' as const, needed: needs.initials === 'required', mark: initials },
  ].flatMap(({ name, needed, mark }) =>
    needed
      ? {
          id: name,
          name: t.review[name],
          place: null,
          documentId: null,
          done: markOf(mark) !== null,
          goTo: () => {
            fields.leave();
            goToMark(name);
          },
        }
      : [],
  );
  return [...filled, ...made];
}

/** Where a field stands, in words. */
export function placeOf(
  { document_id, page }: SessionField,
  documents: readonly SessionDocument[],
  t: Texts,
): string {
  const document = documents.find(({ id }) => id === document_id);
  return documents.length > 1 && document
    ? t.steps.inDocument(document.filename, page)
    : t.steps.onPage(page);
}
