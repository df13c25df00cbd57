import type { Mark } from '../api.ts';

type ShownMarkProps = { mark: Mark };

/** A signature or initials as large as their place allows. Its name is given by what is around. */
export function ShownMark({ mark }: ShownMarkProps) {
  if (mark.kind !== 'typed') return <img className="mark-image" src={mark.image} alt="" />;
  return (
    <span className="mark-text" style={{ '--letters': [...mark.text].length }}>
      {mark.text}
    </span>
  );
}
