import { Brand } from './brand';

const parts = [
  ['What happened', 'Something is wrong on our side.'],
  ['State of your organization', 'This page changes nothing. What was done before is kept.'],
  ['Who can fix it', 'FortifyData. You can try again.'],
] as const;

/**
 * In place of a page that could not be made. It stands alone and small: it is sent with every page, and must work when the server and
 * the rest of the page do not.
 * @param props.reference number under which the server logged the fault
 */
export function PageFault({ reference }: { reference: string | undefined }) {
  return (
    <>
      <header className="top">
        <div className="wrap">
          <Brand />
        </div>
      </header>
      <main id="main">
        <div className="wrap">
          <h1>This page could not be made</h1>
          <div className="card mt-7">
            <div className="four">
              {parts.map(([title, text]) => (
                <div key={title}>
                  <h2 className="four-head">{title}</h2>
                  <p>{text}</p>
                </div>
              ))}
            </div>
            <div className="four-next">
              <h2 className="four-head">Next step</h2>
              <p>Load the page again. If it stays, write to FortifyData{reference ? ` and name the reference ${reference}` : ''}.</p>
              <button type="button" className="btn btn-primary btn-lg btn-wide mt-4" onClick={() => window.location.reload()}>
                Load the page again
              </button>
            </div>
          </div>
        </div>
      </main>
    </>
  );
}
