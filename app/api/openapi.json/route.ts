import { openApiDocument } from '@/lib/contract/openapi';
import { env } from '@/lib/env';
import { json } from '@/lib/web/answer';
import { publicRoute } from '@/lib/web/route';

/** The API described from the schemas that the code validates with. */
export const GET = publicRoute(async () => json(openApiDocument(env().appBaseUrl.origin)));
