import { useEffect, useEffectEvent, useState } from 'react';
import { useLanguage } from '../parts/language-context.ts';

type FileChoiceProps = { again: boolean; onFile(file: File): void };

/** A file is chosen, or dropped anywhere on the page. */
export function FileChoice({ again, onFile }: FileChoiceProps) {
  const { t } = useLanguage();
  const dragging = useDrop(onFile);
  return (
    <div className="drop-zone" data-dragging={dragging}>
      <label className="button primary file-choice">
        {again ? t.verify.chooseOther : t.verify.choose}
        <input
          type="file"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            // The same file can be chosen twice.
            target.value = '';
            if (file) onFile(file);
          }}
        />
      </label>
      <p className="muted">{dragging ? t.verify.dropNow : t.verify.drop}</p>
    </div>
  );
}

/** Whether a file is being dragged over the page. Without this, the browser would open the file. */
function useDrop(onFile: (file: File) => void): boolean {
  const [dragging, setDragging] = useState(false);
  const take = useEffectEvent(onFile);

  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener('dragover', over, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('drop', drop, { signal });
    return () => stop.abort();

    function over(event: DragEvent): void {
      event.preventDefault();
      setDragging(true);
    }
    function leave(event: DragEvent): void {
      if (event.relatedTarget === null) setDragging(false);
    }
    function drop(event: DragEvent): void {
      event.preventDefault();
      setDragging(false);
      const [file] = event.dataTransfer?.files ?? [];
      if (file) take(file);
    }
  }, []);

  return dragging;
}
