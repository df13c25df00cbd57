import { useLanguage } from '../parts/language-context.ts';

const STEPS = [1, 1.5, 2, 3];

type ZoomProps = { zoom: number; onZoom(zoom: number): void };

/** The size of the pages; 100 % fills the width there is. */
export function Zoom({ zoom, onZoom }: ZoomProps) {
  const { t } = useLanguage();
  const place = STEPS.indexOf(zoom);
  const smaller = STEPS[place - 1];
  const larger = STEPS[place + 1];
  return (
    <div className="zoom">
      <button
        type="button"
        aria-label={t.documents.smaller}
        aria-disabled={smaller === undefined}
        onClick={() => smaller !== undefined && onZoom(smaller)}
      >
        −
      </button>
      <span role="status">{t.documents.size(zoom * 100)}</span>
      <button
        type="button"
        aria-label={t.documents.larger}
        aria-disabled={larger === undefined}
        onClick={() => larger !== undefined && onZoom(larger)}
      >
        +
      </button>
    </div>
  );
}
