import type { AdoptedView } from '@/lib/contract/result';
import { formatMoment } from '../time';

/** The proof that the old keys of an app made by hand are gone: which, and when. */
export function AdoptedKeys({ adopted }: { adopted: AdoptedView }) {
  const { removed } = adopted;
  if (removed.length === 0) return <p>The app was made by hand and had no key.</p>;
  return (
    <>
      <p>
        The app was made by hand. {removed.length === 1 ? 'Its old key was' : `Its ${removed.length} old keys were`} removed after the new
        one was tried out:
      </p>
      <ul>
        {removed.map(({ keyId, form, name, removedAt }) => (
          <li key={keyId}>
            {form === 'password' ? 'Secret' : 'Certificate'} {name}, <code>{keyId}</code>, removed {formatMoment(removedAt)}
          </li>
        ))}
      </ul>
    </>
  );
}
