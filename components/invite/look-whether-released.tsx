'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const everyMs = 5_000;

/** Reads the page anew while support decides, so that it goes on by itself. */
export function LookWhetherReleased() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), everyMs);
    return () => clearInterval(timer);
  }, [router]);
  return <p className="small soft">This page looks every 5 s whether FortifyData has decided.</p>;
}
