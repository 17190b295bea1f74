'use client';
import { Crumbs } from './case-head';
import { useFrame } from './staff-frame';

/** The facts about a case with their usual widths. */
const facts = {
  domain: 'w-[20ch]',
  tenantId: 'w-[44ch]',
  appId: 'w-[44ch]',
  admin: 'w-[14ch]',
  cloud: 'w-[8ch]',
  activity: 'w-[10ch]',
  list: 'w-[24ch]',
  key: 'w-[14ch]',
  owner: 'w-35',
  followUp: 'w-35',
};
const wide = ['domain', 'tenantId', 'appId'];
const fields = ['owner', 'followUp'];
const steps = { first: 'w-16', second: 'w-24', third: 'w-14', fourth: 'w-20', fifth: 'w-12', last: 'w-16' };
const lines = [1, 2, 3, 4, 5, 6, 7, 8];

/** A case that is not known yet: the boxes of the page, each about as large as what comes, so that nothing jumps then. */
export function CaseSkeleton({ id }: { id: string }) {
  return (
    <>
      <p className="vh" role="status">
        Loading the case
      </p>
      <Crumbs id={id} tab={null} />
      <div aria-hidden="true">
        <Head />
        <ol className="s-card s-six">
          {Object.entries(steps).map(([step, width]) => (
            <li key={step}>
              <span className="s-say">
                <Bar width={width} />
              </span>
              <p>
                <Bar width="w-full" />
              </p>
            </li>
          ))}
        </ol>
        <div className="s-two">
          <div className="s-stack">
            <NextAction />
            <Box lines={8} />
          </div>
          <div className="s-stack">
            <Box lines={6} />
            <Box lines={5} />
            <Box lines={3} />
          </div>
        </div>
      </div>
    </>
  );
}

/** In place of text, as high as its line. */
function Bar({ width }: { width: string }) {
  return (
    <>
      <span className={`s-ghost inline-block! max-w-full ${width}`} />
      {'\u200b'}
    </>
  );
}

function Head() {
  const { me } = useFrame();
  return (
    <>
      <div className="s-head">
        <span className="s-ghost w-56 h-5!" />
        <span className="s-badge">
          <Bar width="w-24" />
        </span>
      </div>
      <dl className="s-facts">
        {Object.entries(facts).map(([fact, width]) => (
          <div key={fact} data-wide={wide.includes(fact) || undefined}>
            <dt>
              <Bar width="w-10" />
            </dt>
            <dd className={me.mayManage && fields.includes(fact) ? 'min-h-7!' : undefined}>
              <Bar width={width} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function NextAction() {
  return (
    <div className="s-card s-nba">
      <div className="s-body">
        <div className="s-row">
          <span className="s-badge s-end">
            <Bar width="w-28" />
          </span>
        </div>
        <p className="text-lg">
          <Bar width="w-2/3" />
        </p>
        <Lines count={3} />
      </div>
    </div>
  );
}

/** A card with its head. */
function Box({ lines }: { lines: number }) {
  return (
    <div className="s-card">
      <header>
        <Bar width="w-24" />
      </header>
      <div className="s-body">
        <Lines count={lines} />
      </div>
    </div>
  );
}

function Lines({ count }: { count: number }) {
  return lines.slice(0, count).map((line) => (
    <p key={line}>
      <Bar width={line % 3 === 0 ? 'w-1/2' : 'w-full'} />
    </p>
  ));
}
