import { useLayoutEffect, useState } from 'react';
import type { Hand } from './mark-draft.ts';

// In the order of src/pdf/fonts.ts; the fonts themselves are those of hands.css.
const OTHERS = '"Hand formal", "Hand Greek", cursive';
const FAMILIES: Record<Hand, string> = {
  formal: OTHERS,
  flowing: `"Hand flowing", ${OTHERS}`,
  everyday: `"Hand everyday", ${OTHERS}`,
};

type HandTextProps = { text: string; font: Hand; className?: string };

/** A name in a hand. How wide it is with all that it swings out is there for the style sheets. */
export function HandText({ text, font, className = '' }: HandTextProps) {
  const family = FAMILIES[font];
  const [ink, setInk] = useState<Ink>({ ems: 1, before: 0, after: 0 });

  useLayoutEffect(() => {
    let current = true;
    const update = () => {
      if (current) setInk(inkOf(text, family));
    };
    update();
    // Without its font it is shown in another, as wide as it is in that.
    document.fonts.load(`${MEASURED_AT}px ${family}`, text).then(update, update);
    return () => {
      current = false;
    };
  }, [text, family]);

  return (
    <span
      className={`hand-text ${className}`}
      data-hand={font}
      style={{
        '--hand': family,
        '--ems': ink.ems,
        '--before': ink.before,
        '--after': ink.after,
      }}
    >
      {text}
    </span>
  );
}

/** In ems: the whole width, and what of it is ink before the first letter's place and after the last's. */
type Ink = { ems: number; before: number; after: number };

const MEASURED_AT = 100;

const MAX_KNOWN = 200;

const context = document.createElement('canvas').getContext('2d');
const known = new Map<string, Ink>();

function inkOf(text: string, family: string): Ink {
  const key = `${family} ${text}`;
  const before = known.get(key);
  if (before) return before;
  const ink = measure(text, family);
  // As wide as in another font it is for the time being only.
  if (!document.fonts.check(`${MEASURED_AT}px ${family}`, text)) return ink;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(key, ink);
  return ink;
}

function measure(text: string, family: string): Ink {
  if (!context) return { ems: text.length, before: 0, after: 0 };
  context.font = `${MEASURED_AT}px ${family}`;
  const { width, actualBoundingBoxLeft, actualBoundingBoxRight } = context.measureText(text);
  const before = Math.max(0, actualBoundingBoxLeft) / MEASURED_AT;
  const after = Math.max(0, actualBoundingBoxRight - width) / MEASURED_AT;
  // Of nothing at all the width would be none, by which sizes are divided.
  return { ems: Math.max(0.1, width / MEASURED_AT + before + after), before, after };
}
