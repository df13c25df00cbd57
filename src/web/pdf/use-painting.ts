import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { useNear } from '../parts/use-near.ts';
import { type Engine, loadEngine } from './load-engine.ts';
import { paintInTurn } from './paint-queue.ts';
import { noteText } from './shown-text.ts';
import { usePinch } from './use-pinch.ts';
import { useWidth } from './use-width.ts';

export type Hosts = {
  sheet: RefObject<HTMLElement | null>;
  canvas: RefObject<HTMLElement | null>;
  text: RefObject<HTMLElement | null>;
};

type Painted = {
  pdf: PDFDocumentProxy | null;
  number: number;
  /** Names the page for those who look for its text. */
  key: string;
  /** Whether parts of the document did not come, for which the page may have to wait. */
  lost: boolean;
  onPainted?: () => void;
};

/**
 * Paints a page and its text while it is near the view. `failed` is true of one that cannot be
 * painted, `missing` of one that waits for what was lost, and `textless` once it is known that the
 * page has no text.
 */
export function usePainting(hosts: Hosts, { pdf, number, key, lost, onPainted }: Painted) {
  const { sheet, canvas, text } = hosts;
  const near = useNear(sheet, '1000px');
  const enlarged = usePinch(sheet, near);
  const width = useWidth(sheet);
  const [ownRatio, setOwnRatio] = useState<number | null>(null);
  const [failed, setFailed] = useState(false);
  const [painted, setPainted] = useState(false);
  const [textless, setTextless] = useState(false);
  const wanted = near && width > 0;
  const done = useEffectEvent(() => {
    setFailed(false);
    setPainted(true);
    onPainted?.();
  });

  // What is painted stays until the sharper one is there, and is let go of when the page is far:
  // canvases are the memory of a long document, and phones have little.
  useEffect(() => {
    const host = canvas.current;
    if (!wanted) {
      if (host) letGoOf(host);
      setPainted(false);
    }
    if (!wanted || !host || !pdf) return;
    return inTurn({ sheet, pdf, number, lost, setFailed }, async (engine, page, signal) => {
      const size = page.getViewport({ scale: 1 });
      setOwnRatio(size.width / size.height);
      await engine.paintPage(page, { host, width, enlarged }, signal);
      if (!signal.aborted) done();
    });
  }, [sheet, canvas, pdf, number, lost, wanted, width, enlarged]);

  useEffect(() => {
    const host = text.current;
    if (!wanted) host?.replaceChildren();
    if (!wanted || !host || !pdf) return;
    const stop = inTurn({ sheet, pdf, number, lost, setFailed }, async (engine, page, signal) => {
      const items = await engine.layText(page, { host, width }, signal);
      if (signal.aborted) return;
      setTextless(items.length === 0);
      noteText(key, items);
    });
    return () => {
      stop();
      noteText(key, null);
    };
  }, [sheet, text, pdf, number, key, lost, wanted, width]);

  // After the effects above: what still draws is stopped first.
  useEffect(() => {
    if (!wanted || !pdf) return;
    return () => void forget(pdf, number);
  }, [pdf, number, wanted]);

  return { ownRatio, failed, missing: lost && wanted && !painted, textless };
}

/** Empties a host. iOS keeps the memory of a canvas until it is made small. */
function letGoOf(host: HTMLElement): void {
  for (const canvas of host.querySelectorAll('canvas')) canvas.width = 0;
  host.replaceChildren();
}

/** Frees what a page was drawn from, decoded images above all. */
async function forget(pdf: PDFDocumentProxy, number: number): Promise<void> {
  // A document that was closed has freed all of it.
  const page = await pdf.getPage(number).catch(() => null);
  page?.cleanup();
}

type Page = {
  sheet: RefObject<HTMLElement | null>;
  pdf: PDFDocumentProxy;
  number: number;
  lost: boolean;
  setFailed(failed: boolean): void;
};

/**
 * Works on a page as soon as it is its turn; returns what stops that. Where parts were lost nobody
 * waits for another: that one may be waiting for them.
 */
function inTurn(
  { sheet, pdf, number, lost, setFailed }: Page,
  work: (engine: Engine, page: PDFPageProxy, signal: AbortSignal) => Promise<void>,
): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const stop = () => controller.abort();
  if (!sheet.current) return stop;
  const paint = async () => {
    const [engine, page] = await Promise.all([loadEngine(), pdf.getPage(number)]);
    if (!signal.aborted) await work(engine, page, signal);
  };
  const painting = lost ? paint() : paintInTurn(sheet.current, signal, paint);
  painting.catch(() => {
    if (!signal.aborted) setFailed(true);
  });
  return stop;
}
