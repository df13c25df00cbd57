import { type ChangeEvent, useState } from 'react';
import { useLanguage } from '../parts/language-context.ts';
import { type ImageFault, readImage } from './read-image.ts';

type UploadedMarkProps = {
  name: 'signature' | 'initials';
  image: string | null;
  onChange(image: string): void;
};

/** An image of a signature; what is shown is what is sent. */
export function UploadedMark({ name, image, onChange }: UploadedMarkProps) {
  const { t } = useLanguage();
  const [fault, setFault] = useState<ImageFault | null>(null);

  async function choose({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [file] = target.files ?? [];
    if (!file) return;
    const read = await readImage(file);
    // The same file can be chosen again once it is mended.
    target.value = '';
    setFault('fault' in read ? read.fault : null);
    if ('image' in read) onChange(read.image);
  }

  return (
    <>
      <label className="button secondary file-choice">
        {image ? t.marks.chooseOther : t.marks.choose}
        <input
          type="file"
          accept="image/png,image/jpeg"
          aria-label={t.marks[name].fileLabel}
          aria-describedby={`${name}-file-hint ${name}-file-fault`}
          onChange={(event) => void choose(event)}
        />
      </label>
      <p id={`${name}-file-hint`} className="small">
        {t.marks.fileHint}
      </p>
      <div id={`${name}-file-fault`} role="alert">
        {fault && <p className="error">{t.marks.fileFaults[fault]}</p>}
      </div>
      {image && (
        <div className="preview">
          <span className="preview-label">{t.marks.preview}</span>
          <img className="preview-image" src={image} alt={t.marks[name].imageAlt} />
        </div>
      )}
    </>
  );
}
