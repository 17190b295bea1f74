import { useState } from 'react';
import type { ConnectionView, NamesakeView, PlanLine } from '@/lib/contract/connection';

/** What is chosen of the apps made by hand, for the look that showed them. */
interface Chosen {
  readonly at: string | null;
  readonly objectId: string | null;
  readonly withCertificates: boolean;
}

/** The admin's choice, the plan that follows from it, and what still stands between it and the button. */
export interface AppChoice {
  readonly app: NamesakeView | null;
  readonly withCertificates: boolean;
  readonly plan: readonly PlanLine[];
  /** Why the button cannot be pressed yet; null: it can. */
  readonly open: string | null;
  readonly choose: (objectId: string | null) => void;
  readonly decideCertificates: (removed: boolean) => void;
  /** For the request: null makes a new app. */
  readonly body: { readonly objectId: string; readonly removeCertificates: boolean } | null;
}

/** Keeps the choice. Nothing is chosen for anybody: it begins with a new app, and again when the organization was read anew. */
export function useAppChoice(view: ConnectionView): AppChoice {
  const none: Chosen = { at: view.observedAt, objectId: null, withCertificates: false };
  const [kept, setKept] = useState(none);
  const chosen = kept.at === view.observedAt ? kept : none;
  const app = view.namesakes.find(({ objectId, obstacle }) => objectId === chosen.objectId && obstacle === null) ?? null;
  const { withCertificates } = chosen;
  return {
    app,
    withCertificates,
    plan: app?.plan ?? view.plan,
    open:
      app && hasCertificates(app) && !withCertificates
        ? 'Its certificates can sign in, too. Agree to their removal, or leave the app.'
        : null,
    choose: (objectId) => setKept({ ...none, objectId }),
    decideCertificates: (removed) => setKept({ ...chosen, withCertificates: removed }),
    body: app && { objectId: app.objectId, removeCertificates: withCertificates },
  };
}

/** True for an app that somebody's software may sign in to by a certificate. */
export const hasCertificates = ({ keys }: NamesakeView): boolean => keys.some(({ form }) => form === 'certificate');
