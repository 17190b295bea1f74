// An admin's browser as a program: signs in, presses buttons, and tells what became of each press instead of failing.
import { Browser } from '../bench/browser.mjs';
import { pageData, throughMicrosoft } from '../bench/main-job.mjs';

/** A request that nobody answers within this time is given up, as a person would reload. */
const patienceMs = 45_000;

export class Admin {
  /** The connection's id and the permission list's hash; null before the first sign-in. */
  page = null;
  #portalUrl;
  #account;
  #browser = new Browser({ patienceMs });
  #saw;

  /** @param saw is told of every answer of the portal to a press: its name and its status, 0 where the line broke */
  constructor({ portalUrl, account, saw = () => undefined }) {
    this.#portalUrl = portalUrl;
    this.#account = account;
    this.#saw = saw;
  }

  /** Signs in and opens the working page. Throws when it does not come to that. */
  async signIn() {
    const { status, body } = await this.#post('sign-in', '/api/sign-in', {});
    if (status !== 200) throw new Error(`the sign-in was answered with ${status}`);
    const { manifestSha256, view } = pageData(await this.throughMicrosoft(body.location));
    this.page = { id: view.id, manifestSha256 };
  }

  /** Goes through Microsoft's pages until the portal answers; throws when it does not. */
  throughMicrosoft(location) {
    return throughMicrosoft({ portalUrl: this.#portalUrl, account: this.#account, browser: this.#browser }, location);
  }

  /** Presses one button of the working page: { status, body }. */
  press(name, body = {}) {
    return this.#post(name, `/api/connections/${this.page.id}/${name}`, body);
  }

  /** The plan as this view shows it, accepted. */
  accept({ observedAt }) {
    return this.press('accept', { manifestSha256: this.page.manifestSha256, observedAt, leaveOut: [] });
  }

  /** The connection as it stands: { status, body }. */
  look() {
    return this.#told('look', `/api/connections/${this.page.id}`, {});
  }

  /** Opens an address of the portal without following it on: { status, location }. */
  async visit(url) {
    const { status, headers } = await this.#browser.request(url);
    return { status, location: headers.get('location') };
  }

  #post(name, path, body) {
    const headers = { 'content-type': 'application/json', 'x-requested-with': 'defender-connect', origin: this.#portalUrl };
    return this.#told(name, path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async #told(name, path, init) {
    const answer = await this.#browser.request(`${this.#portalUrl}${path}`, init).then(
      ({ status, text }) => ({ status, body: parsed(text) }),
      () => ({ status: 0, body: null }),
    );
    this.#saw(name, answer.status, answer.body);
    return answer;
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
