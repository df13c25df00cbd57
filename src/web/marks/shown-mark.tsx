import type { Mark } from '../api.ts';
import { HandText } from './hand-text.tsx';

type ShownMarkProps = { mark: Mark };

/** A signature or initials as large as their place allows. Its name is given by what is around. */
export function ShownMark({ mark }: ShownMarkProps) {
  if (mark.kind !== 'typed') return <img className="mark-image" src={mark.image} alt="" />;
  return <HandText text={mark.text} font={mark.font} className="mark-text" />;
}
