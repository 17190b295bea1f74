import type { Metadata } from 'next';
import { Shell } from '@/components/shell';
import { env } from '@/lib/env';

export const metadata: Metadata = { title: 'Privacy' };

const parts: readonly { readonly title: string; readonly lines: readonly string[] }[] = [
  {
    title: 'Before you sign in',
    lines: [
      'We store nothing about you. There is no tracking, no advertising and no script of anybody else on these pages.',
      'When you press the sign-in button, one cookie holds the sign-in together until you come back from Microsoft. It lives 10 minutes.',
    ],
  },
  {
    title: 'While you are signed in',
    lines: [
      'Your name, your account, your object ID and your administrator roles, as Microsoft’s sign-in states them.',
      'Name, main domain and tenant ID of your organization, and what we read about the app, its permissions and the policies for secrets.',
      'Your sign-in token, encrypted, for 15 minutes at most. It is deleted earlier when the connection is proved or when you sign out.',
      'Where you ask a colleague to approve: the link as a hash, who made it, and who signed in with it. A colleague gives this portal no power to change anything; one cookie holds the link for 7 days at most.',
      'One session cookie. The session ends after 15 minutes without use, and after 60 minutes in any case.',
    ],
  },
  {
    title: 'What stays afterwards',
    lines: [
      'The record of the connection: organization, IDs of the app and of its key, who accepted the plan, who came back from Microsoft’s page and when, and which permissions were granted.',
      'The log of what was done in your organization and when, with Microsoft’s request IDs. It cannot be changed afterwards.',
      'The key itself, encrypted for FortifyData. This portal cannot open it, and no page shows it.',
    ],
  },
  {
    title: 'What we never have',
    lines: [
      'Your password and your second factor. You type them at Microsoft.',
      'Data of Microsoft Defender. The portal reads one entry of each API to see that it answers, and keeps only the result of the try.',
    ],
  },
];

/** What the portal stores and for how long: short, and only what is true. */
export default function PrivacyPage() {
  const { supportEmail } = env();
  return (
    <Shell>
      <div className="wrap-n">
        <h1>Privacy</h1>
        <p className="lead mt-3">What this portal stores, and for how long.</p>
        {parts.map((part) => (
          <section key={part.title} className="sec">
            <h2>{part.title}</h2>
            <ul className="dots mt-3 grid gap-2">
              {part.lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </section>
        ))}
        <p className="soft mt-10">
          Questions, or a record to be deleted: <a href={`mailto:${supportEmail}`}>{supportEmail}</a>.
        </p>
      </div>
    </Shell>
  );
}
