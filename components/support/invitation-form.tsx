'use client';
import { type FormEvent, useMemo, useState } from 'react';
import type { InvitationMade } from '@/lib/contract/staff-invitations';
import { type DraftField, type InvitationDraft, readDraft } from '@/lib/domain/invitation-draft';
import { emptyForm, formText, keptForm } from './form-draft';
import { FormField } from './form-field';
import { Mark } from './mark';
import { refusalWords } from './refusal-words';
import { useStaff } from './staff';
import { askPortal } from './staff-request';
import { useDraft } from './use-draft';

type Faults = Readonly<Partial<Record<DraftField, string>>>;
const byField = (faults: readonly { readonly field: DraftField; readonly reason: string }[]): Faults =>
  Object.fromEntries(faults.map(({ field, reason }) => [field, reason]));
const faultsIn = (draft: InvitationDraft): Faults => {
  const read = readDraft(draft);
  return 'faults' in read ? byField(read.faults) : {};
};

/**
 * Invites one customer. A field is judged when it is left, all when it is sent; the portal judges again. What is written is kept in this tab
 * until the invitation was made: a new sign-in on the way does not cost it.
 */
export function InvitationForm({ made }: { made: (made: InvitationMade) => void }) {
  const staff = useStaff();
  const [{ text }, setText] = useDraft('invitation');
  const draft = useMemo(() => keptForm(text), [text]);
  const [faults, setFaults] = useState<Faults>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const field = (name: DraftField) => ({
    id: `invite-${name}`,
    value: draft[name],
    fault: faults[name] ?? null,
    change: (value: string) => {
      setText(formText({ ...draft, [name]: value }));
      setFaults({ ...faults, [name]: undefined });
    },
    leave: () => (draft[name] === '' ? undefined : setFaults({ ...faults, [name]: faultsIn(draft)[name] ?? faults[name] })),
  });
  const refuse = (found: Faults, words: string | null) => {
    setFaults(found);
    setRefusal(words);
    const first = Object.keys(emptyForm).find((name) => found[name as DraftField]);
    if (first) document.getElementById(`invite-${first}`)?.focus();
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = faultsIn(draft);
    if (Object.keys(found).length > 0) return refuse(found, null);
    setBusy(true);
    const answer = await askPortal<InvitationMade>(staff, { path: '/api/support/invitations', body: draft });
    setBusy(false);
    if (answer.kind === 'ok') {
      setText('');
      refuse({}, null);
      return made(answer.body);
    }
    const named = answer.kind === 'refused' ? byField(answer.faults) : {};
    refuse(named, Object.keys(named).length > 0 ? null : refusalWords(answer));
  };
  return (
    <section className="s-card" aria-labelledby="new-invitation">
      <header>
        <h2 id="new-invitation">New invitation</h2>
      </header>
      <form className="s-body" onSubmit={send} noValidate>
        <FormField {...field('customer')} label="Customer" />
        <FormField {...field('customerId')} label="Customer ID" hint="FortifyData’s own" />
        <FormField {...field('expects')} label="Expected tenant or domain" hint="Another organization is held until you decide" />
        <FormField {...field('contact')} label="Contact" type="email" hint="One mail address, to which you send the link" />
        <FormField
          {...field('note')}
          rows={3}
          label={
            <>
              Note for staff <span className="s-faint">optional</span>
            </>
          }
        />
        {refusal ? (
          <p role="alert" className="s-hint s-tone" data-tone="bad">
            <Mark name="stop" />
            {refusal}
          </p>
        ) : null}
        <p className="s-sub">The link is good for 7 days and once. It is shown once.</p>
        <div className="s-row">
          <button type="submit" className="s-btn" data-kind="primary" aria-busy={busy}>
            {busy ? 'Creating' : 'Create invitation'}
          </button>
        </div>
      </form>
    </section>
  );
}
