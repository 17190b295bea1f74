import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { z } from 'zod';
import type { Cloud } from '../domain/clouds';
import { PortalError } from '../error';
import { ask, failed, type Sent } from './ask';
import { isUnder } from './caller';
import { entraFailure, requestIdOf } from './entra-failure';
import type { Answer } from './exchange';
import { parsedJson } from './json';
import { type Trace, traced } from './trace';

/** The least that a token answer holds; msal reads the rest. */
const TokenAnswer = z.looseObject({ access_token: z.string().min(1) });

/**
 * MSAL's way out: posts to the cloud's authority alone, under our limits, traced; remembers the real failure, because MSAL turns
 * everything that is thrown here into `network_error`. MSAL asks for discovery documents by GET; it is given all metadata, so a
 * GET is a mistake and refused.
 */
export class EntraNetwork implements INetworkModule {
  failure: unknown = null;
  readonly #cloud: Cloud;
  readonly #purpose: string;
  readonly #trace: Trace;

  constructor(cloud: Cloud, purpose: string, trace: Trace) {
    this.#cloud = cloud;
    this.#purpose = purpose;
    this.#trace = trace;
  }

  async sendGetRequestAsync<T>(): Promise<NetworkResponse<T>> {
    return this.#remember(Promise.reject(new PortalError('internal', 'the sign-in library asked for a document it was given already')));
  }

  async sendPostRequestAsync<T>(url: string, options?: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    return this.#remember(this.#post<T>(url, options ?? {}));
  }

  async #post<T>(url: string, { headers, body }: NetworkRequestOptions): Promise<NetworkResponse<T>> {
    if (!isUnder(this.#cloud, this.#cloud.authorityUrl, url)) {
      throw new PortalError('forbidden', 'the sign-in library asked for another address than the authority of this cloud');
    }
    const form = withoutOfflineAccess(body ?? '');
    return traced(this.#purpose, this.#trace, async (clientRequestId) => {
      const sent: Sent = { purpose: this.#purpose, effect: 'read', clientRequestId };
      const send = { method: 'POST', headers: { ...headers, 'client-request-id': clientRequestId }, body: form };
      const answer = await ask(sent, (init) => fetch(url, { ...send, ...init }));
      const token = readToken(sent, answer);
      // MSAL types the answer by its own caller; the shape was checked above as far as anybody relies on it
      return { status: answer.status, headers: {}, body: token as T, requestId: requestIdOf(answer), code: null };
    });
  }

  async #remember<T>(sending: Promise<T>): Promise<T> {
    try {
      return await sending;
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}

function readToken(sent: Sent, answer: Answer): unknown {
  const body = parsedJson(answer.text);
  const failure = entraFailure(sent, answer, body);
  if (failure) throw failure;
  const parsed = TokenAnswer.safeParse(body);
  if (!parsed.success) throw failed(sent, { kind: 'unreadable', status: answer.status, code: 'unexpected-shape' });
  // a refresh token that was sent unasked is dropped before MSAL can keep it
  const { refresh_token: _, ...token } = parsed.data;
  return token;
}

/**
 * Takes `offline_access` out of a form or query: MSAL adds it to every sign-in, and we want no refresh token.
 * @see https://learn.microsoft.com/entra/identity-platform/scopes-oidc#the-offline_access-scope
 */
export function withoutOfflineAccess(form: string): string {
  const fields = new URLSearchParams(form);
  const scope = fields.get('scope');
  if (scope === null) return form;
  fields.set(
    'scope',
    scope
      .split(' ')
      .filter((name) => name !== 'offline_access')
      .join(' '),
  );
  return fields.toString();
}
