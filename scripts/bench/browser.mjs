// A browser without a screen: cookies, redirects, forms. It reads no script, so what it measures is the servers alone.

const unescapeHtml = (text) =>
  text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&#x27;', "'").replaceAll('&lt;', '<');
const attribute = (tag, name) => unescapeHtml(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
const textOf = (html) =>
  html
    .replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

export class Browser {
  #cookies = new Map();
  #spent = new Map();
  #patienceMs;

  /** @param patienceMs how long one request may take; without it Node's own limits hold */
  constructor({ patienceMs = null } = {}) {
    this.#patienceMs = patienceMs;
  }

  /** Milliseconds spent on requests to an origin so far. */
  spentAt(origin) {
    return this.#spent.get(origin) ?? 0;
  }

  /** One request, redirects not followed: { url, status, headers, text }. */
  async request(url, init = {}) {
    const { origin } = new URL(url);
    const began = performance.now();
    const jar = this.#jarOf(origin);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const signal = this.#patienceMs ? { signal: AbortSignal.timeout(this.#patienceMs) } : {};
    const headers = { ...init.headers, ...(cookie ? { cookie } : {}) };
    const response = await fetch(url, { ...init, ...signal, headers, redirect: 'manual' });
    const text = await response.text();
    this.#spent.set(origin, this.spentAt(origin) + performance.now() - began);
    for (const line of response.headers.getSetCookie()) keep(jar, line);
    return { url, status: response.status, headers: response.headers, text };
  }

  /** Opens an address and follows redirects, also to other sites, until a page comes. Throws for a page that is an error. */
  async open(url, init = {}) {
    const answer = await this.request(url, init);
    const location = answer.headers.get('location');
    if (location !== null) return this.open(new URL(location, url).href);
    if (answer.status !== 200)
      throw new Error(`${init.method ?? 'GET'} ${url} answered ${answer.status}: ${textOf(answer.text).slice(0, 300)}`);
    return answer;
  }

  /** Presses the first button of a page whose text holds one of the labels: posts its form and follows the redirects. */
  async press(page, ...labels) {
    for (const [form] of page.text.matchAll(/<form[\s\S]*?<\/form>/g)) {
      const buttons = [...form.matchAll(/(<button[^>]*>)[\s\S]*?<\/button>/g)];
      const button = buttons.find(([whole]) => labels.some((label) => textOf(whole).includes(label)))?.[1];
      if (!button) continue;
      const body = new URLSearchParams();
      for (const tag of [...form.matchAll(/<input type="hidden"[^>]*>/g)].map(([whole]) => whole).concat(button)) {
        if (attribute(tag, 'name')) body.set(attribute(tag, 'name'), attribute(tag, 'value'));
      }
      return this.open(new URL(attribute(form, 'action'), page.url).href, { method: 'POST', body });
    }
    throw new Error(`no button "${labels.join('" or "')}" on ${page.url}: ${textOf(page.text).slice(0, 300)}`);
  }

  #jarOf(origin) {
    if (!this.#cookies.has(origin)) this.#cookies.set(origin, new Map());
    return this.#cookies.get(origin);
  }
}

function keep(jar, line) {
  const [pair] = line.split(';');
  const [name, ...value] = pair.split('=');
  if (/;\s*max-age=0\b/i.test(line)) jar.delete(name);
  else jar.set(name, value.join('='));
}
