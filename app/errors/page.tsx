import type { Metadata } from 'next';
import { codeFamilies } from '@/components/errors/code-families';
import { CodeSearch } from '@/components/errors/code-search';
import { Shell } from '@/components/shell';

export const metadata: Metadata = { title: 'Error codes' };

/** All codes of Microsoft that a setup can meet, by family, to be searched. */
export default function ErrorsPage() {
  return (
    <Shell>
      <div className="wrap">
        <h1>Error codes</h1>
        <p className="lead mt-3">What Microsoft’s codes mean for this setup, who can fix it, and the next step.</p>
        <CodeSearch families={codeFamilies()} />
      </div>
    </Shell>
  );
}
