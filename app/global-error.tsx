'use client';
import './globals.css';
import { PageFault } from '@/components/page-fault';

/** Shown when even the frame of the document failed: it brings its own. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <head>
        <title>This page could not be made · Defender Connect</title>
      </head>
      <body>
        <PageFault reference={error.digest} />
      </body>
    </html>
  );
}
