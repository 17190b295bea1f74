'use client';
import { useState } from 'react';
import type { InvitationMade, InvitationRow } from '@/lib/contract/staff-invitations';
import { deedWords } from './refusal-words';
import { useStaff } from './staff';
import { askPortal, type StaffAnswer } from './staff-request';

type Deed = InvitationRow['can'][number];

export interface InvitationDeeds {
  /** Does it; true when it was taken. */
  readonly run: (row: InvitationRow, deed: Deed) => Promise<boolean>;
  /** Links that were made here, newest first: they are in this page's memory and nowhere else. */
  readonly links: readonly InvitationMade[];
  readonly keep: (made: InvitationMade) => void;
  readonly forget: (made: InvitationMade) => void;
  /** Forgets what was told: something else is begun. */
  readonly hush: () => void;
  /** What was done last, to be read out, or why it was not. */
  readonly told: { readonly words: string; readonly bad: boolean } | null;
}

const doneWords: Record<Deed, (customer: string) => string> = {
  extend: (customer) => `The link for ${customer} is good for 7 days from now`,
  replace: (customer) => `There is a new link for ${customer}; the old one is dead`,
  revoke: (customer) => `The invitation of ${customer} is revoked`,
  release: (customer) => `The organization is released: ${customer} can go on`,
  refuse: (customer) => `The organization is refused; the invitation of ${customer} has ended`,
};

/** A decision names the organization that was shown. */
const bodyOf = ({ came }: InvitationRow, deed: Deed) => (deed === 'release' || deed === 'refuse' ? { tenantId: came?.tenantId } : {});

/** What can be done with invitations. @param refresh looks at the page's own data again */
export function useInvitationDeeds(refresh: () => void): InvitationDeeds {
  const staff = useStaff();
  const [links, setLinks] = useState<readonly InvitationMade[]>([]);
  const [told, setTold] = useState<InvitationDeeds['told']>(null);
  const keep = (made: InvitationMade) => setLinks((now) => [made, ...now.filter(({ row }) => row.id !== made.row.id)]);
  const run = async (row: InvitationRow, deed: Deed) => {
    const answer: StaffAnswer<InvitationRow | InvitationMade> = await askPortal(staff, {
      path: `/api/support/invitations/${row.id}/${deed}`,
      body: bodyOf(row, deed),
    });
    setTold(answer.kind === 'ok' ? { words: doneWords[deed](row.customer), bad: false } : { words: deedWords(answer), bad: true });
    if (answer.kind === 'ok' && 'link' in answer.body) keep(answer.body);
    // a link that was taken back shall not be copied from here any more
    if (answer.kind === 'ok' && deed === 'revoke') setLinks((now) => now.filter((made) => made.row.id !== row.id));
    refresh();
    return answer.kind === 'ok';
  };
  return { run, links, keep, forget: (made) => setLinks((now) => now.filter((one) => one !== made)), hush: () => setTold(null), told };
}
