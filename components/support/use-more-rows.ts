'use client';
import { useEffect } from 'react';
import type { Listed, Page } from './list-changes';

/** Asks at once when more rows are wanted than were read. */
export function useMoreRows(wanted: number, body: Page<Listed> | null, refresh: () => void): void {
  const short = body !== null && body.cursor !== null && body.rows.length < wanted;
  useEffect(() => {
    if (short) refresh();
  }, [short, refresh]);
}
