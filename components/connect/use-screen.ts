'use client';
import { useEffect, useRef } from 'react';

/**
 * What a change of screen does besides drawing: the document title follows, the page begins at its top, and the focus goes to the
 * heading, but only where the part that held it has vanished.
 * @param title heading of the screen
 * @param screen its key: a new one is another screen
 * @returns for the element around all screens
 */
export function useScreen(title: string, screen: string) {
  const box = useRef<HTMLDivElement>(null);
  const focused = useRef<Element | null>(null);
  const shown = useRef(screen);
  useEffect(() => {
    document.title = `${title} · Defender Connect`;
  }, [title]);
  useEffect(() => {
    if (shown.current === screen) return;
    shown.current = screen;
    window.scrollTo(0, 0);
    const vanished = focused.current !== null && !focused.current.isConnected;
    // cleared before: the heading that takes the focus is what the next change must look for
    focused.current = null;
    if (vanished) box.current?.querySelector('h1')?.focus({ preventScroll: true });
  }, [screen]);
  const onFocus = (event: { target: Element }) => {
    focused.current = event.target;
  };
  return { ref: box, onFocus };
}
