'use client';
import { useCallback, useEffect, useRef } from 'react';

/** Looks again after somebody has made rows here, and sorts them in: whoever made them waits for them. */
export function useOwnRows(body: unknown, refresh: () => void, show: () => void): () => void {
  const waiting = useRef<unknown>(null);
  useEffect(() => {
    if (waiting.current === null || waiting.current === body) return;
    waiting.current = null;
    show();
  }, [body, show]);
  return useCallback(() => {
    waiting.current = body;
    refresh();
  }, [body, refresh]);
}
