import type { ProblemView } from '@/lib/contract/connection';
import { CopyButton } from './ui/copy-button';
import { Facts } from './ui/facts';
import { Icon } from './ui/icon';

/** Codes, ids and times for support or Microsoft: folded, and copied in one press. Nothing when there are none. */
export function ProblemDetails({ details }: { details: ProblemView['details'] }) {
  if (details.length === 0) return null;
  const text = details.map(({ label, value }) => `${label}: ${value}`).join('\n');
  return (
    <details className="more mt-4">
      <summary>
        <Icon name="chev" small className="chev" />
        Details for support or Microsoft
      </summary>
      <div className="well stack mt-2">
        <Facts facts={details.map(({ label, value }) => ({ label, value: <code>{value}</code> }))} />
        <div>
          <CopyButton text={text} label="Copy details" />
        </div>
        <p className="small soft">Stuck? Send these details to FortifyData. They hold no password and no key.</p>
      </div>
    </details>
  );
}
