import type { z } from 'zod';
import type { PlatformProblem } from '../contract/documents';
import { databaseNow } from '../data/clock';
import { cloudFor } from '../domain/clouds';
import { env } from '../env';
import { httpStatus, PortalError } from '../error';
import { log } from '../log';
import { json } from './answer';
import { staffKeys } from './staff-keys';
import { type StaffIdentity, verifyStaffToken } from './staff-token';

interface Definition<Params, Answer> {
  /** App role that the bearer token must carry. */
  readonly role: string;
  readonly answer: z.ZodType<Answer>;
  readonly handle: (call: { readonly caller: StaffIdentity; readonly params: Params }) => Promise<Answer>;
}

type RouteHandler<Params> = (request: Request, context: { readonly params: Promise<Params> }) => Promise<Response>;

/**
 * Makes the handler of a read for FortifyData's platform: a service of the staff tenant with an app role. No cookie is read, so no
 * browser can be made to call it. Errors are answered as `PlatformProblem`: 401 and 403 for the token, 404, and 503 when the platform
 * API is off or something it needs cannot be asked.
 */
export function platformRoute<Params, Answer>(definition: Definition<Params, Answer>): RouteHandler<Params> {
  return async (request, { params }) => {
    try {
      const caller = await platformCaller(request, definition.role);
      return json(definition.answer.parse(await definition.handle({ caller, params: await params })));
    } catch (error) {
      return refusal(error);
    }
  };
}

async function platformCaller(request: Request, role: string): Promise<StaffIdentity> {
  const { support, cloudId, practiceCloudUrl } = env();
  if (!support) {
    throw new PortalError('unavailable', 'The platform API is off: SUPPORT_TENANT_ID and SUPPORT_CLIENT_ID are not set.');
  }
  const token = /^Bearer ([\w.~+/=-]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (!token) throw new PortalError('unauthenticated', 'A bearer token is missing.');
  const cloud = cloudFor(cloudId, practiceCloudUrl?.origin ?? null);
  const keys = staffKeys(cloud, support.tenantId);
  return verifyStaffToken(token, { cloud, ...support, roles: [role], kind: 'service', now: databaseNow(), keys });
}

/** The sentences of this API's own refusals are written for its caller; those of anything unforeseen are not passed on. */
function refusal(error: unknown): Response {
  const known = error instanceof PortalError && error.code !== 'internal' && error.code !== 'configuration';
  const { code, message } = known ? error : { code: 'unavailable' as const, message: 'The answer is not available now.' };
  const status = httpStatus(code);
  if (status >= 500) log.error('platform-request-failed', { errorCode: code, error });
  else log.info('platform-request-refused', { errorCode: code, reason: message });
  const body: z.infer<typeof PlatformProblem> = { error: { code, message } };
  return json(body, status === 401 ? { status, headers: { 'www-authenticate': 'Bearer' } } : { status });
}
