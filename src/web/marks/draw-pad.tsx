import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
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
  usePad(canvas, drawing, onDraw);
  const strokes = drawing?.strokes ?? [];

  function undo(): void {
    const left = strokes.slice(0, -1);
    onDraw(drawing && left.length > 0 ? drawingOf(left, drawing.width) : null);
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
          onClick={undo}
        >
          {t.marks.undo}
        </button>
        <button
          type="button"
          className="button secondary"
          aria-disabled={strokes.length === 0}
          onClick={() => onDraw(null)}
        >
          {t.marks.clear}
        </button>
      </div>
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

  const onStroke = useEffectEvent((made: SignaturePad) => {
    drawn.current = drawingOf(structuredClone(made.toData()), width);
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
    made.addEventListener('endStroke', () => onStroke(made));
    pad.current = made;
    show(made);
    return () => made.off();
  }, [canvas, width]);

  useEffect(() => {
    // What was just drawn is on the canvas already.
    if (pad.current && drawing !== drawn.current) show(pad.current);
  }, [drawing]);
}
