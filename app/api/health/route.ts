import { databaseAnswers } from '@/lib/data/prisma';
import { workerIsAlive } from '@/lib/engine/worker/beat';
import { json } from '@/lib/web/answer';
import { publicRoute } from '@/lib/web/route';

/** Ready or not; no detail for strangers. */
export const GET = publicRoute(async () => {
  const ready = workerIsAlive() && (await databaseAnswers());
  return json({ ready }, { status: ready ? 200 : 503 });
});
