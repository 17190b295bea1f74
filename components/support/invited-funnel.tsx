import Link from 'next/link';
import { Fragment } from 'react';
import type { Numbers } from '@/lib/contract/staff-numbers';
import { grouped, share } from './chart-scale';
import { ChartTable } from './chart-table';
import { FunnelRow } from './funnel-row';
import { invitationTabWords } from './invitation-words';

type Stage = Numbers['invitations'][number];

/** How many came to the stage before and no further. */
export const leftAt = ({ left }: Stage): number => left.good + left.expired + left.ended;

/** What those did not do that are not at a stage. */
const notDone: Readonly<Record<Stage['stage'], string>> = {
  made: '',
  opened: 'not opened',
  'signed-in': 'opened, nobody signed in',
  connected: 'signed in, not connected',
};

const listed = ['live', 'ending', 'ended'] as const;

/** How far the invitations of the period came. `most`: as many as stop where most do. */
export function InvitedFunnel({ stages, most }: { stages: Numbers['invitations']; most: number }) {
  const made = stages[0]?.reached ?? 0;
  return (
    <section aria-labelledby="invited">
      <h3 id="invited">Invitations made in the period</h3>
      {made === 0 ? (
        <p className="s-sub">No invitation was made in this period.</p>
      ) : (
        <ol className="s-funnel">
          {stages.map((stage) => (
            <FunnelRow
              key={stage.stage}
              title={stage.title}
              on={stage.reached}
              stayed={leftAt(stage)}
              of={made}
              label={`${stage.title}: ${stage.reached} of ${made}`}
              most={stops(stage) && leftAt(stage) === most && most > 0}
            >
              {leftAt(stage) > 0 ? (
                <>
                  <span className="s-strong">
                    {grouped(leftAt(stage))} {notDone[stage.stage]}
                  </span>
                  : {leftWords(stage)}
                </>
              ) : null}
            </FunnelRow>
          ))}
        </ol>
      )}
      <p className="s-meta">
        The list of invitations has those of any time:{' '}
        {listed.map((tab, index) => (
          <Fragment key={tab}>
            {index > 0 ? ', ' : ''}
            <Link href={`/support/invitations?tab=${tab}`}>{invitationTabWords[tab]}</Link>
          </Fragment>
        ))}
        .
      </p>
      <ChartTable
        caption="Invitations made in the period, by stage"
        head={['Stage', 'Reached', 'Share', 'Before it: can go on', 'Expired', 'Ended by us']}
        rows={stages.map((stage) => {
          const { good, expired, ended } = stage.left;
          return [stage.title, stage.reached, share(stage.reached, made), good, expired, ended];
        })}
      />
    </section>
  );
}

/** Whether who did not come to this stage is counted nowhere else: who has signed in is in the steps below. */
export const stops = ({ stage }: Stage): boolean => stage === 'opened' || stage === 'signed-in';

function leftWords({ stage, left: { good, expired, ended } }: Stage): string {
  const words = [
    [good, stage === 'connected' ? 'under way or stopped' : 'still good'],
    [expired, 'expired'],
    [ended, 'ended by us'],
  ] as const;
  return words.flatMap(([count, word]) => (count > 0 ? [`${grouped(count)} ${word}`] : [])).join(', ');
}
