'use client';
import { useLayoutEffect, useRef } from 'react';

export type Keys = Readonly<Record<string, () => void>>;

const setting = 'support-single-keys';

/** Whether single keys act (WCAG 2.1.4 asks for a way to switch them off). */
export const keysAreOn = (): boolean => localStorage.getItem(setting) !== 'off';
export const switchKeys = (on: boolean): void => localStorage.setItem(setting, on ? 'on' : 'off');

/** Acts on single keys; never while somebody types, in a dialog, or together with Ctrl, Alt or Cmd. */
export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  // before the browser paints: who sees the page is heard
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || isBusy(event.target)) return;
      const act = current.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act || (event.key.length === 1 && event.key !== '?' && !keysAreOn())) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

const isBusy = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, select, textarea, [contenteditable], dialog') !== null;
