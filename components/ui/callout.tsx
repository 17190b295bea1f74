import type { ReactNode } from 'react';
import { Icon } from './icon';
import { type Tone, toneIcon } from './tone';

/** One thing to know before going on: a bold first line and one or two sentences. At most one in a section. */
export function Callout({
  tone,
  title,
  children,
  className = '',
}: {
  tone: Tone;
  title: string;
  children?: ReactNode;
  className?: string;
}) {
  return (
    <div className={`callout ${className}`} data-tone={tone}>
      <Icon name={toneIcon[tone]} />
      <div>
        <strong>{title}</strong>
        {children ? <p>{children}</p> : null}
      </div>
    </div>
  );
}
