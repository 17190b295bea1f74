import { adoptApplication, removeCertificates } from './adoption';
import { upsertApplication } from './applications';
import { listDeletedApplications } from './deleted-applications';
import { listGrants } from './grants';
import { addCertificate } from './key-credentials';
import type { Microsoft } from './microsoft';
import { readFound } from './namesakes';
import { observe, readApplication } from './observe';
import { removePassword } from './passwords';
import { upsertServicePrincipal } from './service-principals';

/** Port 1 over Microsoft Graph. */
export const microsoft: Microsoft = {
  observe,
  readFound,
  readApplication,
  upsertApplication,
  adoptApplication,
  upsertServicePrincipal,
  listGrants,
  listDeletedApplications,
  removePassword,
  removeCertificates,
  addCertificate,
};
