'use client';
import { IconSprite } from '@/components/ui/icon-sprite';
import './globals.css';
import PageError from './error';

/** Shown when even the frame of the document failed: it brings its own. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <head>
        <title>This page could not be made · Defender Connect</title>
      </head>
      <body>
        <IconSprite />
        <PageError error={error} />
      </body>
    </html>
  );
}
