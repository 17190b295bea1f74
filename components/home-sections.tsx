import { Callout } from './ui/callout';
import { Icon, type IconName } from './ui/icon';

const steps: readonly (readonly [string, string])[] = [
  ['Sign in', 'with your work account. We never see your password.'],
  ['Read the plan.', 'What will be created, what will not be touched, and every permission.'],
  ['Approve', 'on Microsoft’s page. We cannot approve anything for you.'],
  ['Done.', 'The key is sealed for FortifyData as it is made, tested, and you get a receipt.'],
];

/** How it goes, in four lines. */
export function HowItGoes() {
  return (
    <ol className="how">
      {steps.map(([what, more]) => (
        <li key={what}>
          <p>
            <b>{what}</b> {more}
          </p>
        </li>
      ))}
    </ol>
  );
}

/** How long it took others, where enough were measured: "4 minutes". */
export function TimeItTakes({ promise }: { promise: string | null }) {
  if (promise === null) return null;
  return (
    <p className="soft mt-3">
      Of the organizations that were connected in the last 90 days, nine of ten were within <b>{promise}</b> of accepting the plan.
    </p>
  );
}

/** Which roles are needed, by one person or two. */
export function WhoIsNeeded() {
  return (
    <section className="sec">
      <div className="sec-head">
        <h2>Who is needed</h2>
      </div>
      <div className="card pad grid gap-6 lg:grid-cols-2">
        <div>
          <h3>One person can do it all</h3>
          <p className="soft">
            A <b>Global Administrator</b> or a <b>Privileged Role Administrator</b>.
          </p>
        </div>
        <div>
          <h3>Or two people share it</h3>
          <p className="soft">
            An <b>Application Administrator</b> or <b>Cloud Application Administrator</b> prepares it. On Microsoft’s page a colleague with
            one of the two roles signs in and approves.
          </p>
        </div>
      </div>
    </section>
  );
}

const reads = [
  'Alerts, incidents and hunting data of Microsoft Defender',
  'Vulnerabilities, exposure, scores and recommendations',
  'Devices, their policies, software and settings',
  'Names and profiles of users, and settings of the organization',
];
const never = [
  'Change users, groups, roles, policies or devices',
  'Show the secret to anybody, you and us included',
  'See your password or your second factor',
  'Keep your sign-in after the setup',
  'Approve anything for you',
];

/** What the app will read, and what the setup never does. */
export function ReadsAndNever({ sensitive, total }: { sensitive: number; total: number }) {
  return (
    <section className="sec grid gap-6 lg:grid-cols-2" aria-label="What is read, and what is never done">
      <div className="card pad">
        <h2 className="card-title">What FortifyData will be able to read</h2>
        <Ticks lines={reads} icon="check" />
        <Callout tone="warn" title={`${sensitive} of the ${total} permissions are sensitive.`} className="mt-4">
          They include SharePoint documents and local administrator passwords. Two allow more than reading.{' '}
          <a href="/permissions#sensitive">See these first</a>
        </Callout>
      </div>
      <div className="card pad">
        <h2 className="card-title">What this setup never does</h2>
        <Ticks lines={never} icon="minus" />
        <p className="small soft mt-4">
          You can delete the app in Microsoft Entra at any time. It gets no new access from then on; tokens already given out end within
          about an hour.
        </p>
      </div>
    </section>
  );
}

function Ticks({ lines, icon }: { lines: readonly string[]; icon: IconName }) {
  return (
    <ul className={icon === 'check' ? 'ticks' : 'ticks no'}>
      {lines.map((line) => (
        <li key={line}>
          <Icon name={icon} />
          <span>{line}</span>
        </li>
      ))}
    </ul>
  );
}
