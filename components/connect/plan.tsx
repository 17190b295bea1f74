import { countRows } from '../permissions/filter';
import { PermissionList } from '../permissions/permission-list';
import { DownloadLinks } from '../ui/download-links';
import { AbsentApis } from './absent-apis';
import { ActionBar } from './action-bar';
import { useAppChoice } from './app-choice';
import { Changes } from './changes';
import { Namesakes } from './namesakes';
import { OrganizationCard } from './organization-card';
import { Preflight } from './preflight';
import type { ScreenProps } from './screen';
import { screenTitle } from './screen-title';

/** The organization, the checks, the plan and all permissions, and one decision at the bottom. */
export function Plan(props: ScreenProps) {
  const { view, around } = props;
  const choice = useAppChoice(view);
  const setAside = new Set(view.permissions.setAside.map((row) => `${row.api}|${row.type}|${row.value}`));
  const rows = around.groups.flatMap((group) => group.rows);
  return (
    <>
      <div className="wrap">
        <div className="sec-head mt-10">
          <div>
            <h1 tabIndex={-1}>{screenTitle(view)}</h1>
            {invited(view)}
            <p>Nothing has been changed yet. Look through this page, then decide at the bottom.</p>
          </div>
        </div>
        {view.organization ? <OrganizationCard organization={view.organization} admin={view.admin} /> : null}
        <Preflight lines={view.preflight} />
        <Namesakes namesakes={view.namesakes} choice={choice} />
        <Changes organization={view.organization?.name ?? 'your organization'} plan={choice.plan} adopts={choice.app !== null} />
        <AbsentApis {...props} choice={choice} />
        <section className="sec" id="permissions">
          <div className="sec-head">
            <div>
              <h2>The {countRows(around.groups)} permissions</h2>
              <p>
                Grouped by what FortifyData does with them. {rows.filter((row) => row.can === 'read').length} only read. Open a row for what
                it touches, its risk, and what is lost without it.
              </p>
            </div>
            <div className="row">
              <DownloadLinks small />
              <a className="btn btn-quiet btn-s" href="/permissions" target="_blank" rel="noreferrer">
                Page for a reviewer
              </a>
            </div>
          </div>
          <PermissionList groups={around.groups} setAside={setAside} />
        </section>
      </div>
      <ActionBar {...props} choice={choice} />
    </>
  );
}

/** Customer and organization in one sentence, before anything is written. */
function invited({ invitation, organization }: ScreenProps['view']) {
  if (!invitation || !organization) return null;
  return (
    <p className="lead wrap-anywhere">
      You connect <b>{organization.name}</b> for <b>{invitation.customer}</b>.
    </p>
  );
}
