import type { IncomingHttpHeaders } from 'node:http';
import type { Cloud } from '../cloud';
import type { User } from '../directory/model';
import type { Tenant } from '../directory/tenant';
import type { Notes } from '../http';
import type { Json } from '../json';

/** Who calls: a person through an application, or an application alone. */
export type Caller =
  | {
      readonly kind: 'user';
      readonly user: User;
      readonly scopes: readonly string[];
      readonly appId: string;
      /** Authentication contexts of the token, and `revoked` when its session was proved anew. */
      readonly proved: readonly string[];
    }
  | { readonly kind: 'app'; readonly roles: readonly string[]; readonly appId: string };

/** How a path names one object: by object id or by an alternate key. */
export interface Key {
  readonly by: string;
  readonly value: string;
}

/** One call of Graph, alone or as part of a batch. */
export interface GraphCall {
  readonly cloud: Cloud;
  readonly tenant: Tenant;
  readonly caller: Caller;
  readonly method: string;
  /** Path below the version, for nextLink. */
  readonly path: string;
  readonly keys: readonly Key[];
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Json | undefined;
  /** Address of the service with the version, without trailing slash. */
  readonly root: string;
  readonly notes: Notes;
}

/** The answer of one call; `body` undefined: no content. */
export interface GraphResult {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal by Graph; `code` is what a client may branch on (Graph error responses). */
export class GraphFailure extends Error {
  readonly status: number;
  readonly code: string;
  readonly innerCode: string | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, more: { message: string; innerCode?: string; headers?: Readonly<Record<string, string>> }) {
    super(more.message);
    this.status = status;
    this.code = code;
    this.innerCode = more.innerCode ?? null;
    this.headers = more.headers ?? {};
  }
}

export const badRequest = (message: string, code = 'Request_BadRequest') => new GraphFailure(400, code, { message });

export const denied = () =>
  new GraphFailure(403, 'Authorization_RequestDenied', { message: 'Insufficient privileges to complete the operation.' });

export const notFound = (key: string) =>
  new GraphFailure(404, 'Request_ResourceNotFound', {
    message: `Resource '${key}' does not exist or one of its queried reference-property objects are not present.`,
  });

/** The key of a call's first object. */
export function keyOf(call: GraphCall, index = 0): Key {
  const key = call.keys[index];
  if (!key) throw badRequest('The request has no key.', 'BadRequest');
  return key;
}
