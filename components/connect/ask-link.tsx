import type { ConnectionView } from '@/lib/contract/connection';
import { CopyButton } from '../ui/copy-button';
import { Icon } from '../ui/icon';
import { handOverMessage, handOverSubject } from './hand-over-message';

/** The link to copy, and a message ready to be sent with it. */
export function AskLink({ view, link, expiresAt }: { view: ConnectionView; link: string; expiresAt: string }) {
  const organization = view.organization?.name ?? 'our organization';
  const text = handOverMessage({
    organization,
    domain: view.organization?.domain ?? '',
    link,
    permissions: view.permissions.total,
    expiresAt,
    from: view.admin.name,
  });
  const mail = `mailto:?subject=${encodeURIComponent(handOverSubject({ organization }))}&body=${encodeURIComponent(text)}`;
  return (
    <>
      <div className="copy mt-7">
        <code>{link}</code>
        <CopyButton text={link} label="Copy link" />
      </div>
      <div className="card mt-6">
        <div className="pad">
          <div className="row justify-between">
            <h2 className="text-head tracking-normal">Text for a message</h2>
            <div className="row">
              <CopyButton text={text} label="Copy text" />
              <a className="btn btn-quiet btn-s" href={mail}>
                <Icon name="mail" small />
                Open in mail
              </a>
            </div>
          </div>
          <p className="soft mt-4 whitespace-pre-line wrap-anywhere">{text}</p>
        </div>
      </div>
    </>
  );
}
