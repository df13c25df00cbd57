import { useEffect, useRef } from 'react';
import { useLanguage } from './language-context.ts';

/**
 * The one heading of a page. It takes the focus when the page appears, so that a screen reader
 * says where one is and the keyboard goes on from there. The tab's title names no document: it
 * shows in histories and on shared screens.
 */
export function Heading({ children, tabTitle }: { children: string; tabTitle?: string }) {
  const { t } = useLanguage();
  const title = tabTitle ?? t.pageTitle;
  const ref = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    ref.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);

  useEffect(() => {
    document.title = title;
  }, [title]);

  return (
    <h1 ref={ref} tabIndex={-1}>
      {children}
    </h1>
  );
}
