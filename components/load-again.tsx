'use client';
import { useEffect } from 'react';
import { get } from './request';

const everyMs = 3_000;

/** Loads the page again: by itself as soon as the portal says that it is ready, or by the button. */
export function LoadAgain() {
  useEffect(() => {
    const timer = setInterval(async () => {
      if ((await get('/api/health')).kind === 'ok') window.location.reload();
    }, everyMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      <button type="button" className="btn btn-primary btn-lg" onClick={() => window.location.reload()}>
        Look again
      </button>
      <p className="small">This page also looks by itself, and goes on as soon as the database answers.</p>
    </>
  );
}
