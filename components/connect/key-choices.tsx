import type { ChoicesView } from '@/lib/contract/choices';
import { groupedThumbprint } from '@/lib/domain/certificate';
import { formatDate } from '../time';
import { CopyButton } from '../ui/copy-button';
import { Facts } from '../ui/facts';
import type { ScreenProps } from './screen';

/** The ways on where a policy stops the key: FortifyData's certificate, or a message that asks for an exemption. */
export function KeyChoices({ choices, ...props }: ScreenProps & { choices: ChoicesView }) {
  const { certificate, exemption, secret } = choices;
  const count = [certificate, exemption].filter(Boolean).length;
  return (
    <section className="sec">
      {count > 0 ? <h2>{count > 1 ? 'Two ways to go on' : 'A way to go on'}</h2> : null}
      {certificate ? <CertificateWay certificate={certificate} {...props} /> : null}
      {exemption ? <ExemptionWay exemption={exemption} /> : null}
      {secret ? <SecretAgain {...props} /> : null}
    </section>
  );
}

function CertificateWay({ certificate, pending, press }: ScreenProps & { certificate: NonNullable<ChoicesView['certificate']> }) {
  const busy = pending === 'certificate';
  const { thumbprint, expiresAt } = certificate;
  return (
    <div className="card pad-l mt-5">
      <h3>Connect with a certificate</h3>
      <p className="mt-2">
        We add the public part of FortifyData’s certificate to the app. FortifyData proves itself with the private key, which it keeps. No
        client secret exists, so there is none to steal. What you approved stays as it is.
      </p>
      <div className="mt-5">
        <Facts
          facts={[
            { label: 'We will', value: 'Add 1 certificate to the app. Nothing else changes.' },
            { label: 'Valid until', value: formatDate(expiresAt) },
            { label: 'SHA-256', value: <code>{groupedThumbprint(thumbprint)}</code> },
          ]}
        />
      </div>
      <div className="row mt-5">
        <button
          type="button"
          className="btn btn-primary btn-lg btn-wide"
          aria-busy={busy}
          onClick={() => press({ kind: 'certificate', body: { thumbprint } })}
        >
          {busy ? 'Adding the certificate' : 'Add certificate and continue'}
        </button>
      </div>
    </div>
  );
}

function ExemptionWay({ exemption: { subject, text } }: { exemption: NonNullable<ChoicesView['exemption']> }) {
  const mail = `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text.replaceAll('\n', '\r\n'))}`;
  return (
    <div className="card pad-l mt-5">
      <h3>Ask for an exemption</h3>
      <p className="mt-2">
        Send this to whoever manages app policies, for example a Security Administrator. Come back when it is done and press “Try again”.
      </p>
      <pre className="well small mt-4 whitespace-pre-wrap wrap-anywhere">{text}</pre>
      <div className="row mt-4">
        <CopyButton text={`${subject}\n\n${text}`} label="Copy the request" />
        <a className="btn btn-quiet btn-s" href={mail}>
          Write an email
        </a>
      </div>
    </div>
  );
}

function SecretAgain({ pending, press }: ScreenProps) {
  return (
    <p className="mt-6">
      Is there an exemption for client secrets now?{' '}
      <button
        type="button"
        className="btn btn-quiet btn-s"
        aria-busy={pending === 'certificate'}
        onClick={() => press({ kind: 'certificate', body: { thumbprint: null } })}
      >
        Use a client secret instead
      </button>
    </p>
  );
}
