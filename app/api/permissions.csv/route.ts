import { permissionsCsv } from '@/lib/domain/permissions-download';
import { publicRoute } from '@/lib/web/route';

/** The permission list for a spreadsheet (RFC 4180). */
export const GET = publicRoute(async () => {
  const headers = {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="fortifydata-defender-permissions.csv"',
    'cache-control': 'no-store',
  };
  return new Response(permissionsCsv(), { headers });
});
