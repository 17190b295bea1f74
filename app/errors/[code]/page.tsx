import type { Metadata } from 'next';
import { CodeCard } from '@/components/errors/code-card';
import { UnknownCode } from '@/components/errors/unknown-code';
import { Shell } from '@/components/shell';
import { errorCode, normalizeErrorCode } from '@/lib/domain/error-codes';

interface Props {
  readonly params: Promise<{ readonly code: string }>;
}

/** What a person may have typed: percent-encoded, or not quite. */
const typed = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const input = typed((await params).code);
  return { title: errorCode(input)?.code ?? 'A code that is not in our list' };
}

/** One code of Microsoft in plain words. Upper and lower case, with or without "AADSTS", and whole pasted sentences are understood. */
export default async function ErrorCodePage({ params }: Props) {
  const input = typed((await params).code);
  const entry = errorCode(input);
  return (
    <Shell>
      <div className="wrap">
        <p className="small mb-6">
          <a href="/errors">All error codes</a>
        </p>
        {entry ? <CodeCard entry={entry} /> : <UnknownCode code={normalizeErrorCode(input)} />}
      </div>
    </Shell>
  );
}
