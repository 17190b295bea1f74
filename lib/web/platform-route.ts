import { cloudFor } from '../domain/clouds';
import { env } from '../env';
import { httpStatus, PortalError } from '../error';
import { log } from '../log';
import { staffKeys } from './staff-keys';
import { type StaffIdentity, verifyStaffToken } from './staff-token';

export interface PlatformCall<Params> {
  readonly caller: StaffIdentity;
  readonly params: Params;
}

type Handler<Params> = (request: Request, context: { readonly params: Promise<Params> }) => Promise<Response>;

const notCached = { 'cache-control': 'no-store' } as const;

/**
 * A handler for FortifyData's platform: a service of the staff tenant with an app role. No cookie is read, so no browser can be made
 * to call it.
 * @param role app role the bearer token must carry
 * @param answer gives the body of the 200 answer
 * @returns answers of errors are `{ error: { code, message } }`: 401 and 403 for the token, 404, and 503 when the platform API is
 * off or something it needs cannot be asked
 */
export function platformRoute<Params>(role: string, answer: (call: PlatformCall<Params>) => Promise<object>): Handler<Params> {
  return async (request, { params }) => {
    try {
      const caller = await platformCaller(request, role);
      return Response.json(await answer({ caller, params: await params }), { headers: notCached });
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
  return verifyStaffToken(token, { cloud, ...support, role, kind: 'service', now: new Date(), keys });
}

/** The messages of this API's own refusals are written for its caller; those of anything unforeseen are not passed on. */
function refusal(error: unknown): Response {
  const known = error instanceof PortalError && error.code !== 'internal' && error.code !== 'configuration';
  if (!known) log.error('platform-request-failed', { error });
  const { code, message } = known ? error : { code: 'unavailable' as const, message: 'The answer is not available now.' };
  const headers = new Headers(notCached);
  if (code === 'unauthenticated') headers.set('www-authenticate', 'Bearer');
  return Response.json({ error: { code, message } }, { status: httpStatus(code), headers });
}
