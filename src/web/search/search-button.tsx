import { useLanguage } from '../parts/language-context.ts';
import { Icon } from './icon.tsx';
import type { Search } from './use-search.ts';

/** Opens the search over the documents; the browser's own, with Ctrl and F, stays what it is. */
export function SearchButton({ search }: { search: Search }) {
  const { t } = useLanguage();
  return (
    <button
      type="button"
      className="search-button"
      aria-label={t.viewer.search.open}
      title={t.viewer.search.open}
      aria-expanded={search.open}
      onClick={search.open ? search.end : search.start}
    >
      <Icon name="glass" />
    </button>
  );
}
