import { permissionsJson } from '@/lib/domain/permissions-download';
import { publicRoute } from '@/lib/web/route';

/** The permission list for programs. */
export const GET = publicRoute(async () => {
  const headers = {
    'content-type': 'application/json',
    'content-disposition': 'attachment; filename="fortifydata-defender-permissions.json"',
    'cache-control': 'no-store',
  };
  return new Response(permissionsJson(), { headers });
});
