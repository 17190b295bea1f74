import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import { PortalError } from '../error';
import { isUnder } from './caller';
import type { Caller } from './microsoft';

/**
 * Middleware of the Graph client: adds the token for the caller's Graph address and refuses every other. The client's own handler
 * sends the request without the token instead, and knows no plain http.
 */
export class GraphDoor implements Middleware {
  readonly baseUrl: string;
  /** What the next handler threw; the client itself forgets it. */
  failure: unknown = null;
  readonly #caller: Caller;
  #next: Middleware | null = null;

  constructor(caller: Caller) {
    this.#caller = caller;
    this.baseUrl = caller.cloud.graph.baseUrl;
  }

  setNext(next: Middleware): void {
    this.#next = next;
  }

  /**
   * Refuses what is not a plain path below `/v1.0`; the client would take an address inside it as another host.
   * @throws PortalError `forbidden`
   */
  check(path: string): void {
    if (!path.startsWith('/') || path.startsWith('//') || path.includes('://')) this.#refuse();
    if (!isUnder(this.#caller.cloud, `${this.baseUrl}/v1.0`, `${this.baseUrl}/v1.0${path}`)) this.#refuse();
  }

  async execute(context: Context): Promise<void> {
    if (typeof context.request !== 'string' || !isUnder(this.#caller.cloud, `${this.baseUrl}/v1.0`, context.request)) this.#refuse();
    const headers = new Headers(context.options?.headers);
    headers.set('authorization', `Bearer ${this.#caller.accessToken}`);
    context.options = { ...context.options, headers };
    try {
      await this.#next?.execute(context);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  #refuse(): never {
    this.failure = new PortalError('forbidden', 'the request leads to another address than Microsoft Graph of this cloud');
    throw this.failure;
  }
}
