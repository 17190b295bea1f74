import type { ReactNode } from 'react';
import type { PlanLine } from '@/lib/contract/connection';
import { Icon } from '../ui/icon';

const neverAtAll = ['Approve anything for you', 'Keep your sign-in when we are done'];

interface ChangesProps {
  readonly organization: string;
  readonly plan: readonly PlanLine[];
  /** An app made by hand is repaired: the app that is there is touched, and no other. */
  readonly adopts: boolean;
}

/** What will be written, counted from the plan itself, beside what never is. An empty plan says so. */
export function Changes({ organization, plan, adopts }: ChangesProps) {
  const never = [
    'Change users, groups or roles',
    'Change policies or devices',
    `Touch any other app${adopts ? ' than this one' : ''}`,
    ...neverAtAll,
  ];
  return (
    <section className="sec">
      <div className="sec-head">
        <div>
          <h2>What will change in {organization}</h2>
        </div>
      </div>
      <div className="card plan">
        <div>
          <h3>{plan.length === 0 ? 'Nothing to change' : 'We will'}</h3>
          {plan.length === 0 ? <p className="soft">Everything is in place already.</p> : null}
          <ul>
            {plan.map((line) => (
              <li key={`${line.kind} ${line.title}`}>
                <Sign kind="add">+</Sign>
                <b>{line.title}</b>
                <p>{line.text}</p>
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h3>We will not</h3>
          <ul>
            {never.map((text) => (
              <li key={text}>
                <Sign kind="not">
                  <Icon name="minus" />
                </Sign>
                <span>{text}</span>
              </li>
            ))}
          </ul>
          <p className="small soft mt-3">
            {adopts
              ? 'What the app was before cannot be brought back. To end it: delete the app in Microsoft Entra.'
              : 'To undo it: delete the app in Microsoft Entra. It gets no new access from then on.'}
          </p>
        </div>
      </div>
    </section>
  );
}

function Sign({ kind, children }: { kind: 'add' | 'not'; children: ReactNode }) {
  return (
    <span className={`sign ${kind}`} aria-hidden="true">
      {children}
    </span>
  );
}
