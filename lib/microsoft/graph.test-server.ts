import { callerAt, cloudAt, json, type Received, startLoopback } from './loopback.test-server';

interface GraphReply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}
/** Answers by `METHOD path`, the path without query; a function sees the request. */
export type GraphReplies = Readonly<Record<string, GraphReply | ((request: Received) => GraphReply)>>;

const ids = {
  object: '4d1a5f3c-0d0b-4b8b-9a3e-1c7c9b1f0a01',
  app: '4d1a5f3c-0d0b-4b8b-9a3e-1c7c9b1f0a02',
  principal: '4d1a5f3c-0d0b-4b8b-9a3e-1c7c9b1f0a03',
  key: '4d1a5f3c-0d0b-4b8b-9a3e-1c7c9b1f0a04',
  resource: '4d1a5f3c-0d0b-4b8b-9a3e-1c7c9b1f0a05',
} as const;
export const graphIds = ids;

export const notFound: GraphReply = { status: 404, body: { error: { code: 'Request_ResourceNotFound', message: 'm' } } };

/** An application as Graph shows it. */
export const applicationWire = {
  '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#applications/$entity',
  id: ids.object,
  appId: ids.app,
  displayName: 'An app',
  uniqueName: 'an-app',
  signInAudience: 'AzureADMyOrg',
  requiredResourceAccess: [{ resourceAppId: ids.resource, resourceAccess: [{ id: ids.key, type: 'Role' }] }],
  web: { redirectUris: ['https://portal.example/callback'], homePageUrl: null },
  tags: ['one'],
  createdDateTime: '2026-11-20T08:09:10.1234567Z',
  passwordCredentials: [
    {
      keyId: ids.key,
      displayName: 'FortifyDataAPISecret',
      startDateTime: '2026-11-20T08:09:10Z',
      endDateTime: '2028-11-19T08:09:10Z',
      hint: 'abc',
      secretText: null,
    },
  ],
};

/** A Graph of the test's own, `$batch` included, and a caller for it. */
export async function startGraph(replies: GraphReplies) {
  const replyTo = (request: Received): GraphReply => {
    const reply = replies[`${request.method} ${decodeURIComponent(request.url.replace(/\?.*$/, ''))}`];
    return (typeof reply === 'function' ? reply(request) : reply) ?? notFound;
  };
  const server = await startLoopback((response, request) => {
    const { status, body, headers } = replyAny(request);
    if (body === undefined) response.writeHead(status, headers).end();
    else json(status, body, headers)(response, request);
  });
  function replyAny(request: Received): GraphReply {
    const path = request.url.replace(/^\/graph\/v1\.0/, '');
    if (path !== '/$batch') return replyTo({ ...request, url: path });
    return {
      status: 200,
      body: { responses: batchRequests(request).map(({ id, method, url }) => ({ id, ...replyTo({ ...request, method, url }) })) },
    };
  }
  return { ...server, caller: callerAt(cloudAt(server.origin)) };
}

/** The requests inside a `$batch`. */
export function batchRequests(request: Received): { id: string; method: string; url: string }[] {
  return JSON.parse(request.body).requests;
}
