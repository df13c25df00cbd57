import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import SignaturePad from 'signature_pad';
import { useLanguage } from '../parts/language-context.ts';
import { useWidth } from '../pdf/use-width.ts';
import { type Drawing, drawingOf, strokesAt } from './strokes.ts';

const INK = '#1a2b5f';
// Sharp for those who zoom in, too.
const MIN_DENSITY = 2;

type DrawPadProps = {
  label: string;
  drawing: Drawing | null;
  onDraw(drawing: Drawing | null): void;
};

/** Drawing by finger, pen or mouse; the last stroke can be taken back. */
export function DrawPad({ label, drawing, onDraw }: DrawPadProps) {
  const { t } = useLanguage();
  const canvas = useRef<HTMLCanvasElement>(null);
  // What the buttons did, for those who do not see the strokes go.
  const [done, setDone] = useState('');
  usePad(canvas, drawing, draw);
  const strokes = drawing?.strokes ?? [];

  function draw(next: Drawing): void {
    setDone('');
    onDraw(next);
  }

  function keep(left: Drawing['strokes']): void {
    if (!drawing) return;
    setDone(t.marks.strokesLeft(left.length));
    onDraw(left.length > 0 ? drawingOf(left, drawing.width) : null);
  }

  return (
    <>
      <div className="pad">
        <canvas ref={canvas} role="img" aria-label={label} />
      </div>
      <div className="pad-buttons">
        <button
          type="button"
          className="button secondary"
          aria-disabled={strokes.length === 0}
          onClick={() => keep(strokes.slice(0, -1))}
        >
          {t.marks.undo}
        </button>
        <button
          type="button"
          className="button secondary"
          aria-disabled={strokes.length === 0}
          onClick={() => keep([])}
        >
          {t.marks.clear}
        </button>
      </div>
      <p className="pad-status" role="status">
        {done}
      </p>
      <p className="small">{t.marks.drawHint}</p>
    </>
  );
}

/** Keeps what is on the canvas and `drawing` the same, also when the pad changes its size. */
function usePad(
  canvas: RefObject<HTMLCanvasElement | null>,
  drawing: Drawing | null,
  onDraw: (drawing: Drawing) => void,
): void {
  const width = useWidth(canvas);
  const pad = useRef<SignaturePad | null>(null);
  const drawn = useRef<Drawing | null>(null);

  const onStroke = useEffectEvent((made: SignaturePad, madeAt: number) => {
    drawn.current = drawingOf(structuredClone(made.toData()), madeAt);
    onDraw(drawn.current);
  });

  const show = useEffectEvent((made: SignaturePad) => {
    made.fromData(drawing ? strokesAt(drawing, width) : []);
    drawn.current = drawing;
  });

  useEffect(() => {
    const element = canvas.current;
    if (!element || width === 0) return;
    const density = Math.max(window.devicePixelRatio, MIN_DENSITY);
    element.width = Math.round(element.clientWidth * density);
    element.height = Math.round(element.clientHeight * density);
    element.getContext('2d')?.scale(density, density);
    const made = new SignaturePad(element, {
      penColor: INK,
      minWidth: 0.9,
      maxWidth: 2.8,
      minDistance: 2,
    });
    let drawing = false;
    made.addEventListener('beginStroke', () => {
      drawing = true;
    });
    made.addEventListener('endStroke', () => {
      drawing = false;
      onStroke(made, width);
    });
    pad.current = made;
    show(made);
    return () => {
      made.off();
      // A phone that is turned under the finger: the stroke is kept as far as it went.
      if (drawing) onStroke(made, width);
    };
  }, [canvas, width]);

  useEffect(() => {
    // What was just drawn is on the canvas already.
    if (pad.current && drawing !== drawn.current) show(pad.current);
  }, [drawing]);
}
