import type { ConnectionView } from '@/lib/contract/connection';

const examples = ['Run advanced hunting queries', 'Read all security alerts', 'Read all machine profiles'];

/** A drawing of Microsoft's page: hatched, dashed and captioned, so that nobody takes it for the real one. */
export function ConsentDrawing({ view, organization }: { view: ConnectionView; organization: string }) {
  return (
    <figure className="sketch min-w-0">
      <div className="bar" aria-hidden="true">
        <i />
        <i />
        <i />
        <span>
          <b>{view.consentAddress}</b>
          {view.organization?.tenantId}
        </span>
      </div>
      <div className="sheet" aria-hidden="true">
        <p className="ms">Microsoft</p>
        <p className="ac">{view.admin.account}</p>
        <p className="t">Permissions requested</p>
        <p className="ac">Review for your organization</p>
        <p className="app">
          <span className="sq" />
          <span>
            <b>Microsoft Defender Integration for FortifyData</b>
            <small>{organization}</small>
          </span>
        </p>
        <p className="ac">This app would like to:</p>
        <ul>
          {examples.map((text) => (
            <li key={text}>{text}</li>
          ))}
          <li className="m">and {view.permissions.total - examples.length} more</li>
        </ul>
        <p className="b">
          <span>Cancel</span>
          <span className="k">Accept</span>
        </p>
      </div>
      <figcaption>A drawing of Microsoft’s page. The real one opens in this window and may look a little different.</figcaption>
    </figure>
  );
}
