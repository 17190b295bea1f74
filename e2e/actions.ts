import type { BrowserContext } from '@playwright/test';

/** What a person did, counted by the browser itself from trusted events. */
export interface Actions {
  clicks: number;
  /** Fields in which something was entered. */
  typed: number;
  /** Copies, cuts and pastes. */
  copied: number;
}

type Seen = { kind: keyof Actions };

/**
 * Counts every real action on every page of a browser. Choosing one's account at Microsoft is the Microsoft account's own sign-in and is
 * left out; everything else there counts.
 */
export async function countActions(context: BrowserContext): Promise<Actions> {
  const actions: Actions = { clicks: 0, typed: 0, copied: 0 };
  await context.exposeBinding('actionSeen', (_source, { kind }: Seen) => {
    actions[kind] += 1;
  });
  await context.addInitScript(() => {
    const report = (kind: string) => (Reflect.get(window, 'actionSeen') as (seen: object) => void)({ kind });
    const touched = new WeakSet<EventTarget>();
    const listen = (name: string, kind: string, counts: (event: Event) => boolean) =>
      document.addEventListener(name, (event) => event.isTrusted && counts(event) && report(kind), { capture: true });
    listen('click', 'clicks', ({ target }) => !(target instanceof Element && target.closest('button.account')));
    listen('input', 'typed', ({ target }) => target !== null && !touched.has(target) && Boolean(touched.add(target)));
    for (const name of ['copy', 'cut', 'paste']) listen(name, 'copied', () => true);
  });
  return actions;
}
