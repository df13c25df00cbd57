import { useEffect, useRef } from 'react';

const CONTACT_EVERY_MS = 4 * 60_000;
const ACTIVITY = ['pointerdown', 'keydown', 'scroll', 'touchmove', 'visibilitychange'];

/**
 * Asks the server now and then while somebody is using the page. The session ends after 30 minutes
 * idle, and reading a long contract is not idle.
 */
export function useStayAwake(contact: () => Promise<unknown>): void {
  const current = useRef(contact);
  current.current = contact;

  useEffect(() => {
    let last = Date.now();
    function onActivity(): void {
      if (document.hidden || Date.now() - last < CONTACT_EVERY_MS) return;
      last = Date.now();
      void current.current();
    }
    const options = { passive: true, capture: true };
    for (const event of ACTIVITY) document.addEventListener(event, onActivity, options);
    return () => {
      for (const event of ACTIVITY) document.removeEventListener(event, onActivity, options);
    };
  }, []);
}
