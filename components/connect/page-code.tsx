import { pageCode } from '@/lib/domain/page-code';
import { Icon } from '../ui/icon';
import type { ScreenProps } from './screen';
import { TextForm } from './text-form';

/** Microsoft tells us nothing when it shows an error page: the admin can tell what it says, and gets the meaning and the next step. */
export function PageCode({ pending, press }: Pick<ScreenProps, 'pending' | 'press'>) {
  return (
    <details className="more mt-4">
      <summary>
        <Icon name="chev" small className="chev" />
        Something went wrong on Microsoft’s page?
      </summary>
      <div className="well mt-2">
        <TextForm
          label="Code on Microsoft’s page"
          hint="Type the code, for example AADSTS650051, or paste the whole text. We keep the code, the numbers for support and the time."
          send="Explain and go on"
          sending="Looking it up"
          busy={pending === 'page-code'}
          quiet
          fault={(text) =>
            pageCode(text).number === null ? 'There is no code in this text. It begins with AADSTS and ends with a number.' : null
          }
          onSend={(text) => press({ kind: 'page-code', body: { text: text.slice(0, 4_000) } })}
        />
      </div>
    </details>
  );
}
