'use client';
import { useRouter } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { elsewhere, isElsewhere } from './elsewhere';
import { HeldLinks } from './held-links';
import { LosingDialog } from './losing-dialog';

interface Losing {
  /** Leaves the page: at once where nothing is lost by it, otherwise when somebody has said so. */
  readonly leave: (act: () => void) => void;
  /** Takes note of links that are in this page alone. @returns what takes the note back */
  readonly hold: (links: number) => () => void;
}
const LosingContext = createContext<Losing | null>(null);

/** @throws Error outside of `LosingFrame` */
export function useLosing(): Losing {
  const losing = useContext(LosingContext);
  if (!losing) throw new Error('useLosing needs LosingFrame above it');
  return losing;
}

/** Says that so many links are in this page alone, and nobody has them yet; 0: none. */
export function useUnsaved(links: number): void {
  const { hold } = useLosing();
  useEffect(() => (links > 0 ? hold(links) : undefined), [links, hold]);
}

/** Stands before whatever would throw away links that are in the page alone: another page, a key, Back, the tab itself. */
export function LosingFrame({ children }: { children: ReactNode }) {
  const [held] = useState(() => new HeldLinks());
  const [asked, setAsked] = useState<{ readonly links: number; readonly act: () => void } | null>(null);
  const losing = useMemo<Losing>(
    () => ({ leave: (act) => (held.count() > 0 ? setAsked({ links: held.count(), act }) : act()), hold: (links) => held.hold(links) }),
    [held],
  );
  useWaysOut(held, losing.leave);
  const go = () => {
    held.letGo();
    asked?.act();
  };
  return (
    <LosingContext value={losing}>
      {children}
      {asked ? <LosingDialog links={asked.links} act={go} close={() => setAsked(null)} /> : null}
    </LosingContext>
  );
}

/** The ways out of a page that no page of ours is asked about: links, Back and Forward, the tab. */
function useWaysOut(held: HeldLinks, leave: Losing['leave']): void {
  const router = useRouter();
  useEffect(() => {
    const unload = (event: BeforeUnloadEvent) => (held.count() > 0 ? event.preventDefault() : undefined);
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const to = link && held.count() > 0 ? elsewhere(link, event, location) : null;
      if (!to) return;
      event.preventDefault();
      event.stopPropagation();
      leave(() => router.push(to));
    };
    // a browser lets this be stopped once for each press in the page, so that nobody can be kept
    const travel = (event: NavigateEvent) => {
      const { navigationType, destination, cancelable } = event;
      const steps = destination.index - (navigation.currentEntry?.index ?? destination.index);
      if (held.count() === 0 || navigationType !== 'traverse' || !cancelable || steps === 0) return;
      if (!destination.sameDocument || !isElsewhere(destination.url, location)) return;
      event.preventDefault();
      leave(() => history.go(steps));
    };
    // older browsers cannot stop Back within the pages at all
    const travels = 'navigation' in window ? navigation : null;
    addEventListener('beforeunload', unload);
    document.addEventListener('click', follow, true);
    travels?.addEventListener('navigate', travel);
    return () => {
      removeEventListener('beforeunload', unload);
      document.removeEventListener('click', follow, true);
      travels?.removeEventListener('navigate', travel);
    };
  }, [held, leave, router]);
}
