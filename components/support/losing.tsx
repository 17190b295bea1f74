'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { elsewhere } from './elsewhere';
import { SureDialog } from './sure-dialog';

interface Losing {
  /** What somebody is about to do that would lose the links. */
  readonly asked: (() => void) | null;
  /** Does it at once where nothing is lost. */
  readonly ask: (act: () => void) => void;
  readonly close: () => void;
}

/** Stands before whatever would throw away what is in this page alone: another file, another page, the tab itself. */
export function useLosing(unsaved: boolean): Losing {
  const router = useRouter();
  const [asked, setAsked] = useState<(() => void) | null>(null);
  useEffect(() => {
    if (!unsaved) return;
    const leave = (event: BeforeUnloadEvent) => event.preventDefault();
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const to = link && elsewhere(link, event, location);
      if (!to) return;
      event.preventDefault();
      event.stopPropagation();
      setAsked(() => () => router.push(to));
    };
    addEventListener('beforeunload', leave);
    document.addEventListener('click', follow, true);
    return () => {
      removeEventListener('beforeunload', leave);
      document.removeEventListener('click', follow, true);
    };
  }, [unsaved, router]);
  return { asked, ask: (act) => (unsaved ? setAsked(() => act) : act()), close: () => setAsked(null) };
}

/** Asks before links that nobody has downloaded are thrown away. */
export function LosingDialog({ losing: { asked, close } }: { losing: Losing }) {
  const act = async () => {
    asked?.();
    return true;
  };
  return (
    <SureDialog
      title="Throw the links away?"
      actions={[{ label: 'Throw them away', danger: true, act }]}
      keep="Keep them"
      close={close}
      refusal={null}
    >
      <p>Nobody has downloaded them. They are in this page alone: afterwards they cannot be had again, only replaced.</p>
    </SureDialog>
  );
}
