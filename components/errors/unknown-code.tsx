import { microsoftLookupUrl } from '@/lib/domain/error-codes';

/**
 * For a code we have no text for. The address of Microsoft's own lookup is text, not a link: this portal sends nobody away.
 * @param props.code the code as Microsoft spells it; null where the address holds no code at all
 */
export function UnknownCode({ code }: { code: string | null }) {
  return (
    <>
      <h1>This code is not in our list</h1>
      <p className="lead mt-3">
        {code ? (
          <>
            We have no words of our own for <code>{code}</code>. Microsoft has a page that explains its sign-in codes:
          </>
        ) : (
          'There is no code of Microsoft in this address. Microsoft has a page that explains its sign-in codes:'
        )}
      </p>
      <p className="well mt-6 max-w-xl">
        <code>{(code && microsoftLookupUrl(code)) ?? 'https://login.microsoftonline.com/error'}</code>
      </p>
      <p className="soft mt-6">If setup stopped with this code, send it to FortifyData together with the time.</p>
    </>
  );
}
