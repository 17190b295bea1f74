import type { NamesakeView } from '@/lib/contract/connection';
import { formatDate } from '../time';
import { Facts } from '../ui/facts';
import { Icon } from '../ui/icon';
import { toneIcon } from '../ui/tone';
import { type AppChoice, hasCertificates } from './app-choice';

/** What tells an app made by hand from what is wanted: permissions, addresses, keys, and what is to happen with each. */
export function NamesakeDetails({ namesake, choice }: { namesake: NamesakeView; choice: AppChoice }) {
  const { facts, differences, keys, happens, obstacle } = namesake;
  const chosen = choice.app?.objectId === namesake.objectId;
  return (
    <>
      <Facts facts={facts} />
      <ul className="diff">
        {differences.map((difference) => (
          <li key={difference.key} data-tone={difference.tone}>
            <Icon name={toneIcon[difference.tone]} />
            <div>
              <Difference difference={difference} />
            </div>
          </li>
        ))}
        {keys.map((key) => (
          <li key={key.keyId} data-tone="warn">
            <Icon name="key" />
            <div>
              <b>
                {key.form === 'password' ? 'Secret' : 'Certificate'} {key.name}
              </b>
              <p>
                <code>{key.keyId}</code>
                {key.expiresAt ? `, ${key.expired ? 'expired' : 'expires'} ${formatDate(key.expiresAt)}` : ''}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {obstacle ? null : happens.map((sentence) => <p key={sentence}>{sentence}</p>)}
      {obstacle === null && hasCertificates(namesake) ? (
        <label className="agree">
          <input
            type="checkbox"
            checked={chosen && choice.withCertificates}
            disabled={!chosen}
            onChange={(event) => choice.decideCertificates(event.currentTarget.checked)}
          />
          <span>Remove its certificates, too, after the new key is tried out. Software that signs in with one is then refused.</span>
        </label>
      ) : null}
    </>
  );
}

/** A few names stand in the line; many fold. */
const fewNames = 4;

function Difference({ difference }: { difference: NamesakeView['differences'][number] }) {
  const { title, names } = difference;
  if (names.length <= fewNames) {
    return (
      <>
        <b>{title}</b>
        {names.length > 0 ? <Names names={names} /> : null}
      </>
    );
  }
  return (
    <details>
      <summary>{title}</summary>
      <Names names={names} />
    </details>
  );
}

function Names({ names }: { names: readonly string[] }) {
  return (
    <ul className="names">
      {names.map((name) => (
        <li key={name}>
          <code>{name}</code>
        </li>
      ))}
    </ul>
  );
}
