import { z } from 'zod';
import {
  AcceptBody,
  ApiProblem,
  ConnectionView,
  Departure,
  EmptyBody,
  HandOverBody,
  PageCodeBody,
  ServiceReferenceBody,
  SignInBody,
} from './connection';
import { HealthAnswer, PermissionsDocument, PlatformProblem, ReceiptDocument, StoredCredentialAnswer } from './documents';
import { certificateChoice } from './openapi-choices';
import { linkOperations } from './openapi-links';
import { staffOperations } from './openapi-staff';
import { StaffProblem } from './staff';

export interface Operation {
  readonly path: string;
  readonly method: 'get' | 'post';
  readonly summary: string;
  readonly who: 'anybody' | 'visitor' | 'invited' | 'approver' | 'admin' | 'platform' | 'staff';
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType | FileKind | 'redirect';
  /** The answer carries a name to be saved under, as every file does. */
  readonly named?: true;
  readonly errors: readonly number[];
}

/** Files that are no JSON, and their media types. */
const fileTypes = { csv: 'text/csv', calendar: 'text/calendar' } as const;
type FileKind = keyof typeof fileTypes;

const own = [401, 403, 404] as const;
const command = [...own, 400, 409, 413, 415, 503] as const;
const connection = '/api/connections/{id}';

/** Every endpoint there is. The schemas are the ones that the code validates with. */
export const operations: readonly Operation[] = [
  {
    path: '/api/sign-in',
    method: 'post',
    summary: 'Begin a sign-in; answers with Microsoft’s address',
    who: 'visitor',
    body: SignInBody,
    answer: Departure,
    errors: [400, 403, 413, 415],
  },
  {
    path: '/api/sign-in/callback',
    method: 'get',
    summary: 'Microsoft’s answer to a sign-in',
    who: 'anybody',
    answer: 'redirect',
    errors: [],
  },
  {
    path: '/api/sign-out',
    method: 'post',
    summary: 'End the session',
    who: 'visitor',
    body: EmptyBody,
    answer: z.strictObject({}),
    errors: [400, 403, 413, 415],
  },
  {
    path: '/api/consent/callback',
    method: 'get',
    summary: 'Return from Microsoft’s consent page; proves nothing',
    who: 'anybody',
    answer: 'redirect',
    errors: [],
  },
  { path: connection, method: 'get', summary: 'The connection of this session', who: 'admin', answer: ConnectionView, errors: own },
  {
    path: `${connection}/accept`,
    method: 'post',
    summary: 'Accept the plan as it was shown; 409 `stale` when the organization was read again since',
    who: 'admin',
    body: AcceptBody,
    answer: ConnectionView,
    errors: command,
  },
  {
    path: `${connection}/advance`,
    method: 'post',
    summary: 'Run the next changes of the plan',
    who: 'admin',
    body: EmptyBody,
    answer: ConnectionView,
    errors: command,
  },
  {
    path: `${connection}/consent`,
    method: 'post',
    summary: 'Leave for Microsoft’s consent page',
    who: 'admin',
    body: EmptyBody,
    answer: Departure,
    errors: command,
  },
  {
    path: `${connection}/look-again`,
    method: 'post',
    summary: 'Read the grants although no callback came',
    who: 'admin',
    body: EmptyBody,
    answer: ConnectionView,
    errors: command,
  },
  {
    path: `${connection}/page-code`,
    method: 'post',
    summary: 'Tell the code of a page of Microsoft that did not lead back; answers with what it means for the connection',
    who: 'admin',
    body: PageCodeBody,
    answer: ConnectionView,
    errors: command,
  },
  {
    path: `${connection}/service-reference`,
    method: 'post',
    summary: 'Enter the service reference that the organization wants on each new app, and go on',
    who: 'admin',
    body: ServiceReferenceBody,
    answer: ConnectionView,
    errors: command,
  },
  {
    path: `${connection}/retry`,
    method: 'post',
    summary: 'Put the problem aside and read the organization anew',
    who: 'admin',
    body: EmptyBody,
    answer: ConnectionView,
    errors: command,
  },
  certificateChoice,
  {
    path: `${connection}/hand-over`,
    method: 'post',
    summary: 'Ask a colleague to approve: makes a link unless one is open; the one answer that shows it',
    who: 'admin',
    body: HandOverBody,
    answer: ConnectionView,
    errors: command,
  },
  {
    path: `${connection}/hand-over/look`,
    method: 'post',
    summary: 'Look whether the colleague has approved',
    who: 'admin',
    body: EmptyBody,
    answer: ConnectionView,
    errors: command,
  },
  {
    path: `${connection}/hand-over/revoke`,
    method: 'post',
    summary: 'Take the open link to the colleague back',
    who: 'admin',
    body: EmptyBody,
    answer: ConnectionView,
    errors: command,
  },
  ...linkOperations,
  {
    path: `${connection}/receipt`,
    method: 'get',
    summary: 'The receipt as a JSON file',
    who: 'admin',
    answer: ReceiptDocument,
    named: true,
    errors: own,
  },
  {
    path: `${connection}/calendar`,
    method: 'get',
    summary: 'Calendar file for the end of the key’s life',
    who: 'admin',
    answer: 'calendar',
    errors: own,
  },
  { path: '/api/permissions.json', method: 'get', summary: 'The permission list', who: 'anybody', answer: PermissionsDocument, errors: [] },
  {
    path: '/api/permissions.csv',
    method: 'get',
    summary: 'The permission list for a spreadsheet',
    who: 'anybody',
    answer: 'csv',
    errors: [],
  },
  {
    path: '/api/credentials/{tenantId}',
    method: 'get',
    summary: 'The sealed credential or the certificate that is in use for a tenant: proved, live and not replaced',
    who: 'platform',
    answer: StoredCredentialAnswer,
    errors: [401, 403, 404, 503],
  },
  ...staffOperations,
  { path: '/api/health', method: 'get', summary: 'Whether the portal is ready', who: 'anybody', answer: HealthAnswer, errors: [503] },
  {
    path: '/api/openapi.json',
    method: 'get',
    summary: 'This document',
    who: 'anybody',
    answer: z.looseObject({ openapi: z.literal('3.1.0') }),
    errors: [],
  },
];

/** The OpenAPI 3.1 document of the portal, made from `operations`. @see https://spec.openapis.org/oas/v3.1.0 */
export function openApiDocument(serverUrl: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  return {
    openapi: '3.1.0',
    info: { title: 'Defender Connect', version: '1', description: 'Connects a customer’s Microsoft Defender to FortifyData.' },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
        invite: { type: 'apiKey', in: 'cookie', name: '__Host-invite' },
        approval: { type: 'apiKey', in: 'cookie', name: '__Host-approval' },
        platform: { type: 'http', scheme: 'bearer', description: 'App-only token of the staff app with the role Credential.Read' },
        staff: {
          type: 'http',
          scheme: 'bearer',
          description: 'Token of the staff app: GET with the app role Support.Read or Support.Manage, POST with Support.Manage',
        },
      },
    },
  };
}

function describe(operation: Operation): Record<string, unknown> {
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
  const parameters = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }));
  const queries = operation.query ? queryParameters(operation.query) : [];
  const fromBrowser = operation.method === 'post' && operation.who !== 'staff';
  const header = { name: 'x-requested-with', in: 'header', required: true, schema: { const: 'defender-connect' } };
  return {
    summary: operation.summary,
    security: securityOf(operation.who),
    parameters: [...parameters, ...queries, ...(fromBrowser ? [header] : [])],
    ...(operation.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(operation.body, 'input') } } } }
      : {}),
    responses: { ...success(operation), ...Object.fromEntries(operation.errors.map((status) => [status, refusal(operation.who)])) },
  };
}

function securityOf(who: Operation['who']): readonly Record<string, string[]>[] {
  if (who === 'admin') return [{ session: [] }];
  if (who === 'invited') return [{ invite: [] }];
  if (who === 'approver') return [{ approval: [] }];
  return who === 'platform' || who === 'staff' ? [{ [who]: [] }] : [];
}

function queryParameters(query: z.ZodType): readonly Record<string, unknown>[] {
  const { properties = {}, required = [] } = schemaOf(query, 'output');
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }));
}

function success({ answer, named }: Operation): Record<string, unknown> {
  if (answer === 'redirect') return { 303: { description: 'To a page of the portal, which tells what went wrong where something did' } };
  if (typeof answer === 'string') {
    const content = { [fileTypes[answer]]: { schema: { type: 'string' } } };
    return { 200: { description: 'A file', headers: saving, content } };
  }
  const content = { 'application/json': { schema: schemaOf(answer, 'output') } };
  return { 200: { description: 'Done', ...(named ? { headers: saving } : {}), content } };
}

const saving = {
  'content-disposition': { required: true, schema: { type: 'string', pattern: '^attachment; filename="[\\w.-]+"$' } },
} as const;

function refusal(who: Operation['who']): Record<string, unknown> {
  const type = who === 'platform' ? 'application/json' : 'application/problem+json';
  const schema = who === 'platform' ? PlatformProblem : who === 'staff' ? StaffProblem : ApiProblem;
  return { description: 'Refused', content: { [type]: { schema: schemaOf(schema, 'output') } } };
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
