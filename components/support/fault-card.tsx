'use client';
import { Blank } from './blank';
import { useLosing } from './losing';
import { Mark } from './mark';
import { useStaff } from './staff';
import { staleWords } from './stale-words';
import type { Fault } from './use-live';

/** In place of a page or a list that could not be had: what happened, what it means, who can fix it, one next step. */
export function FaultCard({ fault, what, retry, page }: { fault: Fault; what: string; retry: () => void; page?: boolean | undefined }) {
  const { account, signIn, signOut } = useStaff();
  const { leave } = useLosing();
  const again = (label: string, act: () => void) => (
    <button type="button" className="s-btn" data-kind="primary" onClick={act}>
      {label}
    </button>
  );
  switch (fault.kind) {
    case 'ended':
      return (
        <Blank page={page} icon="lock" title="Your sign-in has ended" actions={again('Sign in again', () => leave(signIn))}>
          <p>Microsoft or the portal no longer accepts it. Nothing is lost: after the sign-in you are back on this page.</p>
        </Blank>
      );
    case 'no-right':
      return (
        <Blank
          page={page}
          icon="lock"
          title="You cannot see this dashboard yet"
          actions={again('Use another account', () => leave(signOut))}
        >
          <p>
            You are signed in as {account}. {fault.reason} Ask whoever assigns the roles of the staff app for Support.Read, then sign out
            and in again.
          </p>
        </Blank>
      );
    case 'missing':
      return (
        <Blank page={page} icon="search" title={`This ${what} does not exist`}>
          <p>The address may be cut or mistyped. Search the list for the customer, the domain or the tenant id.</p>
        </Blank>
      );
    case 'refused':
      return (
        <Blank page={page} icon="warn" title={`The portal refused this ${what}`} actions={again('Try again', retry)}>
          <p>
            {fault.reason} Code {fault.code}, trace {fault.trace}.
          </p>
        </Blank>
      );
    case 'unreachable':
      return (
        <Blank page={page} icon="offline" title={`The ${what} could not be loaded`} actions={again('Try again', retry)}>
          <p>The portal or its database does not answer. Running connections keep their progress. It is tried again by itself.</p>
        </Blank>
      );
    default:
      return fault satisfies never;
  }
}

/** Above something that is shown as it last was. */
export function StaleBanner({ fault, goodAt }: { fault: Fault | null; goodAt: number | null }) {
  const { signIn } = useStaff();
  const { leave } = useLosing();
  if (!fault || goodAt === null) return null;
  const { mark, title, next } = staleWords(fault);
  return (
    <div className="s-banner s-tone" data-tone="warn" role="status">
      <Mark name={mark} />
      <div>
        <p className="s-strong">{title}</p>
        <p>
          You see what was there at {new Date(goodAt).toISOString().slice(11, 16)} UTC. {next}
        </p>
        {fault.kind === 'ended' ? (
          <div className="s-row">
            <button type="button" className="s-btn" onClick={() => leave(signIn)}>
              Sign in again
            </button>
          </div>
        ) : null}
      </div>
    </div>
  );
}
