'use client';
import { SureDialog } from './sure-dialog';

/** Asks before links that nobody has copied or downloaded are thrown away. */
export function LosingDialog({ links, act, close }: { links: number; act: () => void; close: () => void }) {
  const throwAway = async () => {
    act();
    return true;
  };
  const words =
    links === 1
      ? {
          title: 'Throw the link away?',
          text: 'Nobody has copied it. It is in this page alone: afterwards it cannot be had again, only replaced.',
          label: 'Throw it away',
          keep: 'Keep it',
        }
      : {
          title: 'Throw the links away?',
          text: 'Nobody has copied or downloaded them. They are in this page alone: afterwards they cannot be had again, only replaced.',
          label: 'Throw them away',
          keep: 'Keep them',
        };
  return (
    <SureDialog
      title={words.title}
      actions={[{ label: words.label, danger: true, act: throwAway }]}
      keep={words.keep}
      close={close}
      refusal={null}
    >
      <p>{words.text}</p>
    </SureDialog>
  );
}
