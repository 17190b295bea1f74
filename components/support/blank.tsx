import type { ReactNode } from 'react';
import { Mark, type MarkName } from './mark';

/** One thing to say where a list or a page would be: why it is empty, and the one next step. */
export function Blank(props: { icon: MarkName; title: string; children: ReactNode; actions?: ReactNode; page?: boolean | undefined }) {
  const Title = props.page ? 'h1' : 'h2';
  return (
    <div className="s-blank">
      <Mark name={props.icon} />
      <Title>{props.title}</Title>
      {props.children}
      {props.actions ? <div className="s-row">{props.actions}</div> : null}
    </div>
  );
}
