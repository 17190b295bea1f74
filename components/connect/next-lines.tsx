import type { ResultView } from '@/lib/contract/result';
import { formatDate } from '../time';
import { Icon, type IconName } from '../ui/icon';

/** What happens next: only what is true and built. */
export function NextLines({ result }: { result: ResultView }) {
  const lines: readonly { icon: IconName; when: string; text: string }[] = [
    { icon: 'lock', when: 'Done', text: 'Your own sign-in tokens have been deleted. They are not needed any more.' },
    {
      icon: 'key',
      when: 'Done',
      text:
        result.key.kind === 'certificate'
          ? 'FortifyData knows that the app carries its certificate. The private key has never been here.'
          : 'The sealed key is in FortifyData’s store. Only FortifyData’s platform can open it.',
    },
    {
      icon: 'cal',
      when: formatDate(result.key.expiresAt),
      text: `The ${result.key.kind === 'certificate' ? 'certificate' : 'key'} expires. Contact FortifyData by ${formatDate(result.key.renewBy)}; the calendar file reminds you.`,
    },
    {
      icon: 'x',
      when: 'Any time',
      text: 'You can delete the app in Microsoft Entra. It gets no new access from then on; tokens already given out end within about an hour.',
    },
  ];
  return (
    <section className="sec no-print">
      <div className="sec-head">
        <div>
          <h2>What happens next</h2>
        </div>
      </div>
      <ul className="card next">
        {lines.map((line) => (
          <li key={line.text}>
            <Icon name={line.icon} />
            <span className="w">{line.when}</span>
            <span>{line.text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
