import type { NamesakeView } from '@/lib/contract/connection';
import type { AppChoice } from './app-choice';
import { NamesakeDetails } from './namesake-details';

/** Apps made by hand from the old guide: each with its differences, and the choice that nobody makes but the admin. */
export function Namesakes({ namesakes, choice }: { namesakes: readonly NamesakeView[]; choice: AppChoice }) {
  if (namesakes.length === 0) return null;
  const many = namesakes.length > 1;
  return (
    <section className="sec" id="existing-app">
      <div className="sec-head">
        <div>
          <h2>{many ? `${namesakes.length} apps are already here` : 'One app is already here'}</h2>
          <p>
            Somebody registered {many ? 'them' : 'it'} by hand under FortifyData’s name. You may use {many ? 'one of them' : 'it'}, or leave{' '}
            {many ? 'them' : 'it'} alone. The name proves nothing: compare the client ID with what your colleagues know.
          </p>
        </div>
      </div>
      <fieldset className="choice">
        <legend className="vh">What becomes of {many ? 'the apps' : 'the app'} made by hand</legend>
        <div className="option">
          <label>
            <input type="radio" name="existing-app" checked={choice.app === null} onChange={() => choice.choose(null)} />
            <span>
              <b>Leave {many ? 'them' : 'it'} and make a new one</b>
              <span className="small soft">
                We change nothing on {many ? 'them: they keep their' : 'it: it keeps its'} permissions and keys. Delete{' '}
                {many ? 'them' : 'it'} yourself when nothing uses {many ? 'them' : 'it'} any more.
              </span>
            </span>
          </label>
        </div>
        {namesakes.map((namesake) => (
          <Namesake key={namesake.objectId} namesake={namesake} choice={choice} />
        ))}
      </fieldset>
    </section>
  );
}

function Namesake({ namesake, choice }: { namesake: NamesakeView; choice: AppChoice }) {
  const { objectId, clientId, obstacle } = namesake;
  const about = `about-${objectId}`;
  return (
    <div className="option" data-off={obstacle !== null}>
      <label>
        <input
          type="radio"
          name="existing-app"
          checked={choice.app?.objectId === objectId}
          disabled={obstacle !== null}
          aria-describedby={about}
          onChange={() => choice.choose(objectId)}
        />
        <span>
          <b>Repair and use this app</b>
          <span className="small soft">
            Client ID <code>{clientId}</code>
          </span>
        </span>
      </label>
      <div id={about} className="about">
        {obstacle ? <p className="why">It cannot be used. {obstacle}</p> : null}
        <NamesakeDetails namesake={namesake} choice={choice} />
      </div>
    </div>
  );
}
