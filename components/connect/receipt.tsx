import type { ConnectionView } from '@/lib/contract/connection';
import type { ResultView } from '@/lib/contract/result';
import { formatMoment } from '../time';
import { type Fact, Facts } from '../ui/facts';
import { Icon } from '../ui/icon';
import { AdoptedKeys } from './adopted-keys';

/** The facts for the records, and their files. */
export function Receipt({ view, result }: { view: ConnectionView; result: ResultView }) {
  const base = `/api/connections/${view.id}`;
  return (
    <section className="sec" id="receipt">
      <div className="sec-head">
        <div>
          <h2>Receipt</h2>
          <p>For your records and your auditor. It holds no secret.</p>
        </div>
      </div>
      <div className="card pad-l">
        <Facts facts={receiptFacts(view, result)} />
        <div className="row no-print mt-6 border-t border-line pt-5">
          <a className="btn btn-quiet btn-s" href={`${base}/receipt`} download>
            <Icon name="down" small />
            JSON
          </a>
          <a className="btn btn-quiet btn-s" href="/connect/receipt">
            <Icon name="print" small />
            Print
          </a>
          <a className="btn btn-quiet btn-s" href={`${base}/calendar`}>
            <Icon name="cal" small />
            Calendar file
          </a>
        </div>
      </div>
    </section>
  );
}

/** Label and value of everything the receipt says; no secret is among it. */
export function receiptFacts(view: ConnectionView, result: ResultView): readonly Fact[] {
  const { organization, permissions } = view;
  const { key, manifest, createdBy, returnedBy } = result;
  return [
    { label: 'Organization', value: organization ? `${organization.name}, ${organization.domain}` : '' },
    { label: 'Tenant ID', value: <code>{organization?.tenantId}</code> },
    { label: 'Created by', value: createdBy ? `${createdBy.name}, ${createdBy.account}` : '' },
    {
      label: 'Approval returned by',
      value: returnedBy ? `${returnedBy.name}, ${returnedBy.account}` : 'Nobody. The grants were found at Microsoft.',
    },
    { label: 'Grants complete at', value: formatMoment(result.grantedAt) },
    { label: 'Tried out at', value: formatMoment(result.provedAt) },
    { label: 'App', value: 'Microsoft Defender Integration for FortifyData' },
    { label: 'Client ID', value: <code>{result.clientId}</code> },
    ...(result.adopted ? [{ label: 'Old keys', value: <AdoptedKeys adopted={result.adopted} /> }] : []),
    { label: 'Key', value: key.kind === 'certificate' ? 'FortifyDataAPICertificate' : 'FortifyDataAPISecret' },
    { label: 'Key ID', value: <code>{key.keyId}</code> },
    { label: 'Key expires', value: formatMoment(key.expiresAt) },
    ...(key.limit ? [{ label: 'Life of the key', value: key.limit }] : []),
    { label: 'Renew by', value: formatMoment(key.renewBy) },
    {
      label: 'Permissions',
      value: `${permissions.total} asked: ${permissions.application} application (${result.health.granted} granted), ${permissions.delegated} delegated`,
    },
    {
      label: 'Permission list',
      value: <Coded before={manifest.version ? `${manifest.version}, SHA-256 ` : 'SHA-256 '} code={manifest.sha256} />,
    },
    key.kind === 'certificate'
      ? { label: 'Secret', value: <Coded before="There is none. Certificate SHA-256 " code={key.thumbprint ?? ''} /> }
      : { label: 'Secret seen by', value: <Coded before="Nobody. Sealed to FortifyData’s key " code={key.sealThumbprint ?? ''} /> },
  ];
}

function Coded({ before, code }: { before: string; code: string }) {
  return (
    <>
      {before}
      <code>{code}</code>
    </>
  );
}
