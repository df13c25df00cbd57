import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { SessionDocument } from '../api.ts';
import { useLanguage } from '../parts/language-context.ts';
import { Icon } from './icon.tsx';
import { SearchAnswer } from './search-answer.tsx';
import type { Search } from './use-search.ts';

type SearchBarProps = { search: Search; documents: readonly SessionDocument[] };

/** What to look for, how many hits there are, and the way through them. */
export function SearchBar({ search, documents }: SearchBarProps) {
  const { t } = useLanguage();
  const field = useRef<HTMLInputElement>(null);
  const none = search.found.hits.length === 0;

  useEffect(() => field.current?.focus({ preventScroll: true }), []);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    search.end();
  }

  return (
    <search className="search" onKeyDown={onKeyDown}>
      <form
        className="search-row"
        onSubmit={(event) => {
          event.preventDefault();
          search.step(1);
        }}
      >
        <input
          ref={field}
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          aria-label={t.viewer.search.label}
          placeholder={t.viewer.search.label}
          value={search.query}
          onChange={(event) => search.look(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !event.shiftKey) return;
            event.preventDefault();
            search.step(-1);
          }}
        />
        <button
          type="button"
          aria-label={t.viewer.search.previous}
          aria-disabled={none}
          onClick={() => search.step(-1)}
        >
          <Icon name="up" />
        </button>
        <button type="submit" aria-label={t.viewer.search.next} aria-disabled={none}>
          <Icon name="down" />
        </button>
        <button type="button" aria-label={t.viewer.search.close} onClick={search.end}>
          <Icon name="close" />
        </button>
      </form>
      <SearchAnswer search={search} documents={documents} />
    </search>
  );
}
