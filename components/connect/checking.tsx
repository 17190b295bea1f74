import type { WaitView } from '@/lib/contract/connection';
import { OrganizationCard } from './organization-card';
import type { ScreenProps } from './screen';
import { screenTitle } from './screen-title';
import { WaitMeter } from './wait-meter';

const widths = ['w-[62%]', 'w-[88%]', 'w-[74%]', 'w-[90%]', 'w-[55%]'];

/** While the organization is read. Usually shorter than a second, so lines stand in for what comes. */
export function Checking({ view }: ScreenProps) {
  return (
    <div className="wrap">
      <div className="sec-head mt-10">
        <div>
          <h1 tabIndex={-1}>{screenTitle(view)}</h1>
          <p>Nothing has been changed yet.</p>
        </div>
      </div>
      {view.organization ? <OrganizationCard organization={view.organization} admin={view.admin} /> : null}
      <div className="card pad stack mt-6">
        <p className="soft">Reading your organization, your role and Microsoft’s permission lists.</p>
        {view.wait ? <Waiting wait={view.wait} /> : null}
        {widths.map((width) => (
          <span key={width} className={`sk ${width}`} />
        ))}
      </div>
    </div>
  );
}

/** Microsoft keeps us waiting already here: why, since when, and how long that usually takes. */
function Waiting({ wait }: { wait: WaitView }) {
  return (
    <div>
      <h2>{wait.title}</h2>
      <p className="soft">{wait.lead}</p>
      <WaitMeter wait={wait} />
    </div>
  );
}
