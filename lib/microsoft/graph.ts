import { upsertApplication } from './applications';
import { listGrants } from './grants';
import { addCertificate } from './key-credentials';
import type { Microsoft } from './microsoft';
import { observe, readApplication } from './observe';
import { removePassword } from './passwords';
import { upsertServicePrincipal } from './service-principals';

/** Port 1 over Microsoft Graph. */
export const microsoft: Microsoft = {
  observe,
  readApplication,
  upsertApplication,
  upsertServicePrincipal,
  listGrants,
  removePassword,
  addCertificate,
};
