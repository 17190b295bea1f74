'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { CaseAnswer } from '@/lib/contract/staff';
import type { CaseTab } from '@/lib/contract/staff-list';
import { Ago } from '../ui/clock';
import { CaseOwner } from './case-owner';
import { stepWords, tabMarks } from './case-words';
import { CopyId } from './copy-text';
import { FileButton } from './file-button';
import { neighborsOf } from './list-memory';
import { tabWords } from './list-query';
import { Mark } from './mark';
import { RefusalLine } from './refusal-line';
import type { OpenCase } from './use-case';

/** Name, state, facts with their ids, owner and follow-up. */
export function CaseHead({ found, opened }: { found: CaseAnswer; opened: OpenCase }) {
  const { row } = found;
  return (
    <>
      <Crumbs id={row.id} tab={row.tab} />
      <div className="s-head">
        <h1>{row.organization?.name ?? 'Not read yet'}</h1>
        <span className="s-badge" data-tone={tabMarks[row.tab].tone}>
          <Mark name={tabMarks[row.tab].mark} />
          {row.status}
          {row.step === 'done' ? '' : `, at ${stepWords[row.step]}`}
        </span>
        <div className="s-row s-end">
          <FileButton
            path={`/api/support/connections/${row.id}/bundle`}
            name={`defender-connect-case-${row.id.slice(0, 8)}.json`}
            label="Redacted bundle"
            busy="Preparing"
          />
        </div>
      </div>
      <dl className="s-facts">
        <Fact name="Domain" wide>
          {row.organization?.domain ?? <span className="s-faint">not read yet</span>}
        </Fact>
        {row.customer ? (
          <Fact name="Customer" wide>
            {row.customer.name} <span className="s-faint">{row.customer.id}</span>
          </Fact>
        ) : null}
        <Fact name="Tenant id" wide>
          <CopyId id={row.tenantId} name="Tenant id" />
        </Fact>
        <Fact name="App id" wide>
          <CopyId id={row.appId} name="App id" />
        </Fact>
        <Fact name="Admin">
          <span title={row.admin.account}>{row.admin.name}</span>
        </Fact>
        <Fact name="Cloud">{found.facts.cloud}</Fact>
        <Fact name="Last activity">
          <Ago at={row.activityAt} />
        </Fact>
        <Fact name="In this list">
          {tabWords[row.tab]}, <Ago at={row.since} />
        </Fact>
        <Fact name="Key">{found.facts.keyExpiresAt ? `until ${found.facts.keyExpiresAt.slice(0, 10)}` : 'none yet'}</Fact>
        <CaseOwner found={found} opened={opened} />
      </dl>
      <RefusalLine of={['owner', 'follow-up']} opened={opened} />
    </>
  );
}

function Fact({ name, wide, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <div data-wide={wide || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Where this case stands in the list it was opened from. @param props.tab null: not known yet */
export function Crumbs({ id, tab }: { id: string; tab: CaseTab | null }) {
  const { back, previous, next } = neighborsOf(id);
  return (
    <nav className="s-row" aria-label="Place in the list">
      <Link href={back}>Cases</Link>
      <span className="s-faint" aria-hidden="true">
        /
      </span>
      <span className="s-sub">{tab ? tabWords[tab] : ''}</span>
      <span className="s-row s-end">
        <Neighbor to={previous} label="Previous" keyName="K" />
        <Neighbor to={next} label="Next" keyName="J" />
      </span>
    </nav>
  );
}

function Neighbor({ to, label, keyName }: { to: string | null; label: string; keyName: string }) {
  if (to === null) return null;
  return (
    <Link className="s-btn" data-small href={`/support/cases/${to}`} prefetch={false}>
      <kbd>{keyName}</kbd> {label}
    </Link>
  );
}
