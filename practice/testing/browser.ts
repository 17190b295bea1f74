/** A page as a person without scripts sees it. */
export interface SeenPage {
  readonly url: string;
  readonly status: number;
  readonly html: string;
}

/** Where a browser ended up: on a page of the practice cloud, or sent away to the application. */
export type Visit = { readonly page: SeenPage; readonly left: null } | { readonly page: null; readonly left: URL };

const unescapeHtml = (text: string) =>
  text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<');

const attribute = (tag: string, name: string) => unescapeHtml(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

/** A small browser for tests: cookies, redirects within the practice cloud, forms and their buttons. */
export class Browser {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Opens an address and follows redirects until a page is shown or the practice cloud sends the browser away. */
  async open(url: string, init: RequestInit = {}): Promise<Visit> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, headers: { ...init.headers, cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = pair.split('=');
      this.#cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return { page: { url, status: response.status, html: await response.text() }, left: null };
    const target = new URL(location, url);
    return target.origin === this.#origin ? this.open(target.href) : { page: null, left: target };
  }

  /** Presses the button whose text contains `label`, with the fields of its form filled as given. */
  async press(page: SeenPage, label: string, fields: Readonly<Record<string, string>> = {}): Promise<Visit> {
    for (const [form = ''] of page.html.matchAll(/<form[\s\S]*?<\/form>/g)) {
      const button = [...form.matchAll(/<button[^>]*>[\s\S]*?<\/button>/g)]
        .map(([tag]) => tag)
        .find((tag) => unescapeHtml(tag).includes(label));
      if (!button) continue;
      const body = new URLSearchParams(fields);
      for (const [input] of form.matchAll(/<input type="hidden"[^>]*>/g)) body.set(attribute(input, 'name'), attribute(input, 'value'));
      if (attribute(button, 'name')) body.set(attribute(button, 'name'), attribute(button, 'value'));
      return this.open(new URL(attribute(form, 'action'), page.url).href, { method: 'POST', body });
    }
    throw new Error(`no button "${label}" on the page ${page.html.replace(/<[^>]+>/g, ' ').slice(0, 400)}`);
  }
}

/** The page of a visit. @throws Error when the browser was sent away */
export function pageOf(visit: Visit): SeenPage {
  if (visit.page) return visit.page;
  throw new Error(`the browser left for ${visit.left.href}`);
}

/** The address to which a visit was sent away. @throws Error when a page is shown instead */
export function leftFor(visit: Visit): URL {
  if (visit.left) return visit.left;
  throw new Error(`a page is shown: ${visit.page.html.replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, ' ').slice(0, 400)}`);
}
