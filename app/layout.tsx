import type { Metadata, Viewport } from 'next';
import localFont from 'next/font/local';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { IconSprite } from '@/components/ui/icon-sprite';
import './globals.css';

const inter = localFont({ src: './fonts/inter-latin.woff2', variable: '--font-inter', weight: '100 900', display: 'swap' });
const mono = localFont({
  src: './fonts/jetbrains-mono-latin.woff2',
  variable: '--font-jetbrains-mono',
  weight: '100 800',
  display: 'swap',
});

export const metadata: Metadata = {
  title: { default: 'Connect Microsoft Defender', template: '%s · Defender Connect' },
  description: 'Connects the Microsoft Defender data of your organization to FortifyData. You see every change before it is made.',
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
};

export const viewport: Viewport = { colorScheme: 'light dark' };

/** Frame of the document. Every page is made per request, because the content security policy needs a new nonce each time. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection();
  return (
    <html lang="en" className={`${inter.variable} ${mono.variable}`}>
      <body>
        <IconSprite />
        {children}
      </body>
    </html>
  );
}
