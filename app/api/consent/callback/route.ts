import { consentOutcome } from '@/lib/domain/consent';
import { returnFromConsent } from '@/lib/engine/consent-return';
import { ports } from '@/lib/engine/ports';
import { actorOf } from '@/lib/web/actor';
import { redirect } from '@/lib/web/answer';
import { problemAddress } from '@/lib/web/problem-address';
import { onlyParameter } from '@/lib/web/query';
import { callbackRoute } from '@/lib/web/route';
import { hashOf } from '@/lib/web/sealing';
import { currentSession } from '@/lib/web/session';

/** Somebody came back from the consent page. `tenant` and `admin_consent` are not read: only Graph says what was granted. */
export const GET = callbackRoute(async (request) => {
  const { searchParams } = new URL(request.url);
  const query = onlyParameter(searchParams);
  const session = await currentSession(request.headers.get('cookie'));
  if (!session) return redirect('/connect');
  const state = query('state');
  // an error that cannot be read is still an error
  const error = searchParams.has('error') ? (query('error') ?? '') : null;
  const outcome = consentOutcome({ error, description: query('error_description'), subcode: query('error_subcode') });
  const actor = actorOf(session);
  const departure = { stateHash: hashOf(state ?? ''), sessionHash: session.idHash };
  const known = state !== null && (await returnFromConsent(ports(), session.key, { actor, departure, outcome }));
  return redirect(known ? '/connect' : problemAddress('consent-callback-unknown', null));
});
