import type { HandOverView } from '@/lib/contract/connection';
import { Callout } from '../ui/callout';

const words: Readonly<Partial<Record<HandOverView['state'], { title: string; text: string }>>> = {
  revoked: { title: 'The link to your colleague was revoked', text: 'It opens nothing any more. You can make a new one.' },
  expired: {
    title: 'The link to your colleague has expired',
    text: 'Its time is over and nobody has approved. You can make a new one.',
  },
};

/** What became of a link that can no longer be used, for whoever comes back to the approval. */
export function EndedLink({ handOver }: { handOver: HandOverView | null }) {
  const said = handOver && words[handOver.state];
  if (!said) return null;
  return (
    <Callout tone="note" title={said.title} className="mt-7">
      {said.text}
    </Callout>
  );
}
