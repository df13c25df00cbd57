import type { SessionDocument } from '../api.ts';
import { useLanguage } from '../parts/language-context.ts';
import type { Texts } from '../texts/en.ts';
import { MAX_HITS } from './search.ts';
import type { Search } from './use-search.ts';

type SearchAnswerProps = { search: Search; documents: readonly SessionDocument[] };

/** What came of the search: short to the eye, and in a sentence to a screen reader. */
export function SearchAnswer({ search, documents }: SearchAnswerProps) {
  const { t } = useLanguage();
  const texts = t.viewer.search;
  const { found } = search;
  const asked = search.query.trim() !== '';
  const nameOf = (id: string) => documents.find((each) => each.id === id)?.filename ?? '';
  const notes = found.done
    ? [
        ...found.textless.map((id) => texts.textless(nameOf(id))),
        ...found.unread.map((id) => texts.unread(nameOf(id))),
      ]
    : [];
  return (
    <div className="search-answer">
      <p className="small" aria-hidden="true">
        {asked && shortAnswer(search, texts)}
      </p>
      <p className="unseen" role="status">
        {asked && longAnswer(search, texts, nameOf)}
      </p>
      <div role="status">
        {asked &&
          notes.map((note) => (
            <p key={note} className="small">
              {note}
            </p>
          ))}
      </div>
    </div>
  );
}

type SearchTexts = Texts['viewer']['search'];

function shortAnswer({ found, current }: Search, texts: SearchTexts): string {
  const { hits, done } = found;
  if (hits.length === 0) return done ? texts.none : texts.searching;
  return texts.place((current ?? 0) + 1, count(found, texts));
}

function longAnswer(search: Search, texts: SearchTexts, nameOf: (id: string) => string): string {
  const { found, current } = search;
  const hit = found.hits[current ?? 0];
  // While the number still grows a screen reader would be interrupted again and again.
  if (!found.done || !hit) return shortAnswer({ ...search, found: { ...found, hits: [] } }, texts);
  return texts.hit((current ?? 0) + 1, count(found, texts), hit.page, nameOf(hit.documentId));
}

function count({ hits, more }: Search['found'], texts: SearchTexts): string {
  return more ? texts.many(MAX_HITS) : String(hits.length);
}
