import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import type { Tone } from './tone';

/** A word or a count in a pill; the tone colors it, the icon says the state without color. */
export function Badge({ tone, icon, children }: { tone?: Tone | undefined; icon?: IconName; children: ReactNode }) {
  return (
    <span className="badge num" data-tone={tone}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </span>
  );
}
