'use client';
import { useLayoutEffect, useRef } from 'react';
import { isOwnKey } from './own-keys';

/** What each key does; undefined: nothing now. */
export type Keys = Readonly<Record<string, (() => void) | undefined>>;

const setting = 'support-single-keys';

/** Whether single keys act (WCAG 2.1.4 asks for a way to switch them off). */
export const keysAreOn = (): boolean => localStorage.getItem(setting) !== 'off';
export const switchKeys = (on: boolean): void => localStorage.setItem(setting, on ? 'on' : 'off');

/**
 * Acts on single keys; never while somebody types, in a dialog, together with Ctrl, Alt or Cmd, or in place of what the focused element does.
 * @param keys act once for each press, however long it is held
 * @param moves go on while they are held
 */
export function useKeys(keys: Keys, moves: Keys = {}): void {
  const current = useRef({ keys, moves });
  current.current = { keys, moves };
  // before the browser paints: who sees the page is heard
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, target } = event;
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || isBusy(key, target)) return;
      const name = key.length === 1 ? key.toLowerCase() : key;
      const act = current.current.moves[name] ?? (event.repeat ? undefined : current.current.keys[name]);
      if (!act || (key.length === 1 && key !== '?' && !keysAreOn())) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

/** A question that is open takes every key, also when nothing in it has the focus. */
const isBusy = (key: string, target: EventTarget | null): boolean =>
  document.querySelector('dialog[open]') !== null ||
  (target instanceof Element && isOwnKey(key, (selector) => target.closest(selector) !== null));
