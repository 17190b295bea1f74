import type { ConnectionView } from '@/lib/contract/connection';
import { SignOutButton } from '../sign-out-button';

/** Which organization, and who is signed in: to be confirmed before anything is written. */
export function OrganizationCard({
  organization,
  admin,
}: {
  organization: NonNullable<ConnectionView['organization']>;
  admin: ConnectionView['admin'];
}) {
  return (
    <div className="card pad">
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <span
          className="grid size-12 place-items-center rounded-card bg-accent-soft text-title leading-none font-semibold text-accent sm:size-14"
          aria-hidden="true"
        >
          {[...organization.name][0]?.toUpperCase()}
        </span>
        <div className="min-w-0 flex-1">
          <p className="text-title font-semibold tracking-tight wrap-anywhere">{organization.name}</p>
          <p className="soft wrap-anywhere">{organization.domain}</p>
        </div>
        <div className="w-full sm:w-auto">
          <SignOutButton>Not this organization?</SignOutButton>
        </div>
      </div>
      <dl className="mt-5 flex flex-wrap gap-x-8 gap-y-2.5 border-t border-line pt-4">
        <Item label="Signed in as">
          {admin.name}, {admin.account}
        </Item>
        {admin.role ? <Item label="Role">{admin.role}</Item> : null}
        <Item label="Tenant ID">
          <code>{organization.tenantId}</code>
        </Item>
      </dl>
    </div>
  );
}

function Item({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="small faint">{label}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}
