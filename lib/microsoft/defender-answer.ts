import { z } from 'zod';
import type { ApiAnswer, ApiKey } from '../domain/proof';

/** Role that each read needs (Microsoft's page of the call names it). */
const neededRole: Readonly<Record<ApiKey, string>> = {
  graph: 'SecurityEvents.Read.All',
  endpoint: 'Machine.Read.All',
  'threat-protection': 'Incident.Read.All',
};

const ListAnswer = z.object({ value: z.array(z.unknown()) });

export interface ApiReply {
  readonly api: ApiKey;
  readonly status: number;
  readonly body: unknown;
  readonly code: string | null;
  /** `roles` of the token that was sent. */
  readonly roles: readonly string[];
}

/**
 * What an API's answer to the one read says about access. An empty list and Defender for Endpoint's 404 ("no recent machines") mean
 * that access works and there is nothing to read. A 403 with the needed role in the token is not about permission: the product is
 * off or not licensed in this tenant. Without the role it is a refusal.
 * @see https://learn.microsoft.com/defender-endpoint/api/get-machines
 * @see https://learn.microsoft.com/defender-xdr/api-error-codes
 */
export function judgeReply({ api, status, body, code, roles }: ApiReply): ApiAnswer {
  if (status === 200) return judgeList(body);
  if (status === 404 && api === 'endpoint') return 'no-data';
  if (status === 401) return 'refused';
  if (status === 403) return code === 'DisabledFeature' || roles.includes(neededRole[api]) ? 'no-license' : 'refused';
  return status === 429 || status >= 500 || status === 404 ? 'unavailable' : 'refused';
}

function judgeList(body: unknown): ApiAnswer {
  const list = ListAnswer.safeParse(body);
  if (!list.success) return 'unavailable';
  return list.data.value.length > 0 ? 'works' : 'no-data';
}
